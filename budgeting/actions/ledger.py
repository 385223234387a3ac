"""Writing the ledger. Every entry holds the row of its project, so two officials who pay at once
see each other's money; what goes out, or corrects, is prepared by one and approved by another.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting import rules
from budgeting.actions.news import announce
from budgeting.models import (
    RETURNABLE,
    Balance,
    EntryKind,
    LedgerEntry,
    Operation,
    OperationKind,
    Project,
    RefundLine,
)
from budgeting.rules.execution import roubles
from portal.cases.actions import advance, record
from portal.cases.clock import require
from portal.cases.models import CaseEvent

# What a document of one official is enough for.
DIRECT = (EntryKind.PLEDGED, EntryKind.AGREED, EntryKind.PAID)
CLOSED = ("reported", "cancelled")


def locked(project: Project) -> Project:
    """The project as it is now, held until the transaction ends."""
    rows = Project.objects.select_for_update(of=("self",)).select_related("round")
    return rows.get(pk=project.pk)


# --- Entries -------------------------------------------------------------------------------------
@transaction.atomic
def enter(
    project: Project, *, actor, kind: str, source: str, amount: Decimal, key: str, **details
) -> LedgerEntry:
    """Write money pledged, agreed or come in; the same `key` again gives the same entry.

    Raises PermissionDenied, and ValidationError when the key names another entry or the kind
    needs a second official.
    """
    fresh = locked(project)
    require(rules.may_enter(actor, fresh, kind))
    if kind not in DIRECT:
        raise ValidationError(_("Такую запись утверждает второй сотрудник."))
    if known := same_entry(key, fresh, kind, source, amount):
        return known
    entry = write(
        fresh, kind=kind, source=source, amount=amount, key=key, prepared_by=actor, **details
    )
    if kind == EntryKind.PAID:
        tell_collected(fresh, actor=actor)
    return entry


def same_entry(key: str, project: Project, kind: str, source: str, amount: Decimal):
    """The entry of this key; None for a new key. Raises ValidationError for a different entry."""
    known = LedgerEntry.objects.filter(key=key).first()
    if known is None:
        return None
    if (known.project_id, known.kind, known.source, known.amount) != (
        project.pk,
        kind,
        source,
        amount,
    ):
        raise ValidationError(_("Эта форма уже отправлена с другими данными. Откройте её заново."))
    return known


def write(
    project: Project, *, kind: str, source: str, amount: Decimal, key: str, **details
) -> LedgerEntry:
    """Append the entry and keep the balance; the caller holds the project's row and has the right.

    `amount` is negative only for a reversal. Raises ValidationError when the balance forbids it.
    """
    balance, _created = Balance.objects.get_or_create(project=project, source=source)
    _check(balance, kind, amount)
    entry = LedgerEntry.objects.create(
        project=project, kind=kind, source=source, amount=amount, key=key, **details
    )
    Balance.objects.filter(pk=balance.pk).update(**{str(kind): F(kind) + amount})
    if kind == EntryKind.REFUNDED and entry.refund_of_id:
        RefundLine.objects.filter(entry=entry.refund_of_id).update(
            paid_back=F("paid_back") + amount
        )
    return entry


def _check(balance: Balance, kind: str, amount: Decimal) -> None:
    setattr(balance, kind, getattr(balance, kind) + amount)
    if getattr(balance, kind) < 0 or balance.left < 0:
        setattr(balance, kind, getattr(balance, kind) - amount)
        raise ValidationError(
            _("Источник «%(source)s»: свободно %(left)s, а нужно %(amount)s.")
            % {
                "source": balance.get_source_display(),
                "left": roubles(balance.left),
                "amount": roubles(abs(amount)),
            }
        )


def tell_collected(project: Project, *, actor) -> None:
    """Say once that the money the round requires has come in."""
    if project.state != "funding" or rules.unpaid_money(project):
        return
    events = CaseEvent.objects.of(project).filter(kind="money_collected")
    if rules.required_money(project) and not events.exists():
        text = gettext_lazy("Обязательное софинансирование собрано, можно заключать контракт.")
        announce(project, "money_collected", actor=actor, text=text)


# --- Operations ----------------------------------------------------------------------------------
@transaction.atomic
def prepare(
    project: Project,
    *,
    actor,
    kind: str,
    key: str,
    source: str = "",
    amount: Decimal = Decimal(0),
    target: LedgerEntry | None = None,
    reason: str = "",
    **details,
) -> Operation:
    """Prepare money that goes out, or a correction, for another official to approve.

    A correction reverses `target` whole; a refund of initiative payments names the payment it
    returns. Raises PermissionDenied, ValidationError.
    """
    fresh = locked(project)
    require(rules.may_enter(actor, fresh, kind))
    if known := Operation.objects.filter(key=key, project=fresh).first():
        return known
    if kind == OperationKind.REVERSAL:
        source, amount = _reversible(fresh, target, reason)
    elif kind == OperationKind.REFUNDED:
        _check_refund(fresh, source, amount, target)
    if kind != OperationKind.REVERSAL:
        balance, _created = Balance.objects.get_or_create(project=fresh, source=source)
        _check(balance, kind, amount)
    operation = Operation.objects.create(
        project=fresh,
        kind=kind,
        source=source,
        amount=amount,
        target=target,
        reason=reason,
        key=key,
        prepared_by=actor,
        **details,
    )
    record(operation, "prepared", actor=actor, note=reason, public=False)
    return operation


def _reversible(project: Project, target: LedgerEntry | None, reason: str) -> tuple[str, Decimal]:
    if target is None or target.project_id != project.pk:
        raise ValidationError({"target": _("Выберите запись этого проекта.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите, почему запись исправляется.")})
    if target.reverses_id or LedgerEntry.objects.filter(reverses=target).exists():
        raise ValidationError({"target": _("Эта запись уже исправлена.")})
    if project.state in CLOSED and target.kind != EntryKind.REFUNDED:
        raise ValidationError(
            {"target": _("Итог проекта подведён: исправить можно только возвраты.")}
        )
    if refunded(target):
        raise ValidationError({"target": _("Сначала исправьте возвраты этого поступления.")})
    return target.source, target.amount


def refunded(entry: LedgerEntry) -> Decimal:
    """How much of the payment has been returned, in roubles."""
    return entry.refunds.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def _check_refund(project: Project, source: str, amount: Decimal, target) -> None:
    if target is None:
        if source in RETURNABLE:
            raise ValidationError({"target": _("Выберите поступление, которое возвращается.")})
        return
    is_payment = target.kind == EntryKind.PAID and target.reverses_id is None
    is_reversed = LedgerEntry.objects.filter(reverses=target).exists()
    if not is_payment or is_reversed or (target.project_id, target.source) != (project.pk, source):
        raise ValidationError(
            {"target": _("Вернуть можно только поступление этого проекта из этого источника.")}
        )
    left = target.amount - refunded(target)
    if amount > left:
        raise ValidationError(
            {"amount": _("Из этого поступления осталось %(left)s.") % {"left": roubles(left)}}
        )


@transaction.atomic
def approve(operation: Operation, *, actor, note: str = "") -> CaseEvent:
    """Approve and write the entry. Raises PermissionDenied for the one who prepared it,
    ValidationError when the money is not there any more, InvalidTransition when it is decided.
    """
    project = locked(operation.project)
    operation.project = project
    require(rules.may_approve(actor, operation))
    event = advance(operation, "approve", actor=actor, note=note)
    require(rules.may_enter(actor, project, operation.kind))
    entry = _written(project, operation, actor)
    Operation.objects.filter(pk=operation.pk).update(entry=entry)
    operation.entry = entry
    return event


def _written(project: Project, operation: Operation, actor) -> LedgerEntry:
    if operation.kind == OperationKind.REVERSAL:
        return _reversed(project, operation, actor)
    if operation.kind == OperationKind.REFUNDED:
        _check_refund(project, operation.source, operation.amount, operation.target)
    return write(
        project,
        kind=EntryKind(operation.kind),
        source=operation.source,
        amount=operation.amount,
        refund_of=operation.target,
        **_common(operation, actor),
    )


def _reversed(project: Project, operation: Operation, actor) -> LedgerEntry:
    target = operation.target
    _reversible(project, target, operation.reason)
    return write(
        project,
        kind=EntryKind(target.kind),
        source=target.source,
        amount=-target.amount,
        reverses=target,
        refund_of=target.refund_of,
        reason=operation.reason,
        **_common(operation, actor),
    )


def _common(operation: Operation, actor) -> dict:
    names = ["payer", "payer_kind", "payer_agrees", "document_number", "document_date", "purpose"]
    return {
        **{name: getattr(operation, name) for name in names},
        "key": f"operation:{operation.pk}",
        "prepared_by": operation.prepared_by,
        "approved_by": actor,
    }


@transaction.atomic
def decline(operation: Operation, *, actor, note: str) -> CaseEvent:
    """Decline with a reason; nothing is written into the ledger."""
    operation.project = locked(operation.project)
    require(rules.may_decline(actor, operation))
    return advance(operation, "decline", actor=actor, note=note)
