"""Who leaves a commission and who comes from the reserve, with a public log."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.actions.commission import locked
from budgeting.actions.commission_letters import tell
from budgeting.models import Commission, CommissionApplication, RatingVoter, Seat
from budgeting.rules import commission as rights
from portal.cases.actions import advance, record
from portal.cases.clock import require

MISSED = 2  # meetings in a row
GROUNDS = {
    "resigned": gettext_lazy("по собственному желанию"),
    "absent": gettext_lazy("пропущено два заседания подряд"),
    "ineligible": gettext_lazy("больше не может быть членом комиссии по правилам"),
}


@transaction.atomic
def vacate_seat(seat: Seat, *, actor, ground: str, note: str = "") -> Seat | None:
    """Free the place and give a member's one to the next in reserve; who came, or None.

    With places by district the next of the same district comes first. The commission's row is
    locked: two replacements at once take two people. Raises PermissionDenied with the reason,
    ValidationError for a ground that does not hold or a ballot already cast.
    """
    commission = locked(seat.commission)
    seat = Seat.objects.select_for_update(of=("self",)).select_related(
        "user", "application__district"
    ).get(pk=seat.pk)  # fmt: skip
    seat.commission = commission
    require(rights.may_vacate(actor, seat))
    _check_ground(seat, actor, ground)
    return _vacated(seat, actor, ground, note)


def _vacated(seat: Seat, actor, ground: str, note: str = "") -> Seat | None:
    kind = "replaced" if seat.status == Seat.Status.MEMBER else "left"
    newcomer = _next(seat.commission, seat) if kind == "replaced" else None
    seat.status, seat.left_at = Seat.Status.LEFT, timezone.now()
    seat.save(update_fields=["status", "left_at"])
    if newcomer:
        newcomer.status, newcomer.since = Seat.Status.MEMBER, timezone.now()
        newcomer.save(update_fields=["status", "since"])
    reason = "" if actor.pk == seat.user_id else note.strip()  # one's own reason is private
    _log(seat, newcomer, f"{GROUNDS[ground]}. {reason}".strip(), kind=kind, actor=actor)
    return newcomer


def _check_ground(seat: Seat, actor, ground: str) -> None:
    if ground not in GROUNDS:
        raise ValidationError({"ground": _("Выберите основание.")})
    if ground != "resigned" and actor.pk == seat.user_id:
        raise ValidationError({"ground": _("Сам член комиссии выбывает по собственному желанию.")})
    if ground == "absent" and missed_in_a_row(seat) < MISSED:
        raise ValidationError({"ground": _("Двух пропусков подряд нет.")})
    voted = RatingVoter.objects.filter(seat=seat).exists()
    if voted and seat.commission.state == "assessing":
        raise ValidationError(
            _("Этот человек уже проголосовал: замена — после итогов голосования.")
        )


def missed_in_a_row(seat: Seat) -> int:
    """How many of the last meetings held during the membership the person missed in a row."""
    rows = seat.attendance.order_by("-meeting__number").values_list("is_present", flat=True)
    missed = 0
    for is_present in rows:
        if is_present:
            break
        missed += 1
    return missed


def _next(commission: Commission, gone: Seat) -> Seat | None:
    reserve = commission.seats.reserve().order_by("place").select_related("user", "application")
    waiting = list(reserve.select_for_update(of=("self",)))
    district = gone.application.district_id if gone.application else None
    alike = [row for row in waiting if row.application.district_id == district]
    return next(iter((commission.by_district and alike) or waiting), None)


def _log(gone: Seat, newcomer: Seat | None, why: str, *, kind: str, actor) -> None:
    """The public row names numbers alone."""
    told = _("Выбыл № %(gone)d: %(why)s") % {"gone": gone.number, "why": why}
    if newcomer:
        told += " " + _("Вместо него из резерва — № %(came)d.") % {"came": newcomer.number}
    elif kind == "replaced":
        told += " " + _("Резерв исчерпан, место свободно.")
    data = {"gone": gone.number, "came": newcomer and newcomer.number}
    event = record(gone.commission, kind, actor=actor, note=told, data=data)
    tell(gone.commission, event, [gone.user], "left")
    if newcomer:
        tell(gone.commission, event, [newcomer.user], "replaced")


@transaction.atomic
def leave_commissions(user) -> None:
    """What an erased account leaves: wishes not yet listed, seats, the name on the pages.

    A ballot or a final sheet already given stays counted.
    """
    wishes = CommissionApplication.objects.filter(user=user)
    for wish in wishes.filter(commission__state="accepting", state__in=("submitted", "admitted")):
        advance(wish, "withdraw", actor=user)
    wishes.update(name_agreed_at=None)
    seats = Seat.objects.filter(user=user)
    seats.update(name_agreed_at=None)
    for seat in seats.exclude(status=Seat.Status.LEFT).select_related("commission"):
        seat.commission = locked(seat.commission)
        _vacated(seat, user, "resigned")
