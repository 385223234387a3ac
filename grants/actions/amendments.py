"""Supplementary agreements: prepared by one official, in force by the approval of another.

Terms are plain data: the last day, every part of the payment, what each budget line gets.
"""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.agreements import due_of_final, held
from grants.actions.letters import tell
from grants.actions.payments import left_of
from grants.actions.reports import plan_and_fact
from grants.models import Agreement, Amendment, BudgetLine, Expense, Report
from portal.cases.actions import advance, record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.pages.templatetags.money import roubles

PART = ("number", "amount", "planned_on", "condition", "after_reports")


def terms_now(agreement: Agreement) -> dict:
    """What is agreed at the moment."""
    parts = agreement.instalments.order_by("number").values_list(*PART)
    return {
        "ends_on": str(agreement.ends_on),
        "parts": [[number, str(amount), str(day), *rest] for number, amount, day, *rest in parts],
        "lines": {str(row.pk): str(row.granted) for row in agreement.application.lines.all()},
    }


def amendment_problems(agreement: Agreement, terms: dict) -> list[str]:
    """Why these terms cannot be agreed upon, in sentences."""
    now = terms_now(agreement)
    if terms == now:
        return [_("Ничего не меняется: измените срок, части или строки бюджета.")]
    return [*_of_term(agreement, terms), *_of_parts(agreement, terms),
            *(_of_lines(agreement, terms) if terms["lines"] != now["lines"] else [])]  # fmt: skip


def _of_term(agreement: Agreement, terms: dict):
    day = date.fromisoformat(terms["ends_on"])
    if day < agreement.starts_on:
        yield _("Соглашение не может кончиться до начала.")
    spent = Expense.objects.counted().filter(report__agreement=agreement)
    last = spent.aggregate(last=Max("paid_on"))["last"]
    if last and day < last:
        yield _("Уже есть расход от %(day)s: срок не может кончиться раньше.") % {
            "day": f"{last:%d.%m.%Y}"
        }


def _of_parts(agreement: Agreement, terms: dict):
    wanted = {number: Decimal(amount) for number, amount, *_rest in terms["parts"]}
    if sum(wanted.values()) != agreement.amount:
        yield _("Части вместе должны дать сумму соглашения, %(amount)s.") % {
            "amount": roubles(agreement.amount)
        }
    reports = agreement.reports.count()
    if any(part[4] > reports for part in terms["parts"]):
        yield _("Часть ждёт больше отчётов, чем назначено.")
    for row in agreement.instalments.all():
        taken = row.amount - left_of(row)
        if wanted.get(row.number, 0) < max(taken, Decimal("0.01")):
            yield _("Часть %(number)s: не меньше %(taken)s, уже перечислено или готовится.") % {
                "number": row.number, "taken": roubles(taken)
            }  # fmt: skip


def _of_lines(agreement: Agreement, terms: dict):
    wanted = {int(pk): Decimal(amount) for pk, amount in terms["lines"].items()}
    if sum(wanted.values()) > agreement.amount:
        yield _("Строки бюджета вместе больше суммы соглашения, %(amount)s.") % {
            "amount": roubles(agreement.amount)
        }
    for line, spent, _left in plan_and_fact(agreement):
        if wanted.get(line.pk, 0) < spent:
            yield _("«%(line)s»: уже потрачено %(spent)s.") % {
                "line": line.name, "spent": roubles(spent)
            }  # fmt: skip


@transaction.atomic
def prepare_amendment(agreement: Agreement, *, actor, terms: dict, **paper) -> Amendment:
    """Prepare it for another official. `paper`: number, signed_on, reason.

    Raises ValidationError naming everything wrong.
    """
    fresh = held(agreement)
    require(rules.may_amend(actor, fresh))
    if paper["signed_on"] > timezone.localdate():
        raise ValidationError({"signed_on": _("Эта дата ещё не наступила.")})
    if not paper["reason"].strip():
        raise ValidationError({"reason": _("Укажите причину.")})
    if fresh.amendments.filter(number=paper["number"]).exists():
        raise ValidationError({"number": _("Дополнительное соглашение с этим номером уже есть.")})
    if fresh.amendments.waiting().exists():
        raise ValidationError(_("Одно дополнительное соглашение уже ждёт утверждения."))
    if problems := amendment_problems(fresh, terms):
        raise ValidationError(problems)
    row = Amendment.objects.create(
        agreement=fresh, before=terms_now(fresh), terms=terms, prepared_by=actor, **paper
    )
    record(row, "prepared", actor=actor, note=row.reason, public=False)
    return row


@transaction.atomic
def approve_amendment(amendment: Amendment, *, actor, note: str = "") -> CaseEvent:
    """Bring it into force. Raises ValidationError when money has moved on since it was prepared."""
    fresh = held(amendment.agreement)
    row = Amendment.objects.get(pk=amendment.pk)
    row.agreement = fresh
    require(rules.may_approve_amendment(actor, row))
    if row.state == "prepared":
        if problems := amendment_problems(fresh, row.terms):
            raise ValidationError(problems)
        if terms_now(fresh) != row.before:
            raise ValidationError(
                _("Условия с тех пор изменились. Отклоните и подготовьте заново.")
            )
    event = advance(row, "approve", actor=actor, note=note)
    _apply(fresh, row.terms)
    told = record(fresh, "amended", actor=actor, note=f"{row}. {row.reason}")
    letter = format_lazy("{}: {:%d.%m.%Y}", gettext_lazy("Тратить деньги можно до"), fresh.ends_on)
    tell(fresh.application, told, letter, url=fresh.get_absolute_url())
    amendment.refresh_from_db()
    return event


def _apply(agreement: Agreement, terms: dict) -> None:
    moved = str(agreement.ends_on) != terms["ends_on"]
    agreement.ends_on = date.fromisoformat(terms["ends_on"])
    agreement.save(update_fields=["ends_on", "updated_at"])
    for number, *values in terms["parts"]:
        named = dict(zip(PART[1:], values, strict=True))
        agreement.instalments.update_or_create(number=number, defaults=named)
    for pk, amount in terms["lines"].items():
        lines = BudgetLine.objects.filter(pk=pk, application=agreement.application_id)
        lines.update(agreed=Decimal(amount))
    if moved:
        final = Report.objects.filter(agreement=agreement, kind="final", state="planned")
        final.update(due=due_of_final(agreement), warned_on=None)


@transaction.atomic
def decline_amendment(amendment: Amendment, *, actor, note: str) -> CaseEvent:
    held(amendment.agreement)
    return advance(amendment, "decline", actor=actor, note=note)
