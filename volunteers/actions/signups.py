"""Places in a shift. Every path locks the person's row, then the shift's, then reads the clock.

The first lock keeps one person from two shifts at one time, the second makes the order of arrivals.
A place offered is a place taken.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from volunteers import rules
from volunteers.actions.hours import plan_hours
from volunteers.actions.letters import tell_signup
from volunteers.actions.locks import locked_shift, locked_user
from volunteers.models import HOLDING, Shift, ShiftState, Signup, SignupState


def locked(signup: Signup) -> Shift:
    """The person and the shift of a sign-up, in the one order; the sign-up as it is now."""
    locked_user(signup.user_id)
    shift = locked_shift(signup.shift_id)
    signup.refresh_from_db(fields=["state", "offered_until", "seeks_cover", "came_at", "left_at"])
    signup.shift = shift
    return shift


@transaction.atomic
def sign_up(shift: Shift, *, actor, text: str = "") -> Signup:
    """Take a place, else stand in the waiting list; ask, where a coordinator accepts each.

    Raises PermissionDenied with the reason.
    """
    locked_user(actor.pk)
    fresh = locked_shift(shift.pk)
    require(rules.may_sign_up(actor, fresh, database_now()))
    if fresh.needs_approval:
        return _begin(fresh, actor, SignupState.REQUESTED, "request", actor=actor, text=text)
    return take_or_wait(fresh, actor, actor=actor, text=text)


@transaction.atomic
def sign_up_member(shift: Shift, *, actor, person) -> Signup:
    """A coordinator signs somebody of the group up, by the same rules.

    Raises PermissionDenied, ValidationError for a stranger to the group.
    """
    locked_user(person.pk)
    fresh = locked_shift(shift.pk)
    require(rules.may_run_shift(actor, fresh))
    now = database_now()
    require(rules.open_for_signup(fresh, now))
    if not rules.is_member(person, fresh.group_id):
        raise ValidationError(_("Записать можно участника группы."))
    if not (verdict := rules.is_fit(person, fresh, now)):
        raise ValidationError(f"{person}: {verdict.reason}")
    return take_or_wait(fresh, person, actor=actor)


def take_or_wait(shift: Shift, person, *, actor, text: str = "") -> Signup:
    """A place of the locked shift while there is one, else a place in its queue."""
    if shift.places_left:
        row = _begin(shift, person, SignupState.CONFIRMED, "confirm", actor=actor, text=text)
        plan_hours(row)
        count(shift)
        return row
    given = {"text": text, "queued_at": database_now()}
    return _begin(shift, person, SignupState.WAITING, "join_queue", actor=actor, **given)


def _begin(shift: Shift, person, state: str, kind: str, *, actor, **given) -> Signup:
    row = Signup.objects.create(
        shift=shift,
        user=person,
        state=state,
        signed_by=None if actor == person else actor,
        **given,
    )
    tell_signup(row, record(row, kind, actor=actor, to_state=state, public=False))
    return row


def count(shift: Shift) -> None:
    """Count the places anew under the lock: a sum that is recounted cannot drift."""
    there = shift.walk_ins.open().count()
    shift.places_taken = shift.signups.filter(state__in=HOLDING).count() + there
    shift.save(update_fields=["places_taken"])


@transaction.atomic
def approve(signup: Signup, *, actor, note: str = "") -> CaseEvent:
    """Accept a request: a place while there is one, the waiting list after that.

    Raises ValidationError when the person may not come any more.
    """
    shift = locked(signup)
    require(rules.may_answer(actor, signup, database_now()))
    if not (verdict := rules.may_still_come(signup.user, shift)):
        raise ValidationError(f"{signup.user}: {verdict.reason}")
    if shift.places_left:
        event = advance(signup, "approve", actor=actor, note=note)
        plan_hours(signup)
        count(shift)
    else:
        event = advance(signup, "wait", actor=None, queued_at=database_now())
    tell_signup(signup, event)
    return event


@transaction.atomic
def refuse(signup: Signup, *, actor, note: str = "") -> CaseEvent:
    """The coordinator refuses, also one who holds a place; the next is offered it."""
    shift = locked(signup)
    require(rules.may_answer(actor, signup, database_now()))
    return _give_up(signup, shift, "refuse", actor, note)


@transaction.atomic
def accept_place(signup: Signup, *, actor, note: str = "") -> CaseEvent:
    """Take the offered place. Raises PermissionDenied after the term."""
    locked(signup)
    require(rules.may_accept_place(actor, signup, database_now()))
    event = advance(signup, "accept", actor=actor, note=note, offered_until=None)
    plan_hours(signup)
    tell_signup(signup, event)
    return event


@transaction.atomic
def withdraw(signup: Signup, *, actor, note: str = "") -> CaseEvent:
    """Give the place up in time; the next in the queue is offered it at once."""
    shift = locked(signup)
    require(rules.may_withdraw(actor, signup, database_now()))
    return _give_up(signup, shift, "withdraw", actor, note)


@transaction.atomic
def leave_late(signup: Signup, *, actor, note: str = "") -> CaseEvent:
    """Give the place up after the agreed moment, with a reason the coordinators read."""
    shift = locked(signup)
    require(rules.may_leave_late(actor, signup, database_now()))
    return _give_up(signup, shift, "leave_late", actor, note)


def _give_up(signup: Signup, shift: Shift, move: str, actor, note: str = "") -> CaseEvent:
    event = advance(signup, move, actor=actor, note=note, offered_until=None)
    tell_signup(signup, event)
    count(shift)
    offer_next(shift)
    return event


@transaction.atomic
def expire(signup: Signup) -> CaseEvent | None:
    """The clock's move when an offer was not answered in time; the next one is offered it."""
    shift = locked(signup)
    if signup.state != SignupState.OFFERED or signup.offered_until > database_now():
        return None
    return _give_up(signup, shift, "expire", None)


@transaction.atomic
def close_queue(shift: Shift) -> None:
    """The clock's move when the shift has begun: nobody is kept waiting."""
    fresh = locked_shift(shift.pk)
    if database_now() < fresh.starts_at:
        return
    waiting = (SignupState.REQUESTED, SignupState.WAITING)
    for row in fresh.signups.filter(state__in=waiting).select_related("user"):
        row.shift = fresh
        tell_signup(row, advance(row, "close", actor=None))


@transaction.atomic
def drop_signups(person, **which) -> None:
    """Take the person out of shifts to come, because they left the group or the portal."""
    locked_user(person.pk)
    rows = person.volunteer_signups.before().filter(**which).order_by("shift_id")
    for row in rows:
        _give_up(row, locked(row), "drop", None)


def offer_next(shift: Shift) -> None:
    """Offer the free places of the locked shift down its queue; none once it has started."""
    now = database_now()
    if now >= shift.starts_at or shift.state != ShiftState.PUBLISHED:
        return
    until = min(now + timedelta(hours=shift.offer_hours), shift.starts_at)
    for row in shift.signups.queue().select_related("user")[: shift.places_left]:
        row.shift = shift
        tell_signup(row, advance(row, "offer", actor=None, offered_until=until))
    count(shift)
