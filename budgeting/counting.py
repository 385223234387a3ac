"""Counting a round: ballots are read once, added up in the database, and the protocol is stored.

The same ballots, rule and lot always give the same protocol. What `RoundResult.data` holds (money
as text to the kopeck, scores as an integer or text):

    rule, vote_type, budget, threshold, tie_order, lot_seed, ballots, empty, repeated,
    winners   numbers in the order of selection
    total_cost, reserve
    projects  in ranking order: number, code, title, cost, votes, score, reason, left
    ties      numbers, score, decided_by, left
"""

from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from budgeting.actions import MOVES
from budgeting.election import Election, PbProject
from budgeting.models import Project, ProjectState, Round, RoundResult
from budgeting.tally import (
    AS_RECORDED,
    CHEAPEST_FIRST,
    Contest,
    Outcome,
    Result,
    Tie,
    candidates_of,
    tally,
)
from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.polls.actions import close_poll
from portal.polls.ballots import lot, parse
from portal.polls.models import Ballot, Option, Poll, PollState


@transaction.atomic
def close_and_count(round_: Round) -> RoundResult:
    """Close the poll, count, move the projects and tell everybody; again it only counts again.

    Raises InvalidTransition before the announced end.
    """
    event = close_poll(round_.poll) if round_.poll.state == PollState.OPEN else None
    result = count_round(round_)
    if event:
        _settle(round_, result)
        _tell_voters(round_, event)
    return result


@transaction.atomic
def count_round(round_: Round) -> RoundResult:
    """Count the ballots of a closed poll and store the protocol and every project's votes.

    Raises ValueError while voting goes on: nobody may know a running count.
    """
    poll = Poll.objects.get(pk=round_.poll_id)
    if poll.state != PollState.CLOSED:
        raise ValueError("only a closed poll is counted")
    options = list(poll.options.order_by("number"))
    election = read_ballots(poll, options, round_.budget)
    result = _tally(round_, poll, election)
    data = _protocol(result, poll, options, election)
    _store_votes(round_, data["projects"])
    stored, _created = RoundResult.objects.update_or_create(
        round=round_,
        defaults={
            "rule": round_.tally_rule,
            "data": data,
            "ballots": data["ballots"],
            "total_cost": result.total_cost,
        },
    )
    return stored


def read_ballots(poll: Poll, options: list[Option], budget: Decimal) -> Election:
    """The election as the tally takes it; equal ballots come as one with their number."""
    place = {option.number: index for index, option in enumerate(options)}
    rows = Ballot.objects.filter(poll=poll).order_by().values_list("choices")
    ballots: dict = {}
    for text, times in rows.annotate(times=Count("id")).iterator(chunk_size=5000):
        choices = parse(text)
        points = tuple(one.points for one in choices if one.points is not None)
        ballots[tuple(place[one.number] for one in choices), points] = times
    projects = [PbProject(str(option.number), option.cost) for option in options]
    return Election({"vote_type": poll.ballot_kind, "budget": str(budget)}, projects, (), ballots)


def _tally(round_: Round, poll: Poll, election: Election) -> Result:
    numbers = [int(project.id) for project in election.projects]
    drawn = lot(poll.lot_seed, numbers) if poll.lot_seed else numbers
    threshold = threshold_of(round_, poll)
    candidates = candidates_of(election, [str(number) for number in drawn])
    contest = Contest(candidates, round_.budget, threshold, tie_order_of(poll))
    # A threshold of nothing is no threshold, and the tally insists on a real one.
    plain = round_.tally_rule == "greedy-threshold" and not threshold
    return tally(contest, "greedy" if plain else round_.tally_rule)


def threshold_of(round_: Round, poll: Poll) -> int:
    """The least votes a winner needs: here at least one, in a recorded election what it says."""
    return max(1, round_.min_support) if poll.lot_seed else round_.min_support


def tie_order_of(poll: Poll) -> tuple:
    """A vote held here has its lot; a recorded one was decided in the order of its rows."""
    return CHEAPEST_FIRST if poll.lot_seed else AS_RECORDED


def _protocol(result: Result, poll: Poll, options: list[Option], election: Election) -> dict:
    by_id = {str(option.number): option for option in options}
    return {
        "rule": result.rule,
        "vote_type": poll.ballot_kind,
        "budget": _money(result.budget),
        "threshold": result.threshold,
        "tie_order": [str(key) for key in tie_order_of(poll)],
        "lot_seed": poll.lot_seed,
        "ballots": sum(election.ballots.values()),
        "empty": sum(times for (chosen, _), times in election.ballots.items() if not chosen),
        "repeated": sum(
            times for (chosen, _), times in election.ballots.items() if _repeats(chosen)
        ),
        "winners": [int(winner) for winner in result.winners],
        "total_cost": _money(result.total_cost),
        "reserve": _money(result.reserve),
        "projects": [_row(outcome, by_id[outcome.candidate.id]) for outcome in result.outcomes],
        "ties": [_tie(tie) for tie in result.ties],
    }


def _repeats(chosen: tuple[int, ...]) -> bool:
    return len(set(chosen)) < len(chosen)


def _row(outcome: Outcome, option: Option) -> dict:
    return {
        "number": option.number,
        "code": option.code,
        "title": option.label,
        "cost": _money(option.cost),
        "votes": outcome.candidate.votes,
        "score": _score(outcome.candidate.score),
        "reason": str(outcome.reason),
        "left": _money(outcome.money_left),
    }


def _tie(tie: Tie) -> dict:
    return {
        "numbers": [int(number) for number in tie.ids],
        "score": _score(tie.score),
        "decided_by": str(tie.decided_by),
        "left": _money(tie.money_left),
    }


def _money(amount) -> str:
    return f"{Decimal(amount):.2f}"


def _score(score) -> int | str:
    return int(score) if score == int(score) else format(score, "f")


def _store_votes(round_: Round, rows: list[dict]) -> None:
    votes = {row["number"]: row["votes"] for row in rows}
    projects = list(Project.objects.filter(round=round_, number__in=votes).only("id", "number"))
    for project in projects:
        project.votes = votes[project.number]
    Project.objects.bulk_update(projects, ["votes"], batch_size=500)


def _settle(round_: Round, result: RoundResult) -> None:
    """Winners and the reserve, by the same moves and letters as any other step."""
    if hasattr(round_, "commission"):
        return  # the votes are one of its criteria; the commission decides
    winners = set(result.data["winners"])
    for project in _contestants(round_):
        move = MOVES["win" if project.number in winners else "reserve"]
        move(project, actor=None)


def _contestants(round_: Round) -> Iterator[Project]:
    projects = Project.objects.filter(round=round_, state=ProjectState.CONTEST)
    return projects.exclude(number=None).select_related("author", "round").order_by("number")


def _tell_voters(round_: Round, event: CaseEvent) -> None:
    voters = User.objects.filter(ballots__poll=round_.poll_id).order_by("id")
    notify(
        event,
        voters.iterator(chunk_size=1000),
        topic="vote",
        subject=format_lazy("{}: {}", _("Итоги голосования подведены"), round_.title),
        body=format_lazy(
            _("Вы голосовали в раунде «{title}». Посмотрите, какие проекты победили и почему."),
            title=round_.title,
        ),
        url=reverse("budgeting:results", args=[round_.slug]),
    )
