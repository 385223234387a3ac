"""What one can learn: sessions, programmes, materials, calendars."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.files.models import Attachment
from portal.pages.calendars import Entry, calendar_response
from portal.pages.paging import paginate
from training import rules
from training.filters import SessionFilter
from training.models import Material, Meeting, Programme, Session, SessionState

IN_CALENDAR = 500


@login_not_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Sessions to come and those that enrol, the latest start first."""
    form = SessionFilter(request.GET)
    rows = form.chosen(Session.objects.visible_to(request.user)).select_related("programme")
    page = paginate(rows, request, keys=("-starts_at", "-id"))
    user = request.user
    runs = user.is_authenticated and (
        rules.is_training_staff(user) or Session.objects.run_by(user).exists()
    )
    context = {"page": page, "form": form, "runs": runs}
    return render(request, "training/sessions.html", context)


@login_not_required
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    rows = Programme.objects.visible_to(request.user)
    page = paginate(rows, request, keys=("title", "id"), size=50)
    return render(request, "training/programmes.html", {"page": page})


@login_not_required
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """What the programme teaches, with the materials the visitor may open, and its sessions."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    sessions = Session.objects.visible_to(request.user).filter(programme=found)
    context = {
        "programme": found,
        "materials": found.materials.filter(session=None).visible_to(request.user)[:100],
        "sessions": sessions.select_related("programme")[:50],
    }
    return render(request, "training/programme.html", context)


@login_not_required
@require_safe
def material(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Material.objects.visible_to(request.user).select_related("programme")
    found = get_object_or_404(rows, pk=pk)
    context = {"material": found, "files": Attachment.objects.of(found).kept()}
    return render(request, "training/material.html", context)


@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Every announced session to come, for a phone."""
    rows = Session.objects.exclude(state=SessionState.DRAFT).filter(ends_at__gt=timezone.now())
    rows = rows.select_related("programme").order_by("starts_at", "id")[:IN_CALENDAR]
    return calendar_response("Обучение", [entry_of(row) for row in rows])


@login_not_required
@require_safe
def session_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The meetings of one session; the session itself while no meetings are set."""
    rows = Session.objects.visible_to(request.user).select_related("programme")
    found = get_object_or_404(rows, pk=pk)
    meetings = [meeting_entry(found, row) for row in found.meetings.all()[:IN_CALENDAR]]
    return calendar_response(found.programme.title, meetings or [entry_of(found)])


def entry_of(row: Session) -> Entry:
    return Entry(
        uid=f"session-{row.pk}@training",
        start=row.starts_at,
        end=row.ends_at,
        title=row.programme.title,
        place=row.place,
        cancelled=row.state == SessionState.CANCELLED,
    )


def meeting_entry(session: Session, row: Meeting) -> Entry:
    return Entry(
        uid=f"meeting-{row.pk}@training",
        start=row.starts_at,
        end=row.ends_at,
        title=f"{row.title} ({session.programme.title})",
        place=row.place or session.place,
        cancelled=session.state == SessionState.CANCELLED,
    )
