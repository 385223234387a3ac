"""A session's page, taking a place, my places, a department's people, the protocol."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.organisations.models import Organisation
from portal.pages.paging import paginate
from training import actions, rules
from training.forms.sessions import DepartmentForm, EnrolForm
from training.marking import counted
from training.models import (
    STUDYING,
    Enrolment,
    EnrolmentState,
    Material,
    Meeting,
    Selection,
    Session,
    Stage,
)

CLASHES = 10  # lessons elsewhere at the same time, told before a place is taken


def visible_session(request: HttpRequest, pk: int) -> Session:
    rows = Session.objects.visible_to(request.user).select_related("programme", "organiser")
    return get_object_or_404(rows, pk=pk)


@login_not_required
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """When, where, for whom, how many places; what this visitor can do about it."""
    found = visible_session(request, pk)
    user = request.user
    own = user.is_authenticated and found.enrolments.live().filter(user=user).first()
    context = {
        "session": found,
        "programme": found.programme,
        "meetings": found.meetings.all()[:200],
        "lecturers": found.lecturers.all()[:50],
        "quotas": found.quotas.select_related("department")[:100],
        "has_room": actions.has_place(found, own_team(user)),
        "materials": Material.objects.of_session(found).visible_to(user)[:100],
        "is_open": found.stage in (Stage.DRAFT, Stage.SOON, Stage.ENROLLING),
        "own": own or None,
        "may_enrol": rules.may_enrol(user, found),
        "may_run": rules.may_run(user, found),
        "departments": own_departments(user) if batch_is_open(found) else [],
        "selection": Selection.objects.filter(session=found).first(),
        "waiting": found.enrolments.filter(state=EnrolmentState.WAITING).count(),
    }
    return render(request, "training/session.html", context)


def own_team(user) -> int | None:
    team = user.is_authenticated and rules.department_of(user)
    return team.pk if team else None


def batch_is_open(found: Session) -> bool:
    """Whether a department may be enrolled at once: never where each applies for themselves."""
    return not found.is_competitive and bool(rules.open_for_enrolment(found, timezone.now()))


def own_departments(user) -> list:
    """Departments whose people the visitor may enrol."""
    if not user.is_authenticated:
        return []
    rows = Organisation.objects.confirmed().filter(
        kind="department", members__user=user, members__role__in=("head", "editor")
    )
    return list(rows.distinct()[:20])


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, take the place or the waiting list, say which of them it was."""
    found = visible_session(request, pk)
    form = EnrolForm(request.POST or None, session=found)
    form.is_bound = request.method == "POST"
    verdict, status = rules.may_enrol(request.user, found), 200
    if request.method == "POST":
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if form.is_valid():
            try:
                row = actions.enrol(found, actor=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, said(row))
                return redirect(row)
        status = 400
    clashes = Meeting.objects.clashing(found, request.user)[:CLASHES]
    context = {"session": found, "form": form, "verdict": verdict, "clashes": clashes}
    return render(request, "training/enrol.html", context, status=status)


def said(row: Enrolment) -> str:
    """What happened, by the state the place came to be in."""
    if row.state == EnrolmentState.APPLIED:
        return _("Заявка подана. Решение придёт письмом после отбора.")
    if row.state == EnrolmentState.WAITING:
        return _("Мест сейчас нет, вы в листе ожидания. Когда место освободится, напишем вам.")
    return _("Вы записаны: место за вами.")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = Enrolment.objects.of(request.user).select_related("session__programme")
    return render(request, "training/mine.html", {"page": paginate(rows, request)})


@require_safe
def enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: what it is now and what its person can do."""
    rows = Enrolment.objects.visible_to(request.user)
    found = get_object_or_404(
        rows.select_related("session__programme", "user", "certificate"), pk=pk
    )
    progress = actions.progress_of(found) if found.state in STUDYING else []
    context = {
        "enrolment": found,
        "session": found.session,
        "ahead": queue_place(found),
        "is_own": found.user_id == request.user.pk,
        "clashes": Meeting.objects.clashing(found.session, found.user)[:CLASHES],
        "progress": progress,
        "done": sum(row.is_done for row in progress),
        "materials": Material.objects.of_session(found.session).visible_to(request.user)[:100],
        "may_study": rules.may_study(request.user, found),
        "may_tell": rules.may_give_feedback(request.user, found),
        "may_certify": found.certificate and rules.may_certify(request.user, found),
    }
    return render(request, "training/enrolment.html", context)


def queue_place(found: Enrolment) -> int | None:
    """How the person stands in the queue, from one; None when they do not wait."""
    if found.state not in (EnrolmentState.WAITING, EnrolmentState.RESERVE):
        return None
    order = found.session.enrolments.queue().values_list("pk", flat=True)
    return list(order).index(found.pk) + 1


@require_http_methods(["GET", "HEAD", "POST"])
def department(request: HttpRequest, pk: int, department: int) -> HttpResponse:
    """The head of a department enrols its people at once."""
    found = visible_session(request, pk)
    team = get_object_or_404(Organisation.objects.confirmed(), pk=department, kind="department")
    if not rules.may_batch(request.user, team):
        raise Http404
    form = DepartmentForm(request.POST or None, session=found, department=team)
    form.is_bound = request.method == "POST"
    if form.is_bound and form.is_valid():
        try:
            rows = actions.enrol_department(
                found, actor=request.user, department=team, people=form.cleaned_data["people"]
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, batch_told(rows))
            return redirect(found)
    context = {
        "session": found,
        "department": team,
        "form": form,
        "verdict": rules.open_for_enrolment(found, timezone.now()),
        "kept": found.kept_places(timezone.now()).get(team.pk),
        "taken": found.enrolments.holding().filter(department=team).count(),
    }
    return render(
        request, "training/department.html", context, status=400 if form.is_bound else 200
    )


def batch_told(rows: list[Enrolment]) -> str:
    placed = sum(row.state == EnrolmentState.ENROLLED for row in rows)
    text = _("Записано: %(placed)d, в листе ожидания: %(waiting)d.")
    return text % {"placed": placed, "waiting": len(rows) - placed}


@login_not_required
@require_safe
def protocol(request: HttpRequest, pk: int) -> HttpResponse:
    """How the places of a competition were given: every mark, point and outcome."""
    found = get_object_or_404(
        Selection.objects.select_related("session__programme"), session=visible_session(request, pk)
    )
    outcomes = dict(found.data["outcomes"])
    context = {
        "selection": found,
        "session": found.session,
        "rows": [
            (
                *(place, row["id"], Decimal(row["total"])),
                *(outcomes[row["id"]] == "admitted", counted(row["rows"])),
            )
            for place, row in enumerate(found.data["ranking"]["rows"], 1)
        ],
    }
    return render(request, "training/protocol.html", context)


@login_not_required
@require_safe
def protocol_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as data: the hash is the SHA-256 of its canonical JSON."""
    found = get_object_or_404(Selection, session=visible_session(request, pk))
    return JsonResponse(found.data, json_dumps_params={"ensure_ascii": False})
