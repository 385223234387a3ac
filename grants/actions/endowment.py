"""Money of a fund: prepared by one official, approved by another; income alone is distributed.

Every write holds the row of the fund: two officials who distribute at once see each other's money.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from grants.models import EndowmentEntry, EndowmentFund, EndowmentOperation, EntryOf
from grants.models.endowment import SUMS
from grants.rules.endowment import may_approve_endowment, may_keep_fund
from portal.cases.actions import advance, record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.pages.templatetags.money import roubles

COPIED = ("party", "shows_party", "purpose", "document", "made_on")


def _held(fund: EndowmentFund) -> EndowmentFund:
    return EndowmentFund.objects.select_for_update().get(pk=fund.pk)


def _add(fund: EndowmentFund, **sums: Decimal) -> None:
    changes = {name: F(name) + amount for name, amount in sums.items()}
    EndowmentFund.objects.filter(pk=fund.pk).update(**changes)


@transaction.atomic
def prepare_operation(
    fund: EndowmentFund, *, actor, kind: str, key: str, amount: Decimal | None = None,
    target: EndowmentEntry | None = None, **facts,
) -> EndowmentOperation:  # fmt: skip
    """Prepare money, or the correction of `target`. The same `key` again gives the same operation.

    Raises ValidationError naming the field: above the available income, without a recipient.
    """
    fresh = _held(fund)
    require(may_keep_fund(actor, fresh))
    if known := EndowmentOperation.objects.filter(key=key, fund=fresh).first():
        return known
    if kind == "reversal":
        amount = _reversible(fresh, target, facts)
    else:
        target = None
        _check(fresh, kind, amount, facts)
    row = EndowmentOperation.objects.create(
        fund=fresh, kind=kind, key=key, amount=amount, target=target, prepared_by=actor, **facts
    )
    if kind == EntryOf.GRANT:
        _add(fresh, pending=amount)
    record(row, "prepared", actor=actor, public=False)
    return row


def _check(fund: EndowmentFund, kind: str, amount: Decimal | None, facts: dict) -> None:
    if not amount or amount <= 0:
        raise ValidationError({"amount": _("Укажите сумму.")})
    if kind != EntryOf.GRANT:
        return
    if amount > fund.available:
        left = roubles(fund.available)
        text = _("Распределяют только доход, свободно %(left)s.") % {"left": left}
        raise ValidationError({"amount": text})
    for name in ("party", "purpose"):
        if not facts.get(name, "").strip():
            raise ValidationError({name: _("Укажите, кому и на что.")})


def _reversible(fund: EndowmentFund, target: EndowmentEntry | None, facts: dict) -> Decimal:
    if target is None or target.fund_id != fund.pk:
        raise ValidationError({"target": _("Выберите запись этого фонда.")})
    if target.reverses_id or EndowmentEntry.objects.filter(reverses=target).exists():
        raise ValidationError({"target": _("Эта запись уже исправлена.")})
    if not facts.get("purpose", "").strip():
        raise ValidationError({"purpose": _("Укажите, почему запись исправляется.")})
    if target.kind == EntryOf.INCOME and target.amount > fund.available:
        raise ValidationError({"target": _("Этот доход уже распределён.")})
    return target.amount


@transaction.atomic
def approve_operation(operation: EndowmentOperation, *, actor, note: str = "") -> CaseEvent:
    """Approve and write the entry. Raises PermissionDenied for the one who prepared it."""
    fund = _held(operation.fund)
    fresh = EndowmentOperation.objects.select_related("target").get(pk=operation.pk)
    require(may_approve_endowment(actor, fresh))
    event = advance(fresh, "approve", actor=actor, note=note)
    given = {name: getattr(fresh, name) for name in COPIED}
    kind, amount = fresh.kind, fresh.amount
    if target := fresh.target:
        _reversible(fund, target, given)
        kind, amount = target.kind, -target.amount
        given |= {"party": target.party, "shows_party": target.shows_party}
    EndowmentEntry.objects.create(
        fund=fund, kind=kind, amount=amount, reverses=target, prepared_by=fresh.prepared_by,
        approved_by=actor, **given,
    )  # fmt: skip
    pending = -amount if fresh.kind == EntryOf.GRANT else Decimal(0)
    _add(fund, **{SUMS[EntryOf(kind)]: amount}, pending=pending)
    return event


@transaction.atomic
def decline_operation(operation: EndowmentOperation, *, actor, note: str) -> CaseEvent:
    """Decline with a reason: nothing is written, the income is free again."""
    fund = _held(operation.fund)
    event = advance(operation, "decline", actor=actor, note=note)
    if operation.kind == EntryOf.GRANT:
        _add(fund, pending=-operation.amount)
    return event
