"""At the place: who came, who left, who did not come. Marking twice changes nothing."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from volunteers import rules
from volunteers.actions.letters import tell_signup
from volunteers.actions.signups import locked
from volunteers.models import Shift, Signup, SignupState

EARLY, LATE = timedelta(hours=1), timedelta(hours=4)


@transaction.atomic
def sign_in(
    signup: Signup,
    *,
    actor,
    at: datetime | None = None,
    note: str = "",
    data: dict | None = None,
) -> CaseEvent | None:
    """Mark that the person has come: now, or `at` a moment typed by hand with a reason.

    Raises PermissionDenied, ValidationError for a moment outside the shift.
    """
    shift = locked(signup)
    now = database_now()
    require(rules.may_mark(actor, signup, now))
    if at is None and signup.state == SignupState.ATTENDED:
        return None
    moment = moment_of(shift, at, now, note)
    if signup.left_at and moment >= signup.left_at:
        raise ValidationError({"at": _("Приход — раньше ухода.")})
    if signup.state == SignupState.ATTENDED:
        return _correct(signup, "came", actor, note, data, came_at=moment)
    told = {"forced": at is not None, **(data or {})}
    return advance(signup, "attend", actor=actor, note=note, data=told, came_at=moment)


@transaction.atomic
def sign_out(
    signup: Signup,
    *,
    actor,
    at: datetime | None = None,
    note: str = "",
    data: dict | None = None,
) -> CaseEvent | None:
    """Mark that the person has left: now, or `at` a moment typed by hand with a reason."""
    shift = locked(signup)
    now = database_now()
    require(rules.may_mark(actor, signup, now))
    if signup.state != SignupState.ATTENDED:
        raise ValidationError(_("Сначала отметьте приход."))
    if at is None and signup.left_at:
        return None
    moment = moment_of(shift, at, now, note)
    if moment <= signup.came_at:
        raise ValidationError({"at": _("Уход — позже прихода.")})
    return _correct(signup, "left", actor, note, data, left_at=moment)


def moment_of(shift: Shift, at: datetime | None, now: datetime, note: str) -> datetime:
    """The clock's `now`, or `at` that somebody has typed. Raises ValidationError."""
    return _now(shift, now) if at is None else _typed(shift, at, now, note)


def _now(shift: Shift, now: datetime) -> datetime:
    """The clock's moment, while it still can be the one when somebody came or left."""
    if now > shift.ends_at + LATE:
        raise ValidationError({"at": _("Смена давно закончилась: впишите время и причину.")})
    return now


def _typed(shift: Shift, at: datetime, now: datetime, note: str) -> datetime:
    """A moment somebody writes instead of the clock: of the shift, past, and with a reason."""
    if not note.strip():
        raise ValidationError({"note": _("Укажите, почему время вписано вручную.")})
    if not shift.starts_at - EARLY <= at <= min(shift.ends_at + LATE, now):
        raise ValidationError({"at": _("Время — в пределах смены и не в будущем.")})
    return at


def _correct(signup: Signup, kind: str, actor, note: str, data=None, **moments) -> CaseEvent:
    for name, moment in moments.items():
        setattr(signup, name, moment)
    signup.save(update_fields=[*moments, "updated_at"])
    return record(signup, kind, actor=actor, note=note, public=False, data=data)


def attend(signup: Signup, *, actor, note: str = "") -> CaseEvent | None:
    """The button of the move: the person has come just now."""
    return sign_in(signup, actor=actor, note=note)


@transaction.atomic
def miss(signup: Signup, *, actor, note: str = "") -> CaseEvent:
    """The person did not come; two such marks pause their sign-ups."""
    locked(signup)
    require(rules.may_mark_missing(actor, signup, database_now()))
    event = advance(signup, "miss", actor=actor, note=note)
    tell_signup(signup, event)
    return event


@transaction.atomic
def excuse(signup: Signup, *, actor, note: str = "") -> CaseEvent:
    locked(signup)
    event = advance(signup, "excuse", actor=actor, note=note)
    tell_signup(signup, event)
    return event


@transaction.atomic
def unmark(signup: Signup, *, actor, note: str = "") -> CaseEvent:
    """The mark was a mistake: as if nobody had marked."""
    locked(signup)
    return advance(signup, "unmark", actor=actor, note=note, came_at=None, left_at=None)


@transaction.atomic
def check_in(
    shift: Shift, *, actor, leaving: bool = False, at: datetime | None = None, data=None
) -> Signup:
    """The volunteer says by the code at the place: I have come, or I leave.

    `at` is when the button was pressed, if the mark had to wait. Raises PermissionDenied with the
    reason, ValidationError for who is not signed up.
    """
    rows = shift.signups.filter(user=actor).exclude(state__in=("withdrawn", "refused"))
    signup = rows.select_related("user").order_by("-pk").first()
    if signup is None:
        raise ValidationError(_("Вас нет в списке этой смены. Подойдите к координатору."))
    locked(signup)
    moment = at or database_now()
    require(rules.may_check_in(actor, signup, moment))
    note = _("по коду на месте, прислано позже") if at else _("по коду на месте")
    told = {"forced": at is not None, **(data or {})}
    if signup.state == SignupState.CONFIRMED and leaving:
        raise ValidationError(_("Сначала отметьте приход."))
    if signup.state == SignupState.CONFIRMED:
        # The code lets in, no right of the person: the move itself belongs to coordinators.
        advance(signup, "attend", actor=None, note=note, data=told, came_at=moment)
    elif leaving and signup.left_at is None:
        if moment <= signup.came_at:
            raise ValidationError(_("Уход — позже прихода."))
        _correct(signup, "left", actor, note, told, left_at=moment)
    return signup
