"""The desk of a juror: the declaration, the dossier beside the marks, others' after one's own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants import actions
from grants.forms.marks import MarksForm
from grants.models import JuryReview
from grants.rules.awards_jury import may_mark, sees_other_marks
from portal.cases.lifecycle import InvalidTransition
from portal.pages.forms import carried_out
from portal.pages.paging import paginate

REFUSED = 422
JOINS = ("juror", "nomination__season__award", "nomination__category")


@require_safe
def jury_desk(request: HttpRequest) -> HttpResponse:
    """All that the juror judges, unfinished first by the order of the table."""
    rows = JuryReview.objects.of(request.user).select_related(*JOINS)
    return render(request, "grants/awards/jury_desk.html", {"page": paginate(rows, request)})


@require_http_methods(["GET", "HEAD", "POST"])
def jury_review(request: HttpRequest, pk: int) -> HttpResponse:
    rows = JuryReview.objects.of(request.user).select_related(*JOINS, "nomination__season__scale")
    found = get_object_or_404(rows, pk=pk)
    criteria = actions.jury_criteria(found.nomination.season)
    form = MarksForm(request.POST or None, criteria=criteria, initial=_given(found))
    if request.method == "POST" and carried_out(form, lambda _given: _save(request, found, form)):
        return redirect(found)
    context = {
        "review": found,
        "nomination": found.nomination,
        "form": form,
        "may_mark": may_mark(request.user, found),
        "marks": list(actions.jury_marks(found)),
        "sees_others": sees_other_marks(request.user, found),
        "others": actions.other_totals(found) if sees_other_marks(request.user, found) else [],
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "grants/awards/jury_review.html", context, status=status)


def _given(review: JuryReview) -> dict:
    """What the juror has entered so far."""
    given = {}
    for mark in actions.jury_marks(review):
        given[mark.criterion.code] = mark.value.normalize()
        given[f"{mark.criterion.code}_note"] = mark.note
    return given


def _save(request, review: JuryReview, form: MarksForm) -> bool:
    is_final = "final" in request.POST
    try:
        actions.save_marks(review, actor=request.user, is_final=is_final, **form.values())
    except InvalidTransition as stale:
        raise PermissionDenied(_("Ваша оценка окончательная.")) from stale
    said = _("Оценка принята. Спасибо!") if is_final else _("Черновик оценки сохранён.")
    messages.success(request, said)
    return True
