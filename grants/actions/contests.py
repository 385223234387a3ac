"""A contest: published with everything frozen, asked about in public, ended."""

import hashlib
import json
from datetime import timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import rules
from grants.actions.letters import TOPIC
from grants.models import Application, Clarification, Contest
from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.scoring.actions import described, freeze, own_copy

FROZEN = (
    *("slug", "title", "terms", "opens_at", "closes_at", "check_until", "results_on"),
    *("project_from", "project_until", "fund", "applicant_kinds", "partner_rule"),
    *("max_applications", "experts_per_application", "divergence", "appeal_days"),
)


@transaction.atomic
def publish_contest(contest: Contest, *, actor, note: str = "") -> CaseEvent:
    """Freeze the criteria and the rules and show the contest to everybody.

    Raises ValidationError naming every fault of the rules.
    """
    require(rules.may_run(actor, contest))
    fresh = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if problems := contest_problems(fresh):
        raise ValidationError(problems)
    criteria = own_copy(fresh.criteria, code=f"contest-{fresh.pk}", title=fresh.title)
    freeze(criteria, actor=actor)
    fresh.criteria = criteria
    text = rules_text(fresh)
    changes = {
        "criteria": criteria,
        "rules_text": text,
        "rules_hash": hashlib.sha256(text.encode()).hexdigest(),
        "published_at": database_now(),
    }
    return advance(
        contest, "publish", actor=actor, note=note, data={"hash": changes["rules_hash"]}, **changes
    )


def contest_problems(contest: Contest) -> list[str]:
    """What the rules still lack, as sentences."""
    problems = []
    tiers = list(contest.tiers.all())
    if not tiers:
        problems.append(_("Добавьте хотя бы одну категорию с наибольшей суммой."))
    if not contest.applicant_kinds:
        problems.append(_("Укажите, кто может подать заявку."))
    if any(tier.max_amount > contest.fund for tier in tiers):
        problems.append(_("Наибольшая сумма категории больше фонда конкурса."))
    if sum(tier.fund or 0 for tier in tiers) > contest.fund:
        problems.append(_("Фонды категорий вместе больше фонда конкурса."))
    if contest.closes_at <= timezone.now():
        problems.append(_("Приём заявок уже закончился бы: исправьте даты."))
    if not contest.criteria.criteria.exists():
        problems.append(_("В наборе критериев нет ни одного критерия."))
    return problems


def rules_text(contest: Contest) -> str:
    """Everything an applicant relies on, as canonical JSON: what the hash is made of."""
    rows = {
        "tiers": ("name", "max_amount", "own_share", "pass_score", "fund"),
        "questions": ("label", "kind", "choices", "max_length", "is_required", "names_applicant"),
        "documents": ("name", "applicant_kinds", "is_required", "shown_to_experts"),
    }
    whole = {name: getattr(contest, name) for name in FROZEN}
    for name, fields in rows.items():
        whole[name] = list(getattr(contest, name).values(*fields))
    whole["directions"] = list(contest.directions.values_list("name", flat=True))
    whole["criteria"] = described(contest.criteria)
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, default=_plain)


def terms_of(contest: Contest) -> dict:
    """The rules as a page shows them: the frozen ones once the contest is announced."""
    terms = json.loads(contest.rules_text or rules_text(contest))
    for tier in terms["tiers"]:
        for name in ("max_amount", "own_share", "pass_score"):
            tier[name] = Decimal(tier[name])
    return terms


def _plain(value) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@transaction.atomic
def begin_expertise(contest: Contest) -> CaseEvent | None:
    """The clock's move, once the time of the check is over and no application waits for it."""
    waiting = Application.objects.filter(
        contest=contest, state__in=("submitted", "check", "returned")
    )
    if waiting.exists():
        return None
    return advance(contest, "begin_expertise", actor=None)


@transaction.atomic
def finish_contest(contest: Contest, *, actor, note: str = "") -> CaseEvent:
    require(rules.may_run(actor, contest))
    return advance(contest, "finish", actor=actor, note=note)


@transaction.atomic
def cancel_contest(contest: Contest, *, actor, note: str) -> CaseEvent:
    """Call the contest off; everybody who began an application is told why."""
    require(rules.may_run(actor, contest))
    event = advance(contest, "cancel", actor=actor, note=note)
    people = User.objects.filter(
        memberships__organisation__applications__contest=contest,
        memberships__role__in=("head", "editor"),
    ).distinct()
    notify(
        event,
        people,
        topic=TOPIC,
        subject=_("Конкурс отменён: %(title)s") % {"title": contest.title},
        body=_("Причина: %(note)s") % {"note": note},
        url=contest.get_absolute_url(),
    )
    return event


@transaction.atomic
def ask_clarification(contest: Contest, *, actor, text: str) -> Clarification:
    """Ask about the terms; three questions a day, so that nobody floods the officials."""
    require(rules.may_ask(actor, contest))
    day_ago = timezone.now() - timedelta(days=1)
    if Clarification.objects.filter(asked_by=actor, asked_at__gt=day_ago).count() >= 3:
        raise ValidationError(_("Сегодня вы уже задали три вопроса. Остальные — завтра."))
    return Clarification.objects.create(contest=contest, asked_by=actor, text=text)


@transaction.atomic
def answer_clarification(row: Clarification, *, actor, text: str) -> Clarification:
    """Answer in public; the one who asked gets a letter."""
    require(rules.may_answer(actor, row.contest))
    if not text.strip():
        raise ValidationError(_("Напишите ответ."))
    row.answer, row.answered_by, row.answered_at = text, actor, timezone.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    event = record(row.contest, "clarified", actor=actor, public=False)
    notify(
        event,
        [row.asked_by],
        topic=TOPIC,
        subject=_("Ответ на ваш вопрос о конкурсе «%(title)s»") % {"title": row.contest.title},
        body=text,
        url=f"{row.contest.get_absolute_url()}#clarifications",
    )
    return row
