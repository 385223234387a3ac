"""The contract about an object given, and what it is worth in the register of support."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import rules
from grants.actions.lease_letters import tell
from grants.actions.support import correct_support, enter_support
from grants.models import Lease, MunicipalProperty, SupportForm
from portal.cases.actions import advance
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document


def last_day(starts_on: date, months: int) -> date:
    """The last day of so many months that begin on the day."""
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    day = min(starts_on.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def months_used(starts_on: date, ended_on: date, months: int) -> int:
    """Months begun by the day, no more than agreed."""
    passed = (ended_on.year - starts_on.year) * 12 + ended_on.month - starts_on.month
    begun = passed + (ended_on.day >= starts_on.day)
    return max(0, min(begun, months))


def worth(lease: Lease, months: int) -> Decimal:
    """Roubles of support in kind: the market's rent less what is paid, month by month."""
    return lease.benefit_month * months


def held_lease(lease: Lease) -> Lease:
    MunicipalProperty.objects.select_for_update().get(pk=lease.asset_id)
    wanted = ("asset", "application__organisation", "application__offer__asset", "support")
    return Lease.objects.select_for_update(of=("self",)).select_related(*wanted).get(pk=lease.pk)


@transaction.atomic
def sign_lease(
    lease: Lease, *, actor, note: str = "", number: str = "", signed_on: date | None = None,
    starts_on: date | None = None, files=(),
) -> CaseEvent:  # fmt: skip
    """Write down the contract and enter it into the register of support and the passport."""
    fresh = held_lease(lease)
    require(rules.may_keep_lease(actor, fresh))
    if signed_on is None or signed_on > timezone.localdate():
        raise ValidationError({"signed_on": _("Укажите день подписания, не позже сегодняшнего.")})
    if starts_on is None or not number:
        raise ValidationError(_("Запишите номер договора и день, с которого он действует."))
    if abs(starts_on.year - signed_on.year) > 1:
        raise ValidationError({"starts_on": _("Аренда начинается не позже года от подписания.")})
    ends_on = last_day(starts_on, fresh.months)
    support = enter_support(
        fresh.application.organisation, SupportForm.PROPERTY, given_on=signed_on, number=number,
        what=fresh.asset.title[:500], value=worth(fresh, fresh.months), starts_on=starts_on,
        ends_on=ends_on, url=fresh.get_absolute_url(),
    )  # fmt: skip
    event = advance(
        fresh, "sign", actor=actor, note=note, number=number, signed_on=signed_on,
        starts_on=starts_on, ends_on=ends_on, support=support,
    )  # fmt: skip
    for file in files:
        attach_document(fresh, file, actor=actor, private=True)
    tell(fresh.application, event)
    lease.refresh_from_db()
    return event


@transaction.atomic
def fail_lease(lease: Lease, *, actor, note: str) -> CaseEvent:
    """The winner does not sign: the object is free for a new offer."""
    fresh = held_lease(lease)
    event = advance(fresh, "fail", actor=actor, note=note)
    tell(fresh.application, event)
    lease.refresh_from_db()
    return event


@transaction.atomic
def end_lease(lease: Lease, *, actor, note: str) -> CaseEvent:
    """End it today; the register keeps what was really given."""
    fresh = held_lease(lease)
    today = timezone.localdate()
    event = advance(fresh, "end", actor=actor, note=note, ended_on=today)
    used = months_used(fresh.starts_on, today, fresh.months)
    correct_support(fresh.support, ended_on=today, value=worth(fresh, used))
    tell(fresh.application, event)
    lease.refresh_from_db()
    return event
