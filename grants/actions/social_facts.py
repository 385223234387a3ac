"""Facts of the social order: entered by one official, confirmed by another.

Every write holds the row of the order. The plan is a ceiling for agreements, an executor's
agreements for its paid portions; what waits counts too, so two officials at once stay within.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.actions.social_orders import held_order
from grants.models import FactOf, SocialEntry, SocialExecutor, SocialFact, SocialOrder
from grants.rules.social_orders import may_enter_of, may_keep_orders
from portal.cases.actions import record
from portal.cases.clock import require
from portal.pages.templatetags.money import roubles

LEFT = {
    FactOf.AGREEMENT: gettext_lazy(
        "По плану свободно %(volume)s %(unit)s и %(sum)s. Нужно больше — сначала измените план."
    ),
    FactOf.PORTION: gettext_lazy(
        "По соглашениям исполнителя осталось %(volume)s %(unit)s и %(sum)s."
    ),
}


@transaction.atomic
def prepare_fact(
    order: SocialOrder, *, actor, kind: str, key: str, executor: SocialExecutor | None = None,
    target: SocialEntry | None = None, **facts,
) -> SocialFact:  # fmt: skip
    """Enter a fact, or the correction of `target`. The same `key` again gives the same fact.

    Raises ValidationError naming the field: above the plan or the agreements, of the future.
    """
    fresh = held_order(order)
    require(may_keep_orders(actor))
    if known := SocialFact.objects.filter(key=key).first():
        return known
    if kind == "reversal":
        check_reversible(fresh, target)
        executor = target.executor
        facts |= {"volume": target.volume, "amount": target.amount}
    else:
        target = None
        _check(fresh, executor, kind, facts)
    require(may_enter_of(actor, executor.organisation))
    _check_days(kind, facts)
    row = SocialFact.objects.create(
        order=fresh, kind=kind, key=key, executor=executor, target=target, prepared_by=actor,
        **facts,
    )  # fmt: skip
    record(row, "prepared", actor=actor, public=False)
    return row


def free_for(order: SocialOrder, executor: SocialExecutor, kind: str) -> tuple[Decimal, Decimal]:
    """Volume and roubles that a further fact may take."""
    if kind == FactOf.AGREEMENT:
        volume, amount = order.facts.waiting_sums(kind)
        volume, amount = volume + order.agreed_volume, amount + order.agreed_sum
        return order.planned_volume - volume, order.planned_sum - amount
    volume, amount = executor.facts.waiting_sums(kind)
    return (executor.agreed_volume - executor.done_volume - volume,
            executor.agreed_sum - executor.done_sum - amount)  # fmt: skip


def _check(order: SocialOrder, executor: SocialExecutor | None, kind: str, facts: dict) -> None:
    if executor is None or executor.order_id != order.pk:
        raise ValidationError({"executor": _("Выберите исполнителя этой услуги.")})
    fresh = SocialExecutor.objects.get(pk=executor.pk)
    volume, amount = free_for(order, fresh, kind)
    given = {name: facts.get(name) for name in ("volume", "amount")}
    for name, value in given.items():
        if not value or value <= 0:
            raise ValidationError({name: _("Укажите число больше нуля.")})
    told = LEFT[kind] % {
        "volume": f"{volume.normalize():f}", "unit": order.unit, "sum": roubles(amount)
    }  # fmt: skip
    for name, left in (("volume", volume), ("amount", amount)):
        if given[name] > left:
            raise ValidationError({name: told})


def _check_days(kind: str, facts: dict) -> None:
    if facts["made_on"] > timezone.localdate():
        raise ValidationError({"made_on": _("Документ не может быть из будущего.")})
    starts, ends = facts.get("starts_on"), facts.get("ends_on")
    if kind == FactOf.AGREEMENT and not (starts and ends):
        raise ValidationError(
            {"ends_on": _("У соглашения укажите срок: с какого дня и до какого.")}
        )
    if starts and ends and ends < starts:
        raise ValidationError({"ends_on": _("Срок кончается раньше, чем начинается.")})


def check_reversible(order: SocialOrder, target: SocialEntry | None) -> None:
    """Raises ValidationError unless the entry may be taken back whole."""
    if target is None or target.order_id != order.pk:
        raise ValidationError({"target": _("Выберите запись этой услуги.")})
    if target.reverses_id or SocialEntry.objects.filter(reverses=target).exists():
        raise ValidationError({"target": _("Эта запись уже исправлена.")})
    if target.kind == FactOf.AGREEMENT:
        fresh = SocialExecutor.objects.get(pk=target.executor_id)
        volume, amount = free_for(order, fresh, FactOf.PORTION)
        if target.volume > volume or target.amount > amount:
            told = _("По этому соглашению уже оплачено: сначала исправьте записи об оплате.")
            raise ValidationError({"target": told})


def add_up(entry: SocialEntry) -> None:
    """The entry into the sums of its order and its executor; the order is held by the caller."""
    prefix = "agreed" if entry.kind == FactOf.AGREEMENT else "done"
    changes = {
        f"{prefix}_volume": F(f"{prefix}_volume") + entry.volume,
        f"{prefix}_sum": F(f"{prefix}_sum") + entry.amount,
    }
    SocialOrder.objects.filter(pk=entry.order_id).update(**changes)
    SocialExecutor.objects.filter(pk=entry.executor_id).update(**changes)
