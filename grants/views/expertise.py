"""The desk of an expert: what is assigned, the declaration, the blind text, the marks.

No page here tells who applied: neither a name nor a document nor an answer that would.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants import actions, rules
from grants.blinding import blinded
from grants.forms.expertise import RecuseForm, ReviewForm
from grants.models import BlindCopy, Review, ReviewState
from portal.cases.lifecycle import InvalidTransition
from portal.pages.paging import paginate

UNANSWERED = 422
AT_ONCE = 200  # unfinished reviews on the desk; an expert has some twenty


def own_review(request: HttpRequest, pk: int) -> Review:
    rows = Review.objects.of(request.user).select_related(
        "expert__user", "application__contest__criteria", "application__tier",
        "application__direction", "application__organisation", "application__partner",
        "application__author",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Every review of the visitor: unfinished ones by their dates, then the finished."""
    rows = Review.objects.of(request.user).select_related("application__contest")
    waiting = list(rows.waiting().order_by("due", "id")[:AT_ONCE])
    page = paginate(rows.filter(state=ReviewState.FINAL), request)
    return render(request, "grants/expert_desk.html", {"waiting": waiting, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The declaration before the text opens; then the text beside the marks."""
    found = own_review(request, pk)
    criteria = actions.expert_criteria(found.application.contest)
    form = ReviewForm(request.POST or None, criteria=criteria, initial=_given(found))
    if request.method == "POST" and form.is_valid() and _saved(request, found, form):
        return redirect(found)
    return _page(request, found, form, UNANSWERED if form.is_bound else 200)


def _given(review: Review) -> dict:
    """What the expert has entered so far."""
    given = {"comment": review.comment}
    for mark in actions.marks_of(review).select_related("criterion"):
        given[mark.criterion.code] = mark.value.normalize()
        given[f"{mark.criterion.code}_note"] = mark.note
    return given


def _page(request, found: Review, form: ReviewForm, status: int, recusal=None) -> HttpResponse:
    is_read = found.state in ("open", "final")
    application = found.application
    context = {
        "review": found,
        "contest": application.contest,
        "may_score": rules.may_score(request.user, found),
        "may_review": rules.may_review(request.user, found),
        "form": form,
        "recusal": recusal or RecuseForm(),
        "blind": blinded(application) if is_read else None,
        "papers": _papers(application) if is_read else [],
        "marks": list(actions.marks_of(found).select_related("criterion")),
    }
    return render(request, "grants/review.html", context, status=status)


def _papers(application) -> list[tuple]:
    """Names the contest gives to documents, with the pages an official has checked."""
    rows = BlindCopy.objects.checked().filter(document__application=application)
    rows = rows.select_related("document__requirement").prefetch_related("pages__attachment")
    return [(copy, copy.pages.all()) for copy in rows]


def _saved(request, found: Review, form: ReviewForm) -> bool:
    is_final = "final" in request.POST
    try:
        actions.save_review(found, actor=request.user, is_final=is_final, **form.values())
    except (PermissionDenied, InvalidTransition) as refusal:
        form.add_error(None, str(refusal) or _("Оценка уже окончательная."))
    except ValidationError as refusal:
        form.add_error(None, refusal)
    else:
        text = _("Оценка принята. Спасибо!") if is_final else _("Черновик оценки сохранён.")
        messages.success(request, text)
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that there is no conflict of interest; the button stands on the review."""
    found = own_review(request, pk)
    if request.method != "POST":
        return redirect(found)
    try:
        actions.declare(found, actor=request.user)
    except (PermissionDenied, InvalidTransition):
        messages.error(request, _("Сейчас это невозможно: посмотрите, что изменилось."))
    else:
        messages.success(request, _("Спасибо. Теперь можно читать и оценивать."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Step aside; afterwards the page is closed, so the way leads to the desk.

    A reload of a refusal shows the review again.
    """
    found, form = own_review(request, pk), RecuseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.recuse(found, actor=request.user, note=form.cleaned_data["note"])
        except (PermissionDenied, InvalidTransition):
            form.add_error(None, _("Сейчас это невозможно: посмотрите, что изменилось."))
        else:
            messages.success(request, _("Самоотвод принят, заявку передадут другому эксперту."))
            return redirect("grants:expert_desk")
    marks = ReviewForm(criteria=actions.expert_criteria(found.application.contest),
                       initial=_given(found))  # fmt: skip
    status = UNANSWERED if request.method == "POST" else 200
    return _page(request, found, marks, status, recusal=form)
