"""People who came without an account: written down, counted, joined to an account, forgotten."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.actions.consents import current_text
from portal.accounts.models import ConsentKind
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law import deadlines
from volunteers import rules
from volunteers.actions.attendance import moment_of
from volunteers.actions.hours import check_sum, count_walk_in, length
from volunteers.actions.letters import write_to_walk_in
from volunteers.actions.locks import locked_shift, locked_user
from volunteers.actions.signups import count
from volunteers.models import Shift, Signup, SignupState, WalkIn, WalkInState

NOTHING = {"name": "", "email": "", "phone": ""}


@transaction.atomic
def add_walk_in(
    shift: Shift, *, actor, name: str, email: str = "", phone: str = "", at=None, note: str = ""
) -> WalkIn:
    """Write down somebody who has come, with the consent they gave to `actor`.

    They take a free place, else the shift becomes larger by one: they are there already.
    """
    fresh = locked_shift(shift.pk)
    now = database_now()
    require(rules.may_add_walk_in(actor, fresh, now))
    row = WalkIn.objects.create(
        shift=fresh,
        name=name,
        email=email.lower(),
        phone=phone,
        consent=current_text(ConsentKind.PROCESSING),
        added_by=actor,
        came_at=moment_of(fresh, at, now, note),
    )
    if not fresh.places_left:
        _enlarge(fresh, actor)
    count(fresh)
    record(row, "added", actor=actor, note=note, public=False, data={"forced": at is not None})
    if row.email:
        write_to_walk_in(row)
    return row


def _enlarge(shift: Shift, actor) -> None:
    note = f"{shift.capacity} → {shift.capacity + 1}"
    shift.capacity += 1
    shift.save(update_fields=["capacity", "updated_at"])
    record(shift, "capacity", actor=actor, note=note)


@transaction.atomic
def walk_in_leaves(
    walk_in: WalkIn, *, actor, at: datetime | None = None, note: str = ""
) -> CaseEvent:
    """Mark that they have left: now, or `at` a moment typed by hand with a reason."""
    row, now = locked_walk_in(walk_in), database_now()
    require(rules.may_add_walk_in(actor, row.shift, now))
    if row.state != WalkInState.HERE:
        raise ValidationError(_("Часы уже подтверждены."))
    moment = moment_of(row.shift, at, now, note)
    if moment <= row.came_at:
        raise ValidationError({"at": _("Уход — позже прихода.")})
    row.left_at = moment
    row.save(update_fields=["left_at", "updated_at"])
    return record(row, "left", actor=actor, note=note, public=False)


def locked_walk_in(walk_in: WalkIn) -> WalkIn:
    """The shift, then the row, as it is now."""
    shift = locked_shift(walk_in.shift_id)
    row = WalkIn.objects.select_for_update(of=("self",)).get(pk=walk_in.pk)
    row.shift = shift
    return row


@transaction.atomic
def count_hours(walk_in: WalkIn, *, actor, note: str = "") -> CaseEvent:
    """Confirm the time from coming to leaving; it waits for an account."""
    row = locked_walk_in(walk_in)
    if row.left_at is None:
        raise ValidationError(_("Сначала отметьте, когда человек ушёл."))
    hours = length(row.came_at, row.left_at)
    check_sum(hours)
    return advance(row, "count", actor=actor, note=note, hours=hours, confirmed_by=actor)


@transaction.atomic
def join_walk_in(walk_in: WalkIn, *, actor, person) -> Signup:
    """Put what was written down into `person`'s account: its owner's with the letter's link, or a
    coordinator's for a member of the group. Name and contact are removed: the account has its own.

    Raises PermissionDenied, ValidationError for time that counts already.
    """
    locked_user(person.pk)
    row = locked_walk_in(walk_in)
    if actor != person:
        require(rules.may_keep_walk_in(actor, row))
        if not rules.is_member(person, row.shift.group_id):
            raise ValidationError(_("Присоединить можно к учётной записи участника группы."))
    if not (verdict := rules.may_join_walk_in(person, row)):
        raise ValidationError(verdict.reason)
    signup = Signup.objects.create(
        shift=row.shift,
        user=person,
        signed_by=row.added_by,
        state=SignupState.ATTENDED,
        came_at=row.came_at,
        left_at=row.left_at,
    )
    record(signup, "walk_in", actor=actor, to_state=signup.state, public=False)
    hours, author = row.hours, row.confirmed_by
    advance(row, "merge", actor=None, data={"signup": signup.pk}, **NOTHING)
    if author is not None:
        count_walk_in(signup, author=author, hours=hours)
    count(row.shift)
    return signup


@transaction.atomic
def forget_walk_in(walk_in: WalkIn, *, actor=None, note: str = "") -> CaseEvent:
    """Remove name and contact: the consent was withdrawn, or its term is over.

    `actor` None is the owner with the letter's link, or the clock.
    """
    row = locked_walk_in(walk_in)
    event = advance(row, "forget", actor=actor, note=note, **NOTHING)
    count(row.shift)
    return event


def forget_old_walk_ins() -> int:
    """Forget those nobody has joined to an account within the term of portal.law."""
    term = timedelta(days=deadlines.rule("volunteer_walk_in").length)
    rows = WalkIn.objects.open().filter(created_at__lt=database_now() - term)
    for row in rows:
        forget_walk_in(row)
    return len(rows)
