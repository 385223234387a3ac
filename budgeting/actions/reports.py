"""The refund list, the final report, and the residents' marks of the result."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting import rules
from budgeting.actions.ledger import locked, prepare
from budgeting.models import (
    RETURNABLE,
    EntryKind,
    LedgerEntry,
    Operation,
    OperationKind,
    Project,
    Rating,
    RefundLine,
    Report,
    Source,
)
from budgeting.refunds import proportional
from portal.cases.actions import record
from portal.cases.clock import require
from portal.discussion.actions import post_comment
from portal.polls.ballots import voter_mark


# --- Money left ----------------------------------------------------------------------------------
def refund_shares(project: Project) -> list[tuple[LedgerEntry, Decimal]]:
    """What each initiative payment gets back of what is left of its source, in their order."""
    left = {row.source: row.left for row in project.balances.all()}
    return [
        pair
        for source in RETURNABLE
        for pair in _shares(project, source, left.get(source, Decimal(0)))
        if pair[1]
    ]


def _shares(project: Project, source: str, left: Decimal) -> list[tuple[LedgerEntry, Decimal]]:
    rows = project.ledger.filter(kind=EntryKind.PAID, source=source, reverses=None)
    rows = rows.filter(reversal=None).order_by("id")
    payments = list(rows.prefetch_related(Prefetch("refunds")))
    weights = [row.amount - sum(refund.amount for refund in row.refunds.all()) for row in payments]
    return list(zip(payments, proportional(left, weights), strict=True)) if payments else []


def list_refunds(project: Project) -> list[RefundLine]:
    """Write the refund list down; the caller holds the project's row."""
    return RefundLine.objects.bulk_create(
        RefundLine(project=project, entry=entry, amount=amount)
        for entry, amount in refund_shares(project)
    )


@transaction.atomic
def record_refund_list(project: Project, *, actor, lines: list[RefundLine]) -> None:
    """Say in public how many payments go back, and how much in all."""
    if lines:
        total = sum((line.amount for line in lines), Decimal(0))
        data = {"lines": len(lines), "total": f"{total:.2f}"}
        record(project, "refund_list", actor=actor, data=data)


@transaction.atomic
def prepare_refunds(project: Project, *, actor) -> list[Operation]:
    """Prepare everything the refund list still owes, for another official to approve."""
    fresh = locked(project)
    require(rules.may_enter(actor, fresh, OperationKind.REFUNDED))
    waiting = set(fresh.operations.waiting().values_list("target_id", flat=True))
    lines = fresh.refund_lines.select_related("entry").filter(paid_back__lt=F("amount"))
    return [_prepared(fresh, line, actor) for line in lines if line.entry_id not in waiting]


def _prepared(project: Project, line: RefundLine, actor) -> Operation:
    entry = line.entry
    number = Operation.objects.filter(target=entry).count()
    return prepare(
        project,
        actor=actor,
        kind=OperationKind.REFUNDED,
        source=entry.source,
        amount=line.left,
        target=entry,
        key=f"refund:{entry.pk}:{number}",
        payer=entry.payer,
        payer_kind=entry.payer_kind,
        purpose=_("Возврат инициативного платежа № %(number)s") % {"number": entry.document_number},
    )


# --- Report --------------------------------------------------------------------------------------
WRITTEN = (
    "works",
    "beneficiaries",
    "labour_people",
    "labour_hours",
    "maintainer",
    "warranty_until",
    "problems",
    "links",
)


@transaction.atomic
def save_report(project: Project, *, actor, **fields) -> Report:
    """Keep what is written so far; nothing is public until the move «report»."""
    fresh = locked(project)
    require(rules.may_write_report(actor, fresh))
    report = Report.objects.select_for_update().get(project=fresh)
    for name in WRITTEN:
        setattr(report, name, fields.get(name, getattr(report, name)))
    report.save(update_fields=[*WRITTEN])
    return report


def figures(project: Project) -> dict:
    """Plan and fact by source and in all, text to the kopeck: what a published report rests on."""
    names = ("pledged", "agreed", "paid", "used", "refunded", "left")
    found = {
        row.source: {name: getattr(row, name) for name in names} for row in project.balances.all()
    }
    rows = {source: found[source] for source in Source.values if source in found}
    rows["all"] = {name: sum((row[name] for row in rows.values()), Decimal(0)) for name in names}
    return {
        source: {name: f"{amount:.2f}" for name, amount in row.items()}
        for source, row in rows.items()
    }


def freeze(project: Project) -> Report:
    """Publish the report as it is; the caller holds the project's row and makes the move."""
    report = Report.objects.select_for_update().get(project=project)
    report.figures, report.published_at = figures(project), timezone.now()
    report.save(update_fields=["figures", "published_at"])
    return report


# --- Marks ---------------------------------------------------------------------------------------
@transaction.atomic
def rate(report: Report, *, actor, score: int, comment: str = "") -> Rating:
    """Give or change one's mark, 1 to 5; the comment goes to the discussion of the project.

    Raises PermissionDenied, and ValidationError as the discussion does.
    """
    held = Report.objects.select_for_update().select_related("project__round").get(pk=report.pk)
    require(rules.may_rate(actor, held))
    if score not in range(1, 6):
        raise ValidationError({"score": _("Поставьте оценку от 1 до 5.")})
    given = rating_of(held, actor)
    before = given.score if given else 0
    rating, created = Rating.objects.update_or_create(
        report=held, mark=mark_of(held, actor), defaults={"score": score}
    )
    Report.objects.filter(pk=held.pk).update(
        rating_count=F("rating_count") + int(created), rating_sum=F("rating_sum") + score - before
    )
    if comment.strip():
        post_comment(held.project, author=actor, text=comment)
    return rating


def rating_of(report: Report, user) -> Rating | None:
    """The mark the person gave, from whatever account; None for whoever is not proved."""
    if not user.is_authenticated or user.active_verification is None:
        return None
    return Rating.objects.filter(report=report, mark=mark_of(report, user)).first()


def mark_of(report: Report, user) -> str:
    """The person in this report alone: marks of two reports cannot be matched."""
    key = user.active_verification.person_key
    return voter_mark(settings.PERSON_KEY_SECRET, f"report:{report.pk}", key)
