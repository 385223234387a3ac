"""The organiser's pages: my sessions, the people of one, the applications of a competition."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages.exports import csv_response
from portal.pages.paging import paginate
from portal.scoring.models import Mark
from training import actions, rules
from training.forms.sessions import JudgeForm, PlacesForm
from training.models import Enrolment, Session, SessionState


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Sessions the visitor runs, judges or mentors."""
    rows = Session.objects.run_by(request.user).select_related("programme")
    page = paginate(rows, request, keys=("-starts_at", "-id"))
    context = {"page": page, "runs_all": rules.is_training_staff(request.user)}
    return render(request, "training/desk.html", context)


def own_session(request: HttpRequest, pk: int) -> Session:
    """A session the visitor runs; somebody else's is not found."""
    rows = Session.objects.select_related("programme", "criteria")
    found = get_object_or_404(rows, pk=pk)
    if not rules.may_run(request.user, found):
        raise Http404
    return found


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The people of a session by state; places, moves, marks that are still missing."""
    return desk_page(request, own_session(request, pk))


def desk_page(request, found: Session, form: PlacesForm | None = None, status: int = 200):
    counts = found.enrolments.values_list("state").annotate(number=Count("pk")).order_by("state")
    names = dict(Enrolment.LIFECYCLE.states.choices)
    context = {
        "session": found,
        "programme": found.programme,
        "counts": [(names[state], number) for state, number in counts],
        "page": paginate(found.enrolments.select_related("user", "department"), request, size=50),
        "form": form or PlacesForm(initial={"places": found.quota}),
        "may_select": rules.may_select(request.user, found),
        "may_batch": rules.is_training_staff(request.user)
        and not found.is_competitive
        and rules.open_for_enrolment(found, timezone.now()),
        "may_prepare": rules.may_prepare(request.user, found),
        "has_begun": found.state != "draft" and found.starts_at <= timezone.now(),
        "meetings": found.meetings.annotate(was=Count("present"))[:200],
        "materials": found.materials.all()[:100],
        "missing": marks_missing(found) if found.is_competitive else None,
        "problems": to_announce(found),
        "is_staff": rules.is_training_staff(request.user),
    }
    return render(request, "training/desk_session.html", context, status=status)


def to_announce(found: Session) -> list[str]:
    """What a session in preparation still lacks."""
    if found.state != SessionState.DRAFT:
        return []
    return actions.session_problems(found, timezone.now())


def marks_missing(found: Session) -> int:
    """Applications that no expert has marked by all criteria yet."""
    applied = found.enrolments.filter(state="applied")
    if found.criteria is None:
        return applied.count()
    marked = Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Enrolment),
        criterion__criteria=found.criteria,
        object_id__in=applied.values("pk"),
    )
    whole = found.criteria.criteria.count()
    ready = marked.values("object_id").annotate(n=Count("criterion", distinct=True))
    return applied.count() - ready.filter(n=whole).count()


@require_POST
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """More places or fewer; those waiting are offered the new ones."""
    found, form = own_session(request, pk), PlacesForm(request.POST)
    if form.is_valid():
        try:
            actions.change_quota(found, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("places", error.messages)
        else:
            messages.success(request, _("Число мест изменено."))
            return redirect("training:desk_session", found.pk)
    return desk_page(request, found, form, status=400)


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The people of the session as a table for a spreadsheet."""
    found = own_session(request, pk)
    rows = found.enrolments.select_related("user", "department").order_by("number")
    head = [_("Номер"), _("Кто"), _("Подразделение"), _("Состояние"), _("Место в отборе")]
    return csv_response(
        f"session-{found.pk}",
        head,
        (
            (row.number, row.user, row.department or "", row.get_state_display(), row.rank or "")
            for row in rows.iterator(500)
        ),
    )


# --- Experts ------------------------------------------------------------------------------------
def judged_session(request: HttpRequest, pk: int) -> Session:
    rows = Session.objects.select_related("programme", "criteria")
    return get_object_or_404(rows, pk=pk, experts=request.user, is_competitive=True)


@require_safe
def applications(request: HttpRequest, pk: int) -> HttpResponse:
    """Applications for an expert: by number and text alone where the selection is blind."""
    found = judged_session(request, pk)
    rows = found.enrolments.filter(state="applied").select_related("user", "department")
    page = paginate(rows, request, keys=("number",), size=50)
    marked = marks_by(request.user, [row.pk for row in page])
    context = {
        "session": found,
        "page": page,
        "verdict": rules.may_judge(request.user, found),
        "marked": {pk for pk, marks in marked.items() if marks},
    }
    return render(request, "training/applications.html", context)


def marks_by(expert, pks: list[int]) -> dict[int, dict]:
    """The expert's own marks: application → criterion → value."""
    found: dict[int, dict] = {pk: {} for pk in pks}
    rows = Mark.objects.filter(
        expert=expert, content_type=ContentType.objects.get_for_model(Enrolment), object_id__in=pks
    )
    for mark in rows:
        found[mark.object_id][mark.criterion_id] = mark.value
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One application and the expert's own marks of it; nobody else's are shown."""
    found = judged_session(request, pk)
    rows = found.enrolments.filter(state="applied").select_related("user", "department")
    row = get_object_or_404(rows, number=number)
    form = JudgeForm(
        request.POST if request.method == "POST" else None,
        criteria=found.criteria.criteria.all(),
        given=marks_by(request.user, [row.pk])[row.pk],
    )
    if form.is_bound:
        if not (verdict := rules.may_judge(request.user, found)):
            raise PermissionDenied(verdict.reason)
        if form.is_valid():
            actions.judge(row, actor=request.user, marks=form.marks())
            messages.success(request, _("Оценки сохранены."))
            return redirect("training:applications", found.pk)
    context = {"session": found, "enrolment": row, "form": form}
    return render(request, "training/judge.html", context, status=400 if form.is_bound else 200)
