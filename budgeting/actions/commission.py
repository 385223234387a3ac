"""A commission from its announcement to its composition: the window, the list, the lot."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.actions.commission_letters import tell
from budgeting.models import Commission, CommissionApplication, Seat
from budgeting.rules import commission as rights
from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.draws.actions import announce_draw, hold_draw

LEAST = 3  # fewer people are no commission


def locked(commission: Commission) -> Commission:
    """The row as it is now, held until the end of the transaction: what it counts stays true."""
    rows = Commission.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("round").get(pk=commission.pk)


def move(commission: Commission, name: str, *, actor, note: str = "", **more) -> CaseEvent:
    """Ask the right, so that its reason reaches the page, and move."""
    transition = Commission.LIFECYCLE[name]
    if actor is not None and commission.state in transition.sources:
        require(rights.RIGHTS[transition.permission](actor, commission, database_now()))
    return advance(commission, name, actor=actor, note=note, **more)


@transaction.atomic
def announce_commission(commission: Commission, *, actor, note: str = "") -> CaseEvent:
    """Open the window for applications; the lifecycle move «announce»."""
    return move(locked(commission), "announce", actor=actor, note=note)


@transaction.atomic
def extend_window(commission: Commission, *, actor, until: datetime, reason: str) -> CaseEvent:
    """Give people more time, in public and with a reason. Raises ValidationError."""
    fresh = locked(commission)
    require(rights.may_run(actor, fresh))
    if fresh.state != "accepting":
        raise ValidationError(_("Приём заявлений сейчас не идёт."))
    if until <= max(fresh.closes_at, database_now()):
        raise ValidationError(
            {"until": _("Новый срок должен быть позже прежнего и ещё не пройти.")}
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидят все.")})
    old, fresh.closes_at = fresh.closes_at, until
    fresh.save(update_fields=["closes_at", "updated_at"])
    note = _("%(reason)s Приём до %(until)s вместо %(old)s.") % {
        "reason": reason.strip(),
        "until": _when(until),
        "old": _when(old),
    }
    event = record(fresh, "extended", actor=actor, note=note)
    applicants = fresh.applications.in_force().select_related("user")
    tell(fresh, event, [application.user for application in applicants])
    return event


@transaction.atomic
def list_applications(commission: Commission, *, actor, note: str = "") -> CaseEvent:
    """Publish the numbers with their hash, before the seed exists; the move «list».

    Raises ValidationError while an application is unchecked or there are fewer than places.
    """
    fresh = locked(commission)
    if fresh.state != "accepting":
        return move(fresh, "list", actor=actor, note=note)
    require(rights.may_list(actor, fresh, database_now()))
    if unchecked := fresh.applications.waiting().count():
        raise ValidationError(_("Не проверено заявлений: %(number)d.") % {"number": unchecked})
    admitted = list(
        fresh.applications.filter(state="admitted")
        .select_related("district", "user")
        .order_by("number")
    )
    if len(admitted) < fresh.places:
        raise ValidationError(
            _("Допущено заявлений: %(found)d, мест: %(places)d. Продлите приём.")
            % {"found": len(admitted), "places": fresh.places}
        )
    draw = _announced(fresh, admitted, actor)
    data = {"entries": len(admitted), "list_hash": draw.list_hash}
    told = _("Заявлений в списке: %(number)d. SHA-256: %(hash)s") % {
        "number": len(admitted),
        "hash": draw.list_hash,
    }
    event = move(fresh, "list", actor=actor, note=told, draw=draw, data=data)
    tell(fresh, event, [application.user for application in admitted])
    return event


def _announced(commission: Commission, admitted: list[CommissionApplication], actor):
    return announce_draw(
        str(commission),
        [application.entry() for application in admitted],
        places=commission.places,
        reserve_places=commission.reserve_places,
        by_stratum=commission.by_district,
        seed_source=commission.seed_source,
        actor=actor,
    )


@transaction.atomic
def draw_commission(commission: Commission, *, actor, seed: str, note: str = "") -> CaseEvent:
    """Hold the draw with the seed fixed at the ceremony and seat people; the move «draw»."""
    fresh = locked(commission)
    if fresh.state != "listed":
        return move(fresh, "draw", actor=actor, note=note)
    require(rights.may_draw(actor, fresh))
    draw = hold_draw(fresh.draw, seed=seed, actor=actor)
    numbers = {
        application.number: application for application in fresh.applications.select_related("user")
    }
    drawn = [numbers.pop(_number(entry)) for entry in (*draw.result, *draw.reserve)]
    _seat(fresh, drawn, len(draw.result))
    told = "\n".join(filter(None, [_("Случайное число: %(seed)s") % {"seed": draw.seed}, note]))
    data = {"seed": draw.seed, "members": draw.result, "reserve": draw.reserve}
    event = move(fresh, "draw", actor=actor, note=told, data=data)
    members, reserve = drawn[: len(draw.result)], drawn[len(draw.result) :]
    others = [row for row in numbers.values() if row.state == "admitted"]
    for news, rows in (("member", members), ("reserve", reserve), ("not_drawn", others)):
        tell(fresh, event, [row.user for row in rows], news)
    return event


def _number(entry: str) -> int:
    return int(entry.partition(";")[0])


def _seat(commission: Commission, drawn: list[CommissionApplication], members: int) -> None:
    now = timezone.now()
    Seat.objects.bulk_create(
        Seat(
            commission=commission,
            user=application.user,
            application=application,
            place=place,
            status=Seat.Status.MEMBER if place <= members else Seat.Status.RESERVE,
            name_agreed_at=application.name_agreed_at,
            since=now if place <= members else None,
        )
        for place, application in enumerate(drawn, start=1)
    )


@transaction.atomic
def seat_member(commission: Commission, *, actor, email: str) -> Seat:
    """Put an account into a commission that is appointed, before it is announced."""
    fresh = locked(commission)
    require(rights.may_appoint(actor, fresh))
    if fresh.state != "draft":
        raise ValidationError(_("Состав уже объявлен."))
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise ValidationError({"email": _("На портале нет такой учётной записи.")})
    if fresh.seats.filter(user=user).exists():
        raise ValidationError({"email": _("Этот человек уже в составе.")})
    place = fresh.seats.count() + 1
    return Seat.objects.create(
        commission=fresh, user=user, place=place, status=Seat.Status.MEMBER, since=timezone.now()
    )


@transaction.atomic
def appoint_commission(commission: Commission, *, actor, note: str = "") -> CaseEvent:
    """Announce an appointed commission; the move «appoint»."""
    fresh = locked(commission)
    seats = list(fresh.seats.members().select_related("user"))
    if fresh.state == "draft" and len(seats) < LEAST:
        require(rights.may_appoint(actor, fresh))
        raise ValidationError(_("В комиссии должно быть хотя бы три человека."))
    event = move(fresh, "appoint", actor=actor, note=note)
    tell(fresh, event, [seat.user for seat in seats], "joined")
    return event


def _when(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y %H:%M}"
