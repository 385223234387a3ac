"""A season of an award: published with everything frozen, then moved by its calendar."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from grants.actions.awards_judging import assign_jury
from grants.actions.awards_letters import tell
from grants.actions.awards_nominating import expire_nomination, expiring
from grants.actions.awards_vote import cancel_votes, close_votes, open_votes
from grants.models import AwardCategory, AwardSeason, NominationState, SeasonState
from grants.models.awards_states import EDITABLE
from grants.rules.awards import may_run_season
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.scoring.actions import described, freeze, own_copy
from portal.scoring.models import CriteriaSet, Criterion

N, S = NominationState, SeasonState
LEAST = 2  # jurors of a nomination without whom it is not ranked
VOTE = "public_vote"
FROZEN = (
    *("year", "terms", "opens_at", "closes_at", "check_until", "judge_until", "results_on"),
    *("vote_points", "min_voter_age", "quota"),
)


def locked_season(season: AwardSeason) -> AwardSeason:
    """The row held until the end of the transaction: quota, numbers, ranking go one by one."""
    rows = AwardSeason.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("award", "criteria", "scale").get(pk=season.pk)


@transaction.atomic
def fill_categories(season: AwardSeason) -> None:
    """A season without categories begins with those of its award."""
    if not season.categories.exists():
        AwardCategory.objects.bulk_create(
            AwardCategory(season=season, name=name[:200], order=order * 10)
            for order, name in enumerate(season.award.categories)
        )


def season_problems(season: AwardSeason) -> list[str]:
    """What the rules still lack, as sentences."""
    problems, quotas = [], season.categories.values_list("quota", flat=True)
    if not quotas:
        problems.append(_("Добавьте хотя бы одну номинацию."))
    elif season.quota > sum(quotas):
        problems.append(_("Лауреатов в год больше, чем во всех номинациях вместе."))
    if not (season.criteria_id or season.vote_points):
        problems.append(_("Укажите критерии жюри, баллы за голосование или то и другое."))
    if season.closes_at <= database_now():
        problems.append(_("Приём выдвижений уже закончился бы: исправьте даты."))
    if season.criteria_id:
        rows = season.criteria.criteria
        if not rows.exists() or rows.exclude(formula=Criterion.Formula.EXPERT).exists():
            problems.append(_("Жюри ставит оценки по каждому критерию: выберите такой набор."))
        if season.jurors.count() < LEAST:
            problems.append(_("В жюри не меньше двух человек."))
    return problems


@transaction.atomic
def publish_season(season: AwardSeason, *, actor, note: str = "") -> CaseEvent:
    """Freeze rules, dates and criteria. Raises ValidationError naming every fault."""
    require(may_run_season(actor, season))
    fresh = locked_season(season)
    if problems := season_problems(fresh):
        raise ValidationError(problems)
    fresh.scale = _scale(fresh, actor)
    text = season_text(fresh)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return advance(
        season, "publish", actor=actor, note=note, data={"hash": digest}, scale=fresh.scale,
        rules_text=text, rules_hash=digest,
    )  # fmt: skip


def _scale(season: AwardSeason, actor) -> CriteriaSet:
    """The jury's criteria and the vote as one more: a share of the points by votes."""
    given = {"code": f"award-{season.pk}", "title": str(season), "ties": ["submitted_at"]}
    if season.criteria_id:
        scale = own_copy(season.criteria, **given)
    else:
        scale = CriteriaSet.objects.create(
            code=given["code"], name=given["title"], total=0, tie_break=given["ties"]
        )
    if season.vote_points:
        Criterion.objects.create(
            criteria=scale, code=VOTE, name=_("Голосование жителей"), weight=season.vote_points,
            formula=Criterion.Formula.ROUND_MAX, is_auto=True, order=999,
        )  # fmt: skip
        scale.total += season.vote_points
        scale.save(update_fields=["total"])
    return freeze(scale, actor=actor)


def season_text(season: AwardSeason) -> str:
    """All that nominators and nominees rely on, as canonical JSON: what the hash is made of."""
    whole = {name: getattr(season, name) for name in FROZEN}
    whole["award"] = season.award.name
    whole["categories"] = list(season.categories.values("name", "quota"))
    whole["scale"] = described(season.scale)
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@transaction.atomic
def move_season(season: AwardSeason) -> CaseEvent | None:
    """By the clock: what the dates ask for. None when nothing is to be moved yet."""
    fresh, now = locked_season(season), database_now()
    if fresh.state == S.COLLECTING and fresh.closes_at <= now:
        _expire(fresh, (N.DRAFT,))
        return advance(fresh, "check", actor=None)
    if fresh.state == S.CHECK and fresh.check_until <= now:
        _expire(fresh, (*EDITABLE, N.CONSENT))
        return None if fresh.nominations.waiting().exists() else _begin_judging(fresh, now)
    if fresh.state == S.JUDGING and fresh.judge_until <= now:
        close_votes(fresh)
    return None


def _expire(season: AwardSeason, states) -> None:
    for row in expiring(season, states):
        expire_nomination(row)


def _begin_judging(season: AwardSeason, now) -> CaseEvent:
    """A check that took longer moves the end of the judging by as much: its length was promised."""
    end = now + (season.judge_until - season.check_until)
    late = max(season.judge_until, end)
    season.judge_until = late
    assign_jury(season)
    if season.vote_points:
        open_votes(season, now)
    return advance(season, "judge", actor=None, judge_until=late)


@transaction.atomic
def cancel_season(season: AwardSeason, *, actor, note: str) -> CaseEvent:
    """Call the season off with a public reason; nominators and nominees who agreed are told."""
    fresh = locked_season(season)
    require(may_run_season(actor, fresh))
    event = advance(fresh, "cancel", actor=actor, note=note)
    cancel_votes(fresh, note)
    rows = fresh.nominations.filter(state__in=(N.CHECK, N.RETURNED, N.ADMITTED))
    for row in rows.select_related("nominator", "nominee_user", "category", "season__award"):
        tell(row, event, "cancelled", note)
    _expire(fresh, (*EDITABLE, N.CONSENT))
    return event
