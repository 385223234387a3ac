"""Hours: planned with the place, confirmed once by somebody else, put right by further rows.

The person's row is locked, so that two shifts confirmed at once cannot both count one hour.
"""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.portfolio.actions import strike_out, write_participation
from portal.portfolio.models import Participation
from volunteers import rules
from volunteers.actions.letters import tell_hours
from volunteers.actions.locks import locked_user
from volunteers.models import HourKind, HourRow, Shift, Signup, SignupState

CENT = Decimal("0.01")
MOST = Decimal(24)


def length(starts_at, ends_at) -> Decimal:
    """Hours between two moments, to the hundredth."""
    return (Decimal((ends_at - starts_at).total_seconds()) / 3600).quantize(CENT)


def plan_hours(signup: Signup) -> HourRow:
    """What the person has promised, written once when the place is theirs."""
    shift = signup.shift
    return HourRow.objects.create(
        signup=signup,
        user=signup.user,
        kind=HourKind.PLANNED,
        hours=length(shift.starts_at, shift.ends_at),
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
    )


@transaction.atomic
def confirm_hours(signup: Signup, *, actor, note: str = "") -> HourRow:
    """Count the time from coming to leaving. Raises PermissionDenied, ValidationError."""
    fresh = _locked(signup)
    require(rules.may_confirm_hours(actor, fresh, database_now()))
    hours = length(fresh.came_at, fresh.left_at)
    check_sum(hours)
    _check_plan(fresh, hours, note)
    _check_overlap(fresh)
    row = _write(
        fresh,
        HourKind.ACTUAL,
        hours,
        hours,
        actor=actor,
        note=note,
        starts_at=fresh.came_at,
        ends_at=fresh.left_at,
    )
    tell_hours(fresh, record(fresh, "hours", actor=actor, note=note, public=False), hours)
    return row


def _locked(signup: Signup) -> Signup:
    locked_user(signup.user_id)
    return Signup.objects.select_related("shift__group__organisation", "user").get(pk=signup.pk)


def check_sum(hours: Decimal) -> None:
    if not 0 < hours <= MOST:
        raise ValidationError(_("Часов — больше нуля и не больше суток."))


def _check_plan(signup: Signup, hours: Decimal, note: str) -> None:
    planned = length(signup.shift.starts_at, signup.shift.ends_at)
    if hours > planned + 1 and not note.strip():
        raise ValidationError(
            _("Часов намного больше, чем длилась смена (%(planned)s). Напишите почему.")
            % {"planned": floatformat(planned, -2)}
        )


def _check_overlap(signup: Signup) -> None:
    """No minute counts twice, whatever group confirms it."""
    others = HourRow.objects.filter(
        user=signup.user_id,
        kind=HourKind.ACTUAL,
        starts_at__lt=signup.left_at,
        ends_at__gt=signup.came_at,
    ).exclude(signup__hours__kind=HourKind.REVERSAL)
    if other := others.select_related("signup__shift").first():
        raise ValidationError(
            _("Это время уже засчитано на другой смене: «%(title)s».")
            % {"title": other.signup.shift.title}
        )


def _write(
    signup: Signup, kind: str, hours: Decimal, total: Decimal, *, actor, note: str, **moments
) -> HourRow:
    """One more row, and the row of the portfolio for the sum that now stands, if any."""
    shift = signup.shift
    standing = None
    if total > 0:
        standing = write_participation(
            signup.user,
            Participation.Kind.VOLUNTEER,
            shift.title,
            actor=actor,
            day=timezone.localdate(signup.came_at),
            hours=total,
            case=signup,
            organisation=shift.group.organisation,
        )
    return HourRow.objects.create(
        signup=signup,
        user=signup.user,
        kind=kind,
        hours=hours,
        author=actor,
        note=note.strip()[:500],
        participation=standing,
        **moments,
    )


@transaction.atomic
def adjust_hours(signup: Signup, *, actor, hours: Decimal, note: str) -> HourRow:
    """Set another sum of confirmed hours, with a reason; the difference is the new row."""
    fresh, total = _standing(signup, actor, note)
    check_sum(hours)
    if hours == total:
        raise ValidationError({"hours": _("Часов и так столько.")})
    _strike(fresh, note)
    row = _write(fresh, HourKind.ADJUSTMENT, hours - total, hours, actor=actor, note=note)
    tell_hours(fresh, record(fresh, "adjusted", actor=actor, note=note, public=False), hours)
    return row


@transaction.atomic
def reverse_hours(signup: Signup, *, actor, note: str) -> HourRow:
    """Take all the hours back, with a reason; they are not confirmed anew."""
    fresh, total = _standing(signup, actor, note)
    _strike(fresh, note)
    row = _write(fresh, HourKind.REVERSAL, -total, Decimal(0), actor=actor, note=note)
    tell_hours(fresh, record(fresh, "reversed", actor=actor, note=note, public=False), Decimal(0))
    return row


def _standing(signup: Signup, actor, note: str) -> tuple[Signup, Decimal]:
    """The locked sign-up and the hours that count now; a reason is asked before anything."""
    fresh = _locked(signup)
    require(rules.may_keep_hours(actor, fresh))
    if not note.strip():
        raise ValidationError({"note": _("Укажите причину: её увидит доброволец.")})
    kinds = set(fresh.hours.values_list("kind", flat=True))
    if HourKind.ACTUAL not in kinds or HourKind.REVERSAL in kinds:
        raise ValidationError(_("Подтверждённых часов нет."))
    return fresh, fresh.hours.all().total()


def _strike(signup: Signup, note: str) -> None:
    row = signup.hours.exclude(participation=None).select_related("participation").last()
    strike_out(row.participation, reason=note)


def count_walk_in(signup: Signup, *, author, hours: Decimal) -> HourRow:
    """Hours that `author` has confirmed before the person had an account, once they have one.

    The person's row is locked by the caller. Raises ValidationError for time that counts already.
    """
    _check_overlap(signup)
    moments = {"starts_at": signup.came_at, "ends_at": signup.left_at}
    row = _write(signup, HourKind.ACTUAL, hours, hours, actor=author, note="", **moments)
    tell_hours(signup, record(signup, "hours", actor=author, public=False), hours)
    return row


def confirm_all(shift: Shift, *, actor, note: str = "") -> tuple[int, list[str]]:
    """Confirm everybody who came and left; the answer names those who were refused, and why."""
    ready = shift.signups.filter(state=SignupState.ATTENDED, left_at__isnull=False)
    done, refused = 0, []
    for row in ready.exclude(hours__kind=HourKind.ACTUAL).select_related("user"):
        try:
            confirm_hours(row, actor=actor, note=note)
            done += 1
        except ValidationError as error:
            refused.append(f"{row.user}: {error.messages[0]}")
        except PermissionDenied as error:
            refused.append(f"{row.user}: {error}")
    return done, refused
