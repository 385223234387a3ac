"""Preparing a shift, announcing it, changing it, calling it off."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from volunteers import rules
from volunteers.actions.letters import tell_of_risk, tell_signup
from volunteers.actions.locks import locked_group, locked_shift
from volunteers.actions.signups import offer_next
from volunteers.models import BEFORE, SKILLS, Shift, ShiftState, VolunteerGroup
from volunteers.models.work import Work

# What may change once people rely on a shift; its time and its rules stay.
LIVELY = ("text", "briefing", "needs", "skills", "place", "district", "latitude", "longitude")


@transaction.atomic
def create_shift(group: VolunteerGroup, *, actor, **fields) -> Shift:
    """Write a shift down; nobody sees it before it is announced."""
    require(rules.may_run_active(actor, group))
    skills = {name: fields.pop(name) for name in SKILLS if name in fields}
    shift = Shift.objects.create(group=group, **fields)
    set_skills(shift, skills)
    record(shift, "created", actor=actor, to_state=shift.state, public=False)
    return shift


def set_skills(work: Work, skills: dict) -> None:
    for name, rows in skills.items():
        getattr(work, name).set(rows)


@transaction.atomic
def edit_shift(shift: Shift, *, actor, **fields) -> Shift:
    """Change a draft wholly, an announced shift only where nobody's day changes."""
    fresh = locked_shift(shift.pk)
    require(rules.may_run_shift(actor, fresh))
    if fresh.state == ShiftState.CANCELLED:
        raise ValidationError(_("Смену отменили."))
    changed = [name for name in fields if fresh.state == ShiftState.DRAFT or name in LIVELY]
    set_skills(fresh, {name: fields[name] for name in SKILLS if name in changed})
    changed = [name for name in changed if name not in SKILLS]
    for name in changed:
        setattr(fresh, name, fields[name])
    fresh.save(update_fields=[*changed, "updated_at"])
    record(fresh, "edited", actor=actor, public=fresh.state == ShiftState.PUBLISHED)
    return fresh


@transaction.atomic
def publish_shift(shift: Shift, *, actor, note: str = "") -> CaseEvent:
    # Of the group as it is now: it is not closed while a shift is being announced.
    shift.group = locked_group(shift.group_id)
    require(rules.may_publish(actor, shift, database_now()))
    return advance(shift, "publish", actor=actor, note=note)


@transaction.atomic
def cancel_shift(shift: Shift, *, actor, note: str = "") -> CaseEvent:
    """Call the shift off; everybody who would come is told why."""
    fresh = locked_shift(shift.pk)
    require(rules.may_cancel(actor, fresh, database_now()))
    event = advance(fresh, "cancel", actor=actor, note=note)
    for row in fresh.signups.filter(state__in=BEFORE).select_related("user"):
        row.shift = fresh
        tell_signup(row, advance(row, "call_off", actor=None, note=note))
    shift.state = fresh.state
    return event


@transaction.atomic
def warn_of_risk(shift: Shift) -> CaseEvent | None:
    """The clock's word to the coordinators, once: soon, and not even half of the people."""
    fresh = locked_shift(shift.pk)
    if not fresh.is_at_risk or CaseEvent.objects.of(fresh).filter(kind="at_risk").exists():
        return None
    event = record(fresh, "at_risk", actor=None, public=False)
    tell_of_risk(fresh, event)
    return event


@transaction.atomic
def change_capacity(shift: Shift, *, actor, capacity: int) -> None:
    """More places or fewer, not below those taken; those who wait are offered the new ones."""
    fresh = locked_shift(shift.pk)
    require(rules.may_run_shift(actor, fresh))
    if capacity < fresh.places_taken:
        raise ValidationError(
            {"capacity": _("Мест меньше, чем занято: %(taken)d.") % {"taken": fresh.places_taken}}
        )
    note = f"{fresh.capacity} → {capacity}"
    fresh.capacity = capacity
    fresh.save(update_fields=["capacity", "updated_at"])
    record(fresh, "capacity", actor=actor, note=note)
    offer_next(fresh)
