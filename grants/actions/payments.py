"""Money of an agreement: prepared by one official, approved by another, written once.

Every write holds the row of the agreement, so two officials who pay at once see each other's money.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.agreements import held
from grants.actions.letters import tell
from grants.models import Agreement, Entry, EntryKind, Instalment, Payment, PaymentKind
from portal.cases.actions import advance, record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.pages.templatetags.money import roubles

SUMS = {EntryKind.PAYMENT: "paid", EntryKind.RETURN: "returned"}


@transaction.atomic
def prepare_payment(
    agreement: Agreement,
    *,
    actor,
    kind: str,
    key: str,
    amount: Decimal | None = None,
    instalment: Instalment | None = None,
    target: Entry | None = None,
    reason: str = "",
    **document,
) -> Payment:
    """Prepare money, or a correction of `target`, for another official to approve.

    The same `key` again gives the same payment. Raises ValidationError naming the field.
    """
    fresh = held(agreement)
    require(rules.may_move_money(actor, fresh, kind))
    if known := Payment.objects.filter(key=key, agreement=fresh).first():
        return known
    if kind == PaymentKind.REVERSAL:
        amount, instalment = _reversible(fresh, target, reason), None
    else:
        target, reason = None, ""
        instalment = instalment if kind == PaymentKind.PAYMENT else None
        _check(fresh, kind, amount, instalment)
    payment = Payment.objects.create(
        agreement=fresh, kind=kind, key=key, amount=amount, instalment=instalment, target=target,
        reason=reason, prepared_by=actor, **document,
    )  # fmt: skip
    if kind == PaymentKind.PAYMENT:
        Agreement.objects.filter(pk=fresh.pk).update(pending=F("pending") + amount)
    record(payment, "prepared", actor=actor, note=reason, public=False)
    return payment


def _check(agreement: Agreement, kind: str, amount: Decimal | None, instalment) -> None:
    if not amount or amount <= 0:
        raise ValidationError({"amount": _("Укажите сумму.")})
    if kind == PaymentKind.PAYMENT:
        if instalment is None or instalment.agreement_id != agreement.pk:
            raise ValidationError({"instalment": _("Выберите часть выплаты.")})
        _within(amount, left_of(instalment), _("По этой части осталось %(left)s."))
        left = agreement.amount - agreement.paid - agreement.pending
        _within(amount, left, _("По соглашению осталось %(left)s."))
    else:
        _within(amount, agreement.received, _("Получатель держит только %(left)s."))


def _within(amount: Decimal, left: Decimal, sentence: str) -> None:
    if amount > left:
        raise ValidationError({"amount": sentence % {"left": roubles(left)}})


def left_of(instalment: Instalment) -> Decimal:
    """What of the part is neither paid nor prepared to be."""
    paid = instalment.entries.aggregate(total=Sum("amount"))["total"] or 0
    waiting = instalment.payments.waiting().aggregate(total=Sum("amount"))["total"] or 0
    return instalment.amount - paid - waiting


def _reversible(agreement: Agreement, target: Entry | None, reason: str) -> Decimal:
    if target is None or target.agreement_id != agreement.pk:
        raise ValidationError({"target": _("Выберите запись этого соглашения.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите, почему запись исправляется.")})
    if target.reverses_id or Entry.objects.filter(reverses=target).exists():
        raise ValidationError({"target": _("Эта запись уже исправлена.")})
    if target.kind == EntryKind.PAYMENT and agreement.paid - target.amount < agreement.returned:
        raise ValidationError({"target": _("Сначала исправьте возвраты этих денег.")})
    return target.amount


@transaction.atomic
def approve_payment(payment: Payment, *, actor, note: str = "") -> CaseEvent:
    """Approve and write the entry. Raises PermissionDenied for the one who prepared it,
    ValidationError when the money is not there any more, InvalidTransition when it is decided.
    """
    agreement = held(payment.agreement)
    fresh = Payment.objects.select_related("instalment", "target").get(pk=payment.pk)
    fresh.agreement = agreement
    require(rules.may_approve(actor, fresh))
    event = advance(fresh, "approve", actor=actor, note=note)
    entry = _written(agreement, fresh, actor)
    Payment.objects.filter(pk=fresh.pk).update(entry=entry)
    _tell(agreement, entry, actor)
    payment.refresh_from_db()
    return event


def _written(agreement: Agreement, payment: Payment, actor) -> Entry:
    given = {
        "kind": payment.kind, "amount": payment.amount, "instalment": payment.instalment,
    }  # fmt: skip
    if payment.kind == PaymentKind.REVERSAL:
        target = payment.target
        _reversible(agreement, target, payment.reason)
        given = {"kind": target.kind, "amount": -target.amount, "instalment": target.instalment}
    elif payment.kind == PaymentKind.RETURN:
        _check(agreement, payment.kind, payment.amount, None)
    entry = Entry.objects.create(
        agreement=agreement, reverses=payment.target, reason=payment.reason,
        document_number=payment.document_number, document_date=payment.document_date,
        prepared_by=payment.prepared_by, approved_by=actor, **given,
    )  # fmt: skip
    name = SUMS[EntryKind(entry.kind)]
    changes = {name: F(name) + entry.amount}
    if payment.kind == PaymentKind.PAYMENT:
        changes["pending"] = F("pending") - payment.amount
    Agreement.objects.filter(pk=agreement.pk).update(**changes)
    return entry


def _tell(agreement: Agreement, entry: Entry, actor) -> None:
    kind = "corrected" if entry.reverses_id else SUMS[EntryKind(entry.kind)]
    event = record(agreement, kind, actor=actor, note=entry.reason, public=False)
    if not entry.reverses_id:
        told = format_lazy("{}: {}", gettext_lazy("Сумма"), roubles(entry.amount))
        tell(agreement.application, event, told, url=agreement.get_absolute_url())


@transaction.atomic
def decline_payment(payment: Payment, *, actor, note: str) -> CaseEvent:
    """Decline with a reason; nothing is written into the ledger."""
    agreement = held(payment.agreement)
    payment.agreement = agreement
    event = advance(payment, "decline", actor=actor, note=note)
    if payment.kind == PaymentKind.PAYMENT:
        Agreement.objects.filter(pk=agreement.pk).update(pending=F("pending") - payment.amount)
    return event
