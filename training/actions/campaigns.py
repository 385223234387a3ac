"""A campaign of the reserve: announced, ranked by a frozen protocol, decided."""

from datetime import date, timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import due_at
from portal.notifications.actions import notify
from portal.portfolio.models import Participation
from portal.scoring.actions import freeze, own_copy, publish_ranking
from portal.scoring.models import Criterion, Mark
from training import rules
from training.actions.reserve import TOPIC, tell
from training.models import (
    BEFORE_DECISION,
    Campaign,
    ReserveApplication,
    ReserveState,
)

# Criteria the portal counts out of the portfolio: code → kind of participation, and whether
# hours are summed or rows counted.
PORTFOLIO = {
    "volunteer_hours": ("volunteer", True),
    "courses": ("training", False),
    "projects": ("project", False),
}


def locked(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


@transaction.atomic
def publish_campaign(campaign: Campaign, *, actor, note: str = "") -> CaseEvent:
    """Announce with criteria of its own, frozen. Raises ValidationError naming every fault."""
    fresh = locked(campaign)
    require(rules.may_manage(actor, fresh))
    if problems := campaign_problems(fresh):
        raise ValidationError(problems)
    criteria = own_copy(
        fresh.criteria, code=f"reserve-{fresh.pk}", title=fresh.title, ties=["submitted_at"]
    )
    freeze(criteria, actor=actor)
    return advance(
        campaign,
        "publish",
        actor=actor,
        note=note,
        data={"criteria": criteria.digest},
        criteria=criteria,
    )


def campaign_problems(campaign: Campaign) -> list[str]:
    problems = []
    members = campaign.commission
    if members.count() < 3:
        problems.append(_("В комиссии должно быть не меньше трёх человек."))
    if campaign.chair_id is None or not members.filter(pk=campaign.chair_id).exists():
        problems.append(_("Назначьте председателя из членов комиссии."))
    if not campaign.document_kinds.exists():
        problems.append(_("Укажите, какие документы нужны."))
    if campaign.closes_at < due_at("reserve_documents", campaign.opens_at):
        problems.append(_("Документы принимают не меньше двадцати дней: продлите приём."))
    if campaign.closes_at <= timezone.now():
        problems.append(_("Приём уже закончился бы: исправьте даты."))
    unknown = campaign.criteria.criteria.filter(is_auto=True).exclude(code__in=PORTFOLIO)
    if unknown.exists():
        problems.append(_("Портал не умеет считать критерий: %(name)s.") % {"name": unknown[0]})
    judged = campaign.criteria.criteria.filter(is_auto=False)
    if judged.exclude(formula=Criterion.Formula.EXPERT).exists():
        problems.append(_("Что не считает портал, оценивает комиссия: формула — средняя оценка."))
    return problems


@transaction.atomic
def cancel_campaign(campaign: Campaign, *, actor, note: str = "") -> CaseEvent:
    """Call it off; everybody who applied is told why."""
    locked(campaign)
    event = advance(campaign, "cancel", actor=actor, note=note)
    rows = campaign.applications.filter(state__in=BEFORE_DECISION).select_related("user")
    notify(
        event,
        [row.user for row in rows],
        topic=TOPIC,
        subject=gettext_lazy("Отбор в резерв отменён"),
        body=f"{campaign.title}\n\n{note}",
        url=campaign.get_absolute_url(),
    )
    return event


def portfolio_of(people) -> dict[int, dict[str, Decimal]]:
    """What each person's confirmed participation gives by the published rules."""
    wanted = {}
    for code, (kind, is_hours) in PORTFOLIO.items():
        count = Sum("hours", filter=Q(kind=kind)) if is_hours else Count("pk", filter=Q(kind=kind))
        wanted[code] = count
    rows = Participation.objects.in_force().filter(user__in=people)
    empty = dict.fromkeys(PORTFOLIO, Decimal(0))
    found = {person: dict(empty) for person in people}
    for row in rows.order_by().values("user").annotate(**wanted):
        found[row["user"]] = {code: Decimal(row[code] or 0) for code in PORTFOLIO}
    return found


@transaction.atomic
def rank(campaign: Campaign, *, actor, note: str = "") -> CaseEvent:
    """Count marks and portfolios and freeze the protocol: people stand in it by number.

    Raises ValidationError while somebody waits for the commission or a mark is missing.
    """
    fresh = locked(campaign)
    require(rules.may_conclude(actor, fresh, database_now()))
    waiting = fresh.applications.filter(state__in=BEFORE_DECISION).exclude(
        state=ReserveState.INTERVIEW
    )
    if fresh.state == "published" and (number := waiting.count()):
        raise ValidationError(
            _("Заявлений без решения комиссии: %(number)d. Рассмотрите их сначала.")
            % {"number": number}
        )
    with override("ru"):
        ranking = publish_ranking(fresh.criteria, fresh.title, values_of(fresh), actor=actor)
    return advance(
        campaign,
        "rank",
        actor=actor,
        note="\n".join(filter(None, [f"SHA-256: {ranking.digest}", note])),
        data={"digest": ranking.digest},
        ranking=ranking,
    )


def values_of(campaign: Campaign) -> dict[str, dict]:
    """Values of every criterion by the number of the application."""
    rows = list(campaign.applications.filter(state=ReserveState.INTERVIEW).order_by("number"))
    counted = portfolio_of([row.user_id for row in rows])
    values = {str(row.number): {**counted[row.user_id], "submitted_at": row.number} for row in rows}
    by_pk = {row.pk: values[str(row.number)] for row in rows}
    marks = Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(ReserveApplication),
        object_id__in=by_pk,
        criterion__criteria=campaign.criteria,
    )
    for mark in marks.select_related("criterion").order_by("id"):
        by_pk[mark.object_id].setdefault(mark.criterion.code, []).append(mark.value)
    return values


@transaction.atomic
def decide(campaign: Campaign, *, actor, note: str = "") -> CaseEvent:
    """Include down the ranking who reaches the pass score, while there are places."""
    fresh = locked(campaign)
    require(rules.may_conclude(actor, fresh, database_now()))
    event = advance(campaign, "decide", actor=actor, note=note)
    places = fresh.places
    today = timezone.localdate(database_now())
    until = months_after(today, fresh.term_months)
    applications = {str(row.number): row for row in _interviewed(fresh)}
    for row in fresh.ranking.data["rows"]:
        application = applications.get(row["id"])
        if application is None:
            continue
        if places > 0 and Decimal(row["total"]) >= fresh.pass_score:
            places -= 1
            tell(application, advance(application, "include", actor=None, term_until=until))
        else:
            tell(application, advance(application, "pass_over", actor=None))
    return event


def _interviewed(campaign: Campaign):
    rows = campaign.applications.filter(state=ReserveState.INTERVIEW)
    return rows.select_related("user", "campaign")


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    next_month = (first + timedelta(days=32)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), next_month - timedelta(days=1))
