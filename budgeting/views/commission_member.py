"""The work of a member: the rating ballot, the sheets of marks. Nobody else's before one's own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budgeting import actions
from budgeting.actions.commission_marks import expert_criteria, marks_by_code
from budgeting.actions.commission_rating import contest_of
from budgeting.forms.commission import RatingForm, SheetForm
from budgeting.models import Commission, ExpertSheet, Project, RatingVoter, Seat
from budgeting.rules import commission as rights
from budgeting.views.commission import GET_POST, INVALID, seat_of, visible_commission
from portal.scoring.models import Mark


def member_of(request: HttpRequest, slug: str) -> tuple[Commission, Seat]:
    """The commission and the visitor's seat of a member; 404 for everybody else."""
    found = visible_commission(request, slug)
    seat = seat_of(found, request.user)
    if seat is None or seat.status != Seat.Status.MEMBER:
        get_object_or_404(Seat.objects.none())
    return found, seat


@require_http_methods(GET_POST)
def rate(request: HttpRequest, slug: str) -> HttpResponse:
    """The ballot of the commission, cast once."""
    found, seat = member_of(request, slug)
    projects = list(contest_of(found).select_related("type"))
    form = RatingForm(
        request.POST if request.method == "POST" else None, commission=found, projects=projects
    )
    if form.is_bound:
        actions.require(rights.may_judge(request.user, found, seat))
    if form.is_valid():
        try:
            actions.cast_rating(found, actor=request.user, points=form.points())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(
                request, _("Ваш бюллетень учтён. Итоги — после окончания голосования.")
            )
            return redirect(found)
    context = {
        "commission": found,
        "round": found.round,
        "form": form,
        "projects": projects,
        "may": rights.may_judge(request.user, found, seat),
        "has_voted": RatingVoter.objects.filter(seat=seat).exists(),
    }
    status = INVALID if form.is_bound else 200
    return render(request, "budgeting/commission/rate.html", context, status=status)


@require_safe
def score(request: HttpRequest, slug: str) -> HttpResponse:
    """The projects to mark, with what the member has done and not a word of the others."""
    found, seat = member_of(request, slug)
    sheets = {sheet.project_id: sheet for sheet in seat.sheets.all()}
    rows = [
        {
            "project": project,
            "sheet": sheets.get(project.pk),
            "is_own": project.author_id == request.user.pk,
        }
        for project in contest_of(found)
    ]
    context = {
        "commission": found,
        "round": found.round,
        "rows": rows,
        "may": rights.may_judge(request.user, found, seat),
        "done": sum(bool(row["sheet"] and row["sheet"].final_at) for row in rows),
    }
    return render(request, "budgeting/commission/score.html", context)


@require_http_methods(GET_POST)
def sheet(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One's own marks of one project; the others' final ones once one's own are final."""
    found, seat = member_of(request, slug)
    project = get_object_or_404(contest_of(found), pk=pk)
    mine = seat.sheets.filter(project=project).first()
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        commission=found,
        initial=initial_of(mine, seat),
    )
    if form.is_bound:
        actions.require(rights.may_mark(request.user, found, seat, project))
    if form.is_valid() and saved(request, found, project, form):
        return redirect("budgeting:commission_score", slug=slug)
    context = {
        "commission": found,
        "round": found.round,
        "project": project,
        "form": form,
        "mine": mine,
        "may": rights.may_mark(request.user, found, seat, project),
        "own_marks": named_marks(found, mine, seat) if mine and mine.final_at else [],
        "others": others(found, project, mine),
    }
    status = INVALID if form.is_bound else 200
    return render(request, "budgeting/commission/sheet.html", context, status=status)


def initial_of(mine: ExpertSheet | None, seat: Seat) -> dict:
    if mine is None:
        return {}
    mine.seat = seat
    marks = {f"mark_{code}": value.normalize() for code, value in marks_by_code(mine).items()}
    return {**marks, "note": mine.note, "exclusion": mine.exclusion}


def saved(request: HttpRequest, found: Commission, project: Project, form: SheetForm) -> bool:
    typed = form.cleaned_data
    try:
        if typed["is_recused"]:
            actions.recuse(found, project, actor=request.user, note=typed["note"])
            text = _("Самоотвод записан.")
        else:
            actions.save_sheet(
                found,
                project,
                actor=request.user,
                marks=form.marks(),
                note=typed["note"],
                exclusion=typed["exclusion"],
                is_final=typed["is_final"],
            )
            text = (
                _("Оценки окончательные. Спасибо!")
                if typed["is_final"]
                else _("Оценки сохранены. Они учтутся, когда вы отметите их окончательными.")
            )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    messages.success(request, text)
    return True


def named_marks(found: Commission, mine: ExpertSheet, seat: Seat) -> list[tuple]:
    mine.seat = seat
    marks = marks_by_code(mine)
    return [(row.name, marks.get(row.code)) for row in expert_criteria(found)]


def others(found: Commission, project: Project, mine: ExpertSheet | None) -> list[dict]:
    """Final sheets of the others, by number; nothing at all before one's own is final."""
    if mine is None or mine.final_at is None:
        return []
    sheets = list(
        found.sheets.filter(project=project, is_recused=False)
        .exclude(final_at=None)
        .exclude(pk=mine.pk)
        .select_related("seat__application")
    )
    marks = Mark.objects.filter(
        content_type__app_label="budgeting",
        content_type__model="project",
        object_id=project.pk,
        expert__in=[sheet.seat.user_id for sheet in sheets],
    ).select_related("criterion")
    by_expert: dict[int, list] = {}
    for mark in marks:
        by_expert.setdefault(mark.expert_id, []).append((mark.criterion.name, mark.value))
    return [
        {"number": sheet.seat.number, "marks": by_expert.get(sheet.seat.user_id, [])}
        for sheet in sheets
    ]
