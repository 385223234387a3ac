"""Reports of a grant: written with expenses and papers, sent, accepted or returned.

Every write holds the row of the agreement: what is spent by a line is counted under it.
"""

from collections import defaultdict
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.agreements import held
from grants.actions.demands import demand_rest
from grants.actions.following import follow
from grants.actions.letters import REPORT_NEWS, tell
from grants.models import Agreement, BudgetLine, Expense, Report, ReportKind, ReportState
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document, remove_file
from portal.files.models import Attachment
from portal.law.deadlines import due
from portal.pages.templatetags.money import roubles

TEXT = {"narrative", "results", "beneficiaries"}
WARN_BEFORE, WARN_AGAIN = timezone.timedelta(days=7), timezone.timedelta(days=7)


def _held(report: Report) -> Report:
    agreement = held(report.agreement)
    fresh = Report.objects.get(pk=report.pk)
    fresh.agreement = agreement
    return fresh


def _tell(report: Report, event: CaseEvent, *more) -> None:
    application = report.agreement.application
    tell(application, event, *more, url=report.get_absolute_url(), of=REPORT_NEWS)


# --- Reading ------------------------------------------------------------------------------------
def plan_and_fact(agreement: Agreement) -> list[tuple[BudgetLine, Decimal, Decimal]]:
    """Lines of the budget that the grant pays, with what is spent of each and what is left."""
    rows = Expense.objects.counted().filter(report__agreement=agreement)
    spent = dict(rows.order_by().values_list("line").annotate(total=Sum("amount")))
    lines = agreement.application.lines.granted()
    return [
        (line, spent.get(line.pk, Decimal(0)), line.granted - spent.get(line.pk, Decimal(0)))
        for line in lines
    ]


def papers_of(expenses: list[Expense]) -> dict[int, list[Attachment]]:
    """Papers of the expenses by expense, in one query."""
    kind = ContentType.objects.get_for_model(Expense)
    found = defaultdict(list)
    keys = [row.pk for row in expenses]
    for paper in Attachment.objects.kept().filter(content_type=kind, object_id__in=keys):
        found[paper.object_id].append(paper)
    return found


# --- The recipient ------------------------------------------------------------------------------
@transaction.atomic
def save_report(report: Report, *, actor, **values) -> Report:
    """Keep the text; nothing of it is asked before it is sent."""
    fresh = _held(report)
    require(rules.may_write_report(actor, fresh))
    if unknown := set(values) - TEXT:
        raise ValueError(f"not the text of a report: {unknown}")
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[*values, "updated_at"])
    return fresh


@transaction.atomic
def add_expense(report: Report, *, actor, line: BudgetLine, files, **values) -> Expense:
    """Add money spent by a line, with its papers.

    Raises ValidationError naming the field: beyond the line, beyond the agreement, outside its
    days, without a paper.
    """
    fresh = _held(report)
    require(rules.may_write_report(actor, fresh))
    if problems := _problems(fresh.agreement, line, files, values):
        raise ValidationError(problems)
    expense = Expense.objects.create(report=fresh, line=line, **values)
    for file in files:
        attach_document(expense, file, actor=actor, private=True)
    return expense


def _problems(agreement: Agreement, line: BudgetLine, files, values: dict) -> dict[str, str]:
    if line.application_id != agreement.application_id:
        return {"line": _("Выберите строку своего бюджета.")}
    problems = {}
    amount, day = values["amount"], values["paid_on"]
    spent = Expense.objects.counted().filter(report__agreement=agreement)
    by_line = spent.filter(line=line).total()
    if by_line + amount > line.granted:
        problems["amount"] = _("По этой строке из гранта осталось %(left)s.") % {
            "left": roubles(line.granted - by_line)
        }
    elif spent.total() + amount > agreement.amount:
        problems["amount"] = _("По соглашению осталось %(left)s.") % {
            "left": roubles(agreement.amount - spent.total())
        }
    if not agreement.starts_on <= day <= min(agreement.ends_on, timezone.localdate()):
        problems["paid_on"] = _("Деньги можно тратить с %(first)s до %(last)s.") % {
            "first": f"{agreement.starts_on:%d.%m.%Y}",
            "last": f"{agreement.ends_on:%d.%m.%Y}",
        }
    if not files:
        problems["files"] = _("Приложите чек, акт или платёжное поручение.")
    return problems


