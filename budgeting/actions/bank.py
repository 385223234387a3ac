"""Bank rows of a round: matched with projects, shown first, then written all or none."""

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting import rules
from budgeting.actions.ledger import tell_collected, write
from budgeting.bankfile import BankRow, Fault, read
from budgeting.models import EntryKind, LedgerEntry, PayerKind, Project, Round, Source
from portal.cases.actions import record
from portal.cases.clock import require

# «ИП-15» names a project of the portal, «проект № 3» by its number in the ballot of the round.
CODE = re.compile(r"(?<!\w)ИП-(\d{1,9})(?!\d)", re.IGNORECASE)
NUMBER = re.compile(r"(?<!\w)проект\w*\s*(?:№|N|#)\s*(\d{1,9})(?!\d)", re.IGNORECASE)
ORGANISATION = re.compile(
    r"(?<!\w)(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|НКО|АНО|ТСЖ|ТСН|ЖСК|ГУП|МУП|МБУ|ГБУ|"
    r"общество|товарищество|предприниматель|фонд|союз)(?!\w)",
    re.IGNORECASE,
)
BUDGET = (Source.REGION, Source.CITY)


@dataclass(frozen=True)
class Line:
    """A row with what it was matched to; `is_known` when the ledger has it already."""

    row: BankRow
    project: Project
    source: Source
    key: str
    is_known: bool

    @property
    def payer_kind(self) -> PayerKind:
        if self.source in BUDGET:
            return PayerKind.BUDGET
        if self.source == Source.SPONSORS or ORGANISATION.search(self.row.payer):
            return PayerKind.ORGANISATION
        return PayerKind.PERSON


@dataclass(frozen=True)
class Statement:
    """What an import would do: `lines` in the order of the file, and everything wrong."""

    lines: list[Line]
    faults: list[Fault]

    @property
    def fresh(self) -> list[Line]:
        return [line for line in self.lines if not line.is_known]

    @property
    def total(self) -> Decimal:
        """Roubles that would be added."""
        return sum((line.row.amount for line in self.fresh), Decimal(0))


def read_statement(round_: Round, text: str, *, actor) -> Statement:
    """Match every row with a project of the round. Raises PermissionDenied, and ValidationError
    for a file whose rows cannot be told apart at all.
    """
    require(rules.may_import(actor, round_))
    rows, faults = read(text, timezone.localdate())
    projects = list(Project.objects.filter(round=round_).select_related("round").order_by("pk"))
    keys = {row.line: _key(row) for row in rows}
    known = set(LedgerEntry.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    lines: list[Line] = []
    for row in rows:
        try:
            project, source = _project(row, projects), _source(row)
            require(rules.may_enter(actor, project, EntryKind.PAID))
        except _Unmatched as fault:
            faults.append(Fault(row.line, *fault.args))
            continue
        except PermissionDenied as refusal:
            faults.append(Fault(row.line, "", str(refusal).rstrip(".")))
            continue
        key = keys[row.line]
        lines.append(Line(row, project, source, key, key in known))
        known.add(key)  # a payment order stands in a statement once
    return Statement(lines, sorted(faults, key=lambda fault: fault.line))


class _Unmatched(Exception):
    """The column and the reason why a row belongs to no project."""


def _key(row: BankRow) -> str:
    """Number, day, payer and amount make one payment order."""
    text = f"{row.number}\n{row.day}\n{row.payer.lower()}\n{row.amount}"
    return f"bank:{hashlib.sha256(text.encode()).hexdigest()}"


def _project(row: BankRow, projects: list[Project]) -> Project:
    named = row.project or row.purpose
    codes, numbers = set(CODE.findall(named)), set(NUMBER.findall(named))
    if row.project.isdecimal():
        numbers = {row.project}
    column = "проект" if row.project else "назначение"
    found = {p for p in projects if str(p.pk) in codes or str(p.number) in numbers}
    if len(codes) + len(numbers) == 0:
        raise _Unmatched(column, _("нет номера проекта вида «ИП-15» или «проект № 3»"))
    if not found:
        raise _Unmatched(column, _("проекта с таким номером в этом раунде нет"))
    if len(found) > 1:
        raise _Unmatched(column, _("названо несколько проектов"))
    return found.pop()


def _source(row: BankRow) -> Source:
    """As the column says; else by the payer: an organisation is a sponsor, a person a resident."""
    if not row.source:
        return Source.SPONSORS if ORGANISATION.search(row.payer) else Source.RESIDENTS
    for source in Source:
        if row.source in (source.value, source.label.lower()):
            return source
    labels = ", ".join(str(source.label) for source in Source)
    raise _Unmatched("источник", _("нет такого источника, есть: %(labels)s") % {"labels": labels})


@transaction.atomic
def import_statement(round_: Round, text: str, *, actor) -> list[LedgerEntry]:
    """Write all new rows in one transaction; the same file again adds nothing.

    Raises PermissionDenied; ValidationError with every fault, and then nothing is written.
    """
    held = Round.objects.select_for_update().get(pk=round_.pk)
    list(Project.objects.select_for_update(of=("self",)).filter(round=held).order_by("pk"))
    statement = read_statement(held, text, actor=actor)
    if statement.faults:
        raise ValidationError([str(fault) for fault in statement.faults])
    entries = [_written(line, actor) for line in statement.fresh]
    for project in {line.project.pk: line.project for line in statement.fresh}.values():
        tell_collected(project, actor=actor)
    if entries:
        digest = hashlib.sha256(text.encode()).hexdigest()
        data = {"rows": len(entries), "total": f"{statement.total:.2f}", "sha256": digest}
        record(held, "bank_imported", actor=actor, public=False, data=data)
    return entries


def _written(line: Line, actor) -> LedgerEntry:
    return write(
        line.project,
        kind=EntryKind.PAID,
        source=line.source,
        amount=line.row.amount,
        key=line.key,
        payer=line.row.payer,
        payer_kind=line.payer_kind,
        document_number=line.row.number,
        document_date=line.row.day,
        purpose=line.row.purpose,
        prepared_by=actor,
    )
