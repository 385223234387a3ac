"""The decision: winners within the money of the round, every departure with its public reason."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.actions.commission import locked, move
from budgeting.actions.commission_letters import members_of, tell
from budgeting.actions.moves import MOVES
from budgeting.models import (
    Commission,
    Departure,
    Project,
    ProjectState,
    RefusalGround,
    Round,
)
from budgeting.rules import commission as rights
from budgeting.rules.released import from_round
from budgeting.selection import REFUSE, WIN, Contender, plan
from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent

NOT_SELECTED = "not_selected"


@dataclass
class Row:
    """A project before the decision: its place in the ranking (None: excluded), what the ranking
    alone would give it, what is decided and, where these differ, why. Money in roubles.
    """

    project: Project
    place: int | None
    points: Decimal
    cost: Decimal
    proposed: str
    outcome: str
    reason: str = ""

    @property
    def departs(self) -> bool:
        return self.outcome != self.proposed


def rows_of(commission: Commission) -> list[Row]:
    """The frozen ranking with the money of the round laid over it, and the departures."""
    data = ranking_data(commission)
    if data is None:
        return []
    ranked = {row["id"]: Decimal(row["total"]) for row in data["rows"]}
    out = {row["id"]: row for row in data.get("excluded", ())}
    projects = Project.objects.filter(pk__in=[*ranked, *out]).prefetch_related("participation")
    by_key = {str(project.pk): project for project in projects.select_related("author", "round")}
    contenders = [Contender(key, points, from_round(by_key[key])) for key, points in ranked.items()]
    proposed = plan(contenders, commission.round.budget, commission.pass_points)
    departures = {str(row.project_id): row for row in commission.departures.all()}
    found = [
        _row(by_key[row.key], place, row, proposed[row.key], departures.get(row.key))
        for place, row in enumerate(contenders, start=1)
    ]
    return found + [
        Row(by_key[key], None, Decimal(0), from_round(by_key[key]), REFUSE, REFUSE, row["reason"])
        for key, row in out.items()
    ]


def _row(project, place, contender, proposed, departure) -> Row:
    outcome = departure.outcome if departure else proposed
    reason = departure.reason if departure else ""
    return Row(project, place, contender.points, contender.cost, proposed, outcome, reason)


def ranking_data(commission: Commission) -> dict | None:
    """The frozen protocol, of either method; None until there is one."""
    if commission.by_criteria:
        return commission.ranking.data if commission.ranking else None
    rating = getattr(commission, "rating", None)
    return rating.data if rating else None


@transaction.atomic
def depart(commission: Commission, project: Project, *, actor, outcome: str, reason: str) -> None:
    """Decide otherwise than the ranking, with a public reason; as the ranking says takes it back.

    Raises ValidationError without a reason or for a project that was excluded.
    """
    fresh = locked(commission)
    require(rights.may_depart(actor, fresh))
    row = next((row for row in rows_of(fresh) if row.project.pk == project.pk), None)
    if row is None or row.place is None:
        raise ValidationError({"project": _("В рейтинге этого проекта нет.")})
    if outcome not in Departure.Outcome.values:
        raise ValidationError({"outcome": _("Выберите решение.")})
    if outcome == row.proposed:
        Departure.objects.filter(project=project).delete()
    elif not reason.strip():
        raise ValidationError({"reason": _("Укажите причину отступления: её увидят все.")})
    else:
        Departure.objects.update_or_create(
            project=project,
            defaults={"commission": fresh, "outcome": outcome, "reason": reason.strip()},
        )
    word = Departure.Outcome(outcome).label
    note = f"«{project.title}»: {word}. {reason.strip()}".strip()
    record(fresh, "departed", actor=actor, note=note, data={"project": project.pk})


@transaction.atomic
def decide(commission: Commission, *, actor, note: str) -> CaseEvent:
    """Publish the decision and move every project; the move «decide».

    Raises ValidationError when the winners take more than the round has: then nothing is moved.
    """
    round_ = Round.objects.select_for_update().get(pk=commission.round_id)
    fresh = locked(commission)
    fresh.round = round_
    if fresh.state != "ranked":
        return move(fresh, "decide", actor=actor, note=note)
    require(rights.may_conclude(actor, fresh, database_now()))
    rows = rows_of(fresh)
    spent = sum((row.cost for row in rows if row.outcome == WIN), Decimal(0))
    if spent > round_.budget:
        raise ValidationError(
            _("Победители берут %(spent)s ₽, а в раунде %(budget)s ₽. Уберите отступления.")
            % {"spent": f"{spent:.2f}", "budget": f"{round_.budget:.2f}"}
        )
    data = {str(row.project.pk): row.outcome for row in rows}
    event = move(fresh, "decide", actor=actor, note=note, data={"outcomes": data})
    for row in rows:
        _settle(row)
    tell(fresh, event, members_of(fresh))
    return event


def _settle(row: Row) -> None:
    """By the same moves and letters as any other step. One no longer in the contest stays put."""
    project = row.project
    if project.state != ProjectState.CONTEST:
        return
    more = {"ground": _ground()} if row.outcome == REFUSE else {}
    MOVES[row.outcome](project, actor=None, note=_told(row), **more)


def _ground() -> RefusalGround:
    words = _("Признание инициативного проекта не прошедшим конкурсный отбор")
    return RefusalGround.objects.get_or_create(code=NOT_SELECTED, defaults={"name": words})[0]


def _told(row: Row) -> str:
    if row.place is None:
        return _("Решение комиссии: проект исключён из отбора. %(why)s") % {"why": row.reason}
    told = _("Решение комиссии: место в рейтинге %(place)d, баллов %(points)s.") % {
        "place": row.place,
        "points": row.points,
    }
    if not row.departs:
        return told
    return _("%(told)s Решение отступает от рейтинга: %(why)s") % {"told": told, "why": row.reason}
