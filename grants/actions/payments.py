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
from grants.actions.following import follow
from grants.actions.letters import tell
from grants.models import (
    Agreement,
    Demand,
    Entry,
    EntryKind,
    Instalment,
    Payment,
    PaymentKind,
    ReportState,
)
from grants.models.agreements import ENDED
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
    demand: Demand | None = None,
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
        amount, instalment, demand = _reversible(fresh, target, reason), None, None
    else:
        target, reason = None, ""
        instalment = instalment if kind == PaymentKind.PAYMENT else None
        demand = demand if kind == PaymentKind.RETURN else None
        _check(fresh, amount, instalment, demand, is_return=kind == PaymentKind.RETURN)
    payment = Payment.objects.create(
        agreement=fresh, kind=kind, key=key, amount=amount, instalment=instalment, target=target,
        demand=demand, reason=reason, prepared_by=actor, **document,
    )  # fmt: skip
    if kind == PaymentKind.PAYMENT:
        Agreement.objects.filter(pk=fresh.pk).update(pending=F("pending") + amount)
    record(payment, "prepared", actor=actor, note=reason, public=False)
    return payment


def _check(agreement: Agreement, amount, instalment, demand, *, is_return: bool) -> None:
    if not amount or amount <= 0:
        raise ValidationError({"amount": _("Укажите сумму.")})
    if is_return:
        _within(amount, agreement.received, _("Получатель держит только %(left)s."))
        _check_demand(agreement, amount, demand)
        return
    # As it is now: a supplementary agreement may have changed it while this one waited.
    instalment = agreement.instalments.filter(pk=instalment and instalment.pk).first()
    if instalment is None:
        raise ValidationError({"instalment": _("Выберите часть выплаты.")})
    accepted = agreement.reports.filter(state=ReportState.ACCEPTED).count()
    if accepted < instalment.after_reports:
        text = _("Сначала примите отчёты: нужно %(needed)d, принято %(accepted)d.")
        raise ValidationError(
            {"instalment": text % {"needed": instalment.after_reports, "accepted": accepted}}
        )
    _within(amount, left_of(instalment), _("По этой части осталось %(left)s."))
    left = agreement.amount - agreement.paid - agreement.pending
    _within(amount, left, _("По соглашению осталось %(left)s."))


def _check_demand(agreement: Agreement, amount: Decimal, demand: Demand | None) -> None:
    """A return goes to the demand it answers; without any demand it is the recipient's own will."""
    asked = agreement.demands.open()
    chosen = demand and asked.filter(pk=demand.pk).first()
    if chosen:
        _within(amount, chosen.left, _("По этому требованию осталось вернуть %(left)s."))
    elif demand or asked.exists():
        raise ValidationError({"demand": _("Выберите, по какому требованию возвращены деньги.")})


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
    if target.kind == EntryKind.PAYMENT:
        if agreement.state in ENDED:
            raise ValidationError(
                {"target": _("Соглашение закончилось: исправляют только возвраты.")}
            )
        if agreement.paid - target.amount < agreement.returned:
            raise ValidationError({"target": _("Сначала исправьте возвраты этих денег.")})
    return target.amount


@transaction.atomic
def approve_payment(payment: Payment, *, actor, note: str = "") -> CaseEvent:
    """Approve and write the entry. Raises PermissionDenied for the one who prepared it,
    ValidationError when the money is not there any more, InvalidTransition when it is decided.
    """
    agreement = held(payment.agreement)
    fresh = Payment.objects.select_related("instalment", "target", "demand").get(pk=payment.pk)
    fresh.agreement = agreement
    require(rules.may_approve(actor, fresh))
    event = advance(fresh, "approve", actor=actor, note=note)
    entry = _written(agreement, fresh, actor)
    Payment.objects.filter(pk=fresh.pk).update(entry=entry)
    _tell(agreement, entry, actor)
    follow(agreement)
    payment.refresh_from_db()
    return event


def _written(agreement: Agreement, payment: Payment, actor) -> Entry:
    names = ("kind", "amount", "instalment", "demand")
    given = {name: getattr(payment, name) for name in names}
    if payment.kind == PaymentKind.REVERSAL:
        target = payment.target
        _reversible(agreement, target, payment.reason)
        given = {name: getattr(target, name) for name in names} | {"amount": -target.amount}
    elif payment.kind == PaymentKind.RETURN:
        _check(agreement, payment.amount, None, payment.demand, is_return=True)
    entry = Entry.objects.create(
        agreement=agreement, reverses=payment.target, reason=payment.reason,
        document_number=payment.document_number, document_date=payment.document_date,
        prepared_by=payment.prepared_by, approved_by=actor, **given,
    )  # fmt: skip
    _keep_sums(agreement, payment, entry)
    return entry


def _keep_sums(agreement: Agreement, payment: Payment, entry: Entry) -> None:
    name = SUMS[EntryKind(entry.kind)]
    changes = {name: F(name) + entry.amount}
    if payment.kind == PaymentKind.PAYMENT:
        changes["pending"] = F("pending") - payment.amount
    Agreement.objects.filter(pk=agreement.pk).update(**changes)
    Demand.objects.filter(pk=entry.demand_id).update(paid_back=F("paid_back") + entry.amount)
    agreement.refresh_from_db(fields=["paid", "pending", "returned"])


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
