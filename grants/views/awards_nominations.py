"""Nominations: writing one, its page, one's own; the files of a draft."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants import actions
from grants.forms.awards import AnswerForm, NominationForm
from grants.models import Nomination
from grants.models.awards_states import EDITABLE
from grants.rules.awards import may_answer_nomination, may_edit_nomination, may_nominate
from grants.views.awards import season_or_404
from portal.files.models import Attachment
from portal.pages.forms import carried_out
from portal.pages.paging import paginate

REFUSED = 422
JOINS = ("season__award", "category")


@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The first step: the dossier is kept as a draft; it is sent from its own page."""
    season = season_or_404(request, code, year)
    form = NominationForm(request.POST or None, request.FILES or None, season=season)

    def act(given):
        return actions.start_nomination(season, actor=request.user, **given)

    if request.method == "POST" and (row := carried_out(form, act)):
        messages.success(request, _("Черновик сохранён. Проверьте его и отправьте номинанту."))
        return redirect(row)
    context = {"season": season, "form": form, "verdict": may_nominate(request.user, season)}
    status = REFUSED if form.is_bound else 200
    return render(request, "grants/awards/nominate.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_nomination(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Nomination.objects.filter(nominator=request.user, state__in=EDITABLE)
    row = get_object_or_404(rows.select_related(*JOINS), pk=pk)
    form = NominationForm(
        request.POST or None, request.FILES or None, season=row.season, instance=row
    )

    def act(given):
        return actions.save_nomination(row, actor=request.user, **given)

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Сохранено."))
        return redirect(row)
    context = {
        "season": row.season, "nomination": row, "form": form,
        "files": Attachment.objects.of(row).kept(),
        "verdict": may_edit_nomination(request.user, row),
    }  # fmt: skip
    status = REFUSED if form.is_bound else 200
    return render(request, "grants/awards/nominate.html", context, status=status)


@require_POST
def remove_file(request: HttpRequest, pk: int, file: UUID) -> HttpResponse:
    rows = Nomination.objects.filter(nominator=request.user, state__in=EDITABLE)
    row = get_object_or_404(rows.select_related(*JOINS), pk=pk)
    found = get_object_or_404(Attachment.objects.of(row).kept(), pk=file)
    actions.remove_nomination_file(row, found, actor=request.user)
    messages.success(request, _("Файл убран."))
    return redirect("grants:edit_nomination", pk)


@login_not_required
@require_safe
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier, what happens with it, and for the nominee the question."""
    rows = Nomination.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related(*JOINS, "nominator", "award_decision"), pk=pk)
    return nomination_page(request, row, AnswerForm())


def nomination_page(request, row: Nomination, form: AnswerForm, status: int = 200) -> HttpResponse:
    is_decided = row.season.state == "decided"
    context = {
        "nomination": row,
        "season": row.season,
        "form": form,
        "statement": actions.STATEMENT,
        "is_author": request.user.pk == row.nominator_id,
        "is_nominee": request.user.is_authenticated and request.user.pk == row.nominee_user_id,
        "may_answer": may_answer_nomination(request.user, row),
        "may_edit": request.user.is_authenticated and may_edit_nomination(request.user, row),
        "may_withdraw": any(move.name == "withdraw" for move in row.moves_for(request.user)),
        "decision": getattr(row, "award_decision", None) if is_decided else None,
    }
    return render(request, "grants/awards/nomination.html", context, status=status)


@require_safe
def my_nominations(request: HttpRequest) -> HttpResponse:
    """Whom the visitor put forward, and where he is put forward himself."""
    mine = Q(nominator=request.user) | Q(nominee_user=request.user)
    rows = Nomination.objects.visible_to(request.user).filter(mine).select_related(*JOINS)
    return render(request, "grants/awards/mine.html", {"page": paginate(rows, request)})