@transaction.atomic
def remove_expense(expense: Expense, *, actor) -> None:
    """Take an expense back, with its papers, until the report is sent."""
    fresh = _held(expense.report)
    require(rules.may_write_report(actor, fresh))
    removed = Expense.objects.kept().filter(pk=expense.pk, report=fresh)
    if not removed.update(removed_at=database_now()):
        raise ValidationError(_("Этого расхода в отчёте уже нет."))
    for paper in Attachment.objects.of(expense).kept().filter(uploaded_by=actor):
        remove_file(paper, actor=actor)


@transaction.atomic
def send_report(report: Report, *, actor, note: str = "") -> CaseEvent:
    """Send it to be checked. Raises PermissionDenied while something is lacking."""
    fresh = _held(report)
    require(rules.may_write_report(actor, fresh))
    if lacking := rules.report_lacks(fresh):
        raise ValidationError([_("Не хватает: %(what)s.") % {"what": row} for row in lacking])
    event = advance(fresh, "send", actor=actor, note=note, sent_at=database_now())
    _tell(fresh, event)
    follow(fresh.agreement)
    report.refresh_from_db()
    return event


# --- The official -------------------------------------------------------------------------------
@transaction.atomic
def return_report(report: Report, *, actor, note: str) -> CaseEvent:
    """Return it with the list of what to mend, and by when."""
    fresh = _held(report)
    until = due("grant_report_rework", database_now())
    event = advance(fresh, "return", actor=actor, note=note, return_until=until)
    _tell(fresh, event, format_lazy("{} {:%d.%m.%Y}", gettext_lazy("Исправить до"), until))
    follow(fresh.agreement)
    report.refresh_from_db()
    return event


@transaction.atomic
def accept_report(report: Report, *, actor, note: str = "") -> CaseEvent:
    """Accept it: its expenses count as spent; after the last one the rest is asked back."""
    fresh = _held(report)
    event = advance(fresh, "accept", actor=actor, note=note)
    _spend(fresh.agreement, fresh.expenses.counted().total())
    _tell(fresh, event)
    if fresh.kind == ReportKind.FINAL:
        demand_rest(fresh.agreement, actor=actor)
    follow(fresh.agreement)
    report.refresh_from_db()
    return event


def _spend(agreement: Agreement, amount: Decimal) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(spent=F("spent") + amount)
    agreement.refresh_from_db(fields=["spent"])


@transaction.atomic
def refuse_expense(expense: Expense, *, actor, reason: str) -> Expense:
    """Do not accept an expense: the money of it is to be explained otherwise, or returned."""
    report = _held(expense.report)
    fresh = Expense.objects.get(pk=expense.pk)
    fresh.report = report
    require(rules.may_refuse(actor, fresh))
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидит получатель.")})
    fresh.refusal = reason.strip()
    fresh.save(update_fields=["refusal"])
    if report.state == ReportState.ACCEPTED:
        _spend(report.agreement, -fresh.amount)
    event = record(report, "refused", actor=actor, note=f"{fresh}. {reason}", public=False)
    _tell(report, event)
    follow(report.agreement)
    return fresh


# --- The clock ----------------------------------------------------------------------------------
@transaction.atomic
def warn_of_report(report: Report) -> CaseEvent | None:
    """A letter a week before the day, and one a week after it; None where it is not time."""
    today = timezone.localdate()
    fresh = _held(report)
    late = Report.objects.overdue(today).filter(pk=fresh.pk).exists()
    last = fresh.warned_on
    recent = last and last > today - WARN_AGAIN and (not late or last > fresh.last_day)
    is_time = late or fresh.last_day <= today + WARN_BEFORE
    if not fresh.is_editable or not is_time or recent or (last and not late):
        return None
    Report.objects.filter(pk=fresh.pk).update(warned_on=today)
    event = record(fresh, "overdue" if late else "coming", actor=None, public=False)
    _tell(fresh, event, format_lazy("{} {:%d.%m.%Y}", gettext_lazy("Сдать до"), fresh.last_day))
    return event
