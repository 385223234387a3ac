"""The plan of the social order and its executors, kept by officials."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from grants.models import FactOf, SocialExecutor, SocialOrder
from grants.models.social_orders import SUMS
from grants.rules.social_orders import may_enter_of, may_keep_orders
from portal.cases.actions import record
from portal.cases.clock import require
from portal.organisations.models import Status
from portal.pages.templatetags.money import SPACE

PLAN = ("planned_volume", "planned_sum", "nko_quota_percent")
TYPED = (
    *("year", "authority", "service", "direction", "recipients", "unit"),
    *(*PLAN, "is_published"),
)
FIXED = ("year", "unit")  # facts are counted by them


def held_order(order: SocialOrder) -> SocialOrder:
    """The order as it is now, its row locked: every sum of it is written under this lock."""
    return SocialOrder.objects.select_for_update().get(pk=order.pk)


def plan_problems(row: SocialOrder, before: SocialOrder | None, reason: str) -> dict[str, str]:
    """What is wrong with the new plan, by field; empty when it may be kept."""
    if before is None:
        return {}
    found = {}
    if before.is_published and _changed(row, before, PLAN) and not reason.strip():
        found["reason"] = _("План уже видят все: напишите, почему он меняется.")
    volume, amount = before.facts.waiting_sums(FactOf.AGREEMENT)
    if (row.planned_sum or 0) < before.agreed_sum + amount:
        found["planned_sum"] = _("Меньше, чем по соглашениям, вместе с неподтверждёнными.")
    if (row.planned_volume or 0) < before.agreed_volume + volume:
        found["planned_volume"] = _("Меньше, чем по соглашениям, вместе с неподтверждёнными.")
    for name in _changed(row, before, FIXED):
        if before.facts.exists():
            found[name] = _("Уже есть факты: этого не меняют.")
    if before.is_published and not row.is_published and before.entries.exists():
        found["is_published"] = _("Есть записанные факты: услугу не скрывают.")
    return found


@transaction.atomic
def save_order(row: SocialOrder, *, actor, reason: str = "") -> SocialOrder:
    """Keep the plan as typed; a change of a shown plan stands in its public history.

    Raises ValidationError by field: without a reason, below the agreements.
    """
    require(may_keep_orders(actor))
    before = SocialOrder.objects.select_for_update().filter(pk=row.pk).first() if row.pk else None
    if problems := plan_problems(row, before, reason):
        raise ValidationError(list(problems.values()))
    for name in SUMS if before else ():
        setattr(row, name, getattr(before, name))
    row.full_clean()
    row.save(update_fields=TYPED if before else None)
    changed = _changed(row, before, PLAN) if before else []
    lines = [_was_and_is(row, before, name) for name in changed]
    if before is None or changed:
        kind = "replanned" if before else "planned"
        note = "\n".join(filter(None, [reason.strip(), *lines]))
        record(row, kind, actor=actor, note=note, public=before is None or before.is_published)
    return row


def _changed(row: SocialOrder, before: SocialOrder, names) -> list[str]:
    return [name for name in names if getattr(row, name) != getattr(before, name)]


def _was_and_is(row: SocialOrder, before: SocialOrder, name: str) -> str:
    label = row._meta.get_field(name).verbose_name
    return f"{label}: {_number(getattr(before, name))} → {_number(getattr(row, name))}"


def _number(value: Decimal) -> str:
    return f"{value:,.2f}".translate({ord(","): SPACE, ord("."): ","})


@transaction.atomic
def add_social_executor(order: SocialOrder, *, actor, organisation, way: str) -> SocialExecutor:
    """Name an organisation that provides the service. Raises ValidationError for one named."""
    fresh = held_order(order)
    require(may_enter_of(actor, organisation))
    if organisation.status != Status.CONFIRMED or not organisation.inn:
        told = _("Исполнитель — подтверждённая организация с ИНН: с ней заключают соглашение.")
        raise ValidationError({"inn": told})
    if fresh.executors.filter(organisation=organisation).exists():
        raise ValidationError({"inn": _("Этот исполнитель уже есть.")})
    return SocialExecutor.objects.create(order=fresh, organisation=organisation, way=way)
