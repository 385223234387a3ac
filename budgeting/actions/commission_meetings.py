"""Meetings of a commission: called in advance, kept with attendance and quorum, cancelled aloud."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.actions.commission import locked
from budgeting.actions.commission_letters import members_of, tell
from budgeting.models import Attendance, Commission, CommissionMeeting
from budgeting.rules import commission as rights
from portal.cases.actions import record
from portal.cases.clock import database_now, require


@transaction.atomic
def plan_meeting(
    commission: Commission, *, actor, starts_at: datetime, place: str, agenda: str
) -> CommissionMeeting:
    """Call a meeting and tell the members. Raises ValidationError for one in the past."""
    fresh = locked(commission)
    require(rights.may_meet(actor, fresh))
    if starts_at <= database_now():
        raise ValidationError({"starts_at": _("Заседание назначают заранее.")})
    last = fresh.meetings.order_by("-number").values_list("number", flat=True).first()
    meeting = CommissionMeeting.objects.create(
        commission=fresh,
        number=(last or 0) + 1,
        starts_at=starts_at,
        place=place,
        agenda=agenda,
    )
    note = _("№ %(number)d, %(when)s, %(place)s") % {
        "number": meeting.number,
        "when": f"{timezone.localtime(starts_at):%d.%m.%Y %H:%M}",
        "place": place,
    }
    tell(fresh, record(fresh, "meeting", actor=actor, note=note), members_of(fresh))
    return meeting


@transaction.atomic
def record_meeting(
    meeting: CommissionMeeting, *, actor, present: Collection[int], minutes: str
) -> CommissionMeeting:
    """Keep who came (`present`: keys of seats), the quorum and the minutes, once.

    Every member of that moment gets a row of attendance. Raises ValidationError.
    """
    fresh = locked(meeting.commission)
    meeting = fresh.meetings.select_for_update().get(pk=meeting.pk)
    meeting.commission = fresh
    require(rights.may_meet(actor, fresh))
    _check_open(meeting)
    if meeting.starts_at > database_now():
        raise ValidationError(_("Заседание ещё не началось."))
    members = list(fresh.seats.members())
    if unknown := set(present) - {seat.pk for seat in members}:
        raise ValidationError({"present": _("Не член комиссии: %(n)d.") % {"n": len(unknown)}})
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, seat=seat, is_present=seat.pk in present) for seat in members
    )
    meeting.members, meeting.present = len(members), len(set(present))
    meeting.minutes, meeting.held_at = minutes, timezone.now()
    meeting.save()
    record(fresh, "held", actor=actor, note=_told(meeting))
    return meeting


def _told(meeting: CommissionMeeting) -> str:
    values = {"n": meeting.number, "present": meeting.present, "members": meeting.members}
    there = _("№ %(n)d: присутствовали %(present)d из %(members)d, кворум есть.")
    lacking = _("№ %(n)d: присутствовали %(present)d из %(members)d, кворума нет.")
    return (there if meeting.has_quorum else lacking) % values


@transaction.atomic
def cancel_meeting(meeting: CommissionMeeting, *, actor, reason: str) -> None:
    """Call a meeting off, with a reason everybody reads."""
    fresh = locked(meeting.commission)
    meeting = fresh.meetings.select_for_update().get(pk=meeting.pk)
    require(rights.may_meet(actor, fresh))
    _check_open(meeting)
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидят все.")})
    meeting.cancelled_at = timezone.now()
    meeting.save(update_fields=["cancelled_at"])
    note = f"№ {meeting.number}: {reason.strip()}"
    tell(fresh, record(fresh, "cancelled", actor=actor, note=note), members_of(fresh))


def _check_open(meeting: CommissionMeeting) -> None:
    if meeting.held_at or meeting.cancelled_at:
        raise ValidationError(_("По этому заседанию уже всё внесено."))
