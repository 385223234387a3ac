"""The same shift week after week."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.clock import database_now, require
from volunteers import rules
from volunteers.actions.locks import locked_group, locked_shift
from volunteers.actions.shifts import create_shift, publish_shift
from volunteers.models import SKILLS, WORK, Shift, ShiftState

WEEK = timedelta(days=7)
MOMENTS = ("leave_until", "starts_at", "ends_at")
REPEATED = (*WORK, "place")


@transaction.atomic
def repeat_shift(shift: Shift, *, actor, weeks: int) -> list[Shift]:
    """The same shift on that weekday of the next weeks, announced where this one is.

    A week that has it already is passed over, so pressing twice adds nothing.
    """
    locked_group(shift.group_id)
    fresh = locked_shift(shift.pk)
    require(rules.may_run_shift(actor, fresh))
    if fresh.state == ShiftState.CANCELLED:
        raise ValidationError(_("Смену отменили."))
    made = []
    for week in range(1, weeks + 1):
        moments = {name: getattr(fresh, name) + week * WEEK for name in MOMENTS}
        there = fresh.group.shifts.filter(title=fresh.title, starts_at=moments["starts_at"])
        if moments["leave_until"] > database_now() and not there.exists():
            made.append(_repeated(fresh, actor, moments))
    return made


def _repeated(shift: Shift, actor, moments: dict) -> Shift:
    same = {name: getattr(shift, name) for name in REPEATED}
    skills = {name: getattr(shift, name).all() for name in SKILLS}
    copy = create_shift(shift.group, actor=actor, **same, **skills, **moments)
    if shift.state == ShiftState.PUBLISHED:
        publish_shift(copy, actor=actor)
    return copy
