"""Exact tallies of a budgeting round: which projects are funded, in what order, and why.

Input is plain data, so that a round in the database and a Pabulib file are counted by the same
code. Money is int (minor units) or Decimal; a result is exact or an exception, never rounded.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from budgeting.election import EXACT, Election, Number
from budgeting.pabulib import read_pabulib


class UnsupportedRuleError(ValueError):
    """A counting rule that is not offered; the message names it."""


class UnresolvedTieError(ValueError):
    """The tie order does not separate projects of which not all can be funded."""


class Reason(StrEnum):
    """Why a project ended as it did; every project of a round has exactly one."""

    FUNDED = "funded"
    PARTIAL = "partial"
    OVER_BUDGET = "over_budget"
    AFTER_STOP = "after_stop"
    BELOW_THRESHOLD = "below_threshold"
    WITHDRAWN = "withdrawn"


class TieKey(StrEnum):
    """What may separate projects of equal score: less cost, more votes, an earlier lot."""

    COST = "cost"
    VOTES = "votes"
    LOT = "lot"


CHEAPEST_FIRST = (TieKey.COST, TieKey.VOTES, TieKey.LOT)
"""The order for rounds held here."""
AS_RECORDED = (TieKey.LOT,)
"""The order for recorded elections: their row order is the decision the city took."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project to be counted; `lot` is its place in the recorded drawing of lots."""

    id: str
    cost: Number
    votes: int
    score: Number
    lot: int = 0
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Contest:
    """Everything a rule may look at. A project with a score under `threshold` cannot win.

    Raises TypeError for money that is not int or Decimal, ValueError for negative or
    not finite money and for an id used twice.
    """

    candidates: Sequence[Candidate]
    budget: Number
    threshold: Number = 0
    tie_order: Sequence[TieKey] = CHEAPEST_FIRST

    def __post_init__(self) -> None:
        for money in (self.budget, *(one.cost for one in self.candidates)):
            if not isinstance(money, int | Decimal):
                raise TypeError(f"money must be int or Decimal, not {money!r}")
            if (isinstance(money, Decimal) and not money.is_finite()) or money < 0:
                raise ValueError(f"money must be finite and not negative, not {money!r}")
        if len({one.id for one in self.candidates}) < len(self.candidates):
            raise ValueError("Номера проектов повторяются.")

    def key(self, candidate: Candidate) -> tuple[Number, ...]:
        """What orders the candidates: score first, then the tie order."""
        keys = {"cost": candidate.cost, "votes": -candidate.votes, "lot": candidate.lot}
        return -candidate.score, *(keys[name] for name in self.tie_order)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one project, and the money that was left when its turn came."""

    candidate: Candidate
    reason: Reason
    money_left: Number

    @property
    def won(self) -> bool:
        """Whether the project is carried out."""
        return self.reason in (Reason.FUNDED, Reason.PARTIAL)


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects level so far whose order decided who is funded, in the order that was used."""

    ids: tuple[str, ...]
    score: Number
    decided_by: TieKey
    money_left: Number


@dataclass(frozen=True, slots=True)
class Result:
    """The protocol of a tally: an outcome for every project in ranking order."""

    rule: str
    budget: Number
    threshold: Number
    outcomes: tuple[Outcome, ...]
    ties: tuple[Tie, ...]

    @property
    def winners(self) -> list[str]:
        """Ids in the order of selection."""
        return [outcome.candidate.id for outcome in self.outcomes if outcome.won]

    @property
    def total_cost(self) -> Number:
        """The full cost of all winners."""
        with localcontext(EXACT):
            return sum(outcome.candidate.cost for outcome in self.outcomes if outcome.won)

    @property
    def reserve(self) -> Number:
        """What must come from outside the budget; above 0 only under the Poznan rule."""
        with localcontext(EXACT):
            return max(self.total_cost - self.budget, 0)


@dataclass(frozen=True, slots=True)
class Greedy:
    """Funding in order of score, and what the rule does about a project that does not fit.

    `skips` goes on to the next one. Otherwise counting stops, and with `share` (numerator,
    denominator) that project is still funded when the money left covers that share of its cost.
    """

    skips: bool = True
    share: tuple[int, int] | None = None

    def __call__(self, contest: Contest) -> tuple[list[Outcome], list[Tie]]:
        """Outcomes in ranking order and the ties that mattered; raises UnresolvedTieError."""
        outcomes, left, stopped = [], contest.budget, False
        for candidate in sorted(contest.candidates, key=contest.key):
            reason = self._reason(candidate, left, contest.threshold, stopped)
            outcomes.append(Outcome(candidate, reason, left))
            if reason is Reason.FUNDED:
                left -= candidate.cost
            stopped = stopped or (not self.skips and reason in (Reason.OVER_BUDGET, Reason.PARTIAL))
        return outcomes, list(self._ties(contest, outcomes))

    def _reason(self, one: Candidate, left: Number, threshold: Number, stopped: bool) -> Reason:
        if one.withdrawn:
            return Reason.WITHDRAWN
        if one.score < threshold:
            return Reason.BELOW_THRESHOLD
        if stopped:
            return Reason.AFTER_STOP
        if one.cost <= left:
            return Reason.FUNDED
        return Reason.PARTIAL if self._tops_up(one.cost, left) else Reason.OVER_BUDGET

    def _tops_up(self, cost: Number, left: Number) -> bool:
        return bool(self.share) and left * self.share[1] >= cost * self.share[0]

    def _ties(self, contest: Contest, outcomes: list[Outcome]) -> Iterable[Tie]:
        out = (Reason.WITHDRAWN, Reason.BELOW_THRESHOLD)
        rivals = [outcome for outcome in outcomes if outcome.reason not in out]
        for depth, decided_by in enumerate([*contest.tie_order, None], start=1):
            for group in _level(contest, rivals, depth):
                if self._matters(group):
                    yield from _separated(contest, group, depth, decided_by)

    def _matters(self, group: list[Outcome]) -> bool:
        """Whether another order of these projects would change who is funded, or how."""
        left, costs = group[0].money_left, [one.candidate.cost for one in group]
        if len(group) < 2 or group[0].reason is Reason.AFTER_STOP:
            return False
        fitting = [cost for cost in costs if cost <= left]
        if self.skips:
            return sum(fitting) > left
        first_may_win = bool(fitting) or any(self._tops_up(cost, left) for cost in costs)
        return first_may_win and sum(costs) > left


def _level(contest: Contest, rivals: list[Outcome], depth: int) -> Iterable[list[Outcome]]:
    """Projects equal in score and in the first `depth - 1` keys of the tie order."""
    prefixes = groupby(rivals, lambda outcome: contest.key(outcome.candidate)[:depth])
    return (list(group) for _, group in prefixes)


def _separated(
    contest: Contest, group: list[Outcome], depth: int, decided_by: TieKey | None
) -> Iterable[Tie]:
    ids = tuple(outcome.candidate.id for outcome in group)
    if decided_by is None:
        raise UnresolvedTieError(f"Порядок проектов {', '.join(ids)} не определён: нужен жребий.")
    if len({contest.key(outcome.candidate)[depth] for outcome in group}) > 1:
        yield Tie(ids, group[0].candidate.score, decided_by, group[0].money_left)


Rule = Callable[[Contest], tuple[list[Outcome], list[Tie]]]
RULES: dict[str, Rule] = {
    "greedy": Greedy(),
    "greedy-threshold": Greedy(),
    "greedy-no-skip": Greedy(skips=False),
    "poznan": Greedy(skips=False, share=(4, 5)),
}
"""Rules by name. The threshold is a condition of the contest, so every rule honours it."""


def tally(contest: Contest, rule: str) -> Result:
    """Count a contest under one of RULES.

    Raises UnsupportedRuleError for another name or for `greedy-threshold` without a threshold,
    UnresolvedTieError when only a drawing of lots can decide, decimal.Inexact rather than round.
    """
    _supported(rule)
    if rule == "greedy-threshold" and not contest.threshold:
        raise UnsupportedRuleError(f"Правилу «{rule}» нужен порог поддержки, а он не задан.")
    with localcontext(EXACT):
        outcomes, ties = RULES[rule](contest)
    return Result(rule, contest.budget, contest.threshold, tuple(outcomes), tuple(ties))


def _supported(rule: str) -> str:
    if rule not in RULES:
        raise UnsupportedRuleError(f"Правило подсчёта «{rule}» не поддерживается.")
    return rule


def candidates_of(election: Election, lot: Sequence[str] | None = None) -> list[Candidate]:
    """The projects of a file as candidates; the lot falls back on the row order of the file.

    Raises ValueError for an unknown or repeated id in `lot`, which may name only those drawn.
    """
    known = [project.id for project in election.projects]
    drawn = list(lot or ())
    if len(set(drawn)) < len(drawn) or not set(drawn) <= set(known):
        raise ValueError("В жребии неизвестный или повторный номер проекта.")
    order = {name: place for place, name in enumerate(dict.fromkeys([*drawn, *known]))}
    return [
        Candidate(project.id, project.cost, votes, score, order[project.id], project.withdrawn)
        for project, (votes, score) in zip(election.projects, election.count(), strict=True)
    ]


def rule_of(election: Election) -> str:
    """The rule a file names. Raises UnsupportedRuleError, naming it, for one not offered here."""
    rule = election.meta.get("rule", "")
    if rule == "greedy-custom" and election.meta.get("unit") == "Poznań":
        return "poznan"
    return _supported(rule)


def tally_election(
    election: Election,
    rule: str = "auto",
    lot: Sequence[str] | None = None,
    tie_order: Sequence[TieKey] = AS_RECORDED,
) -> Result:
    """Count a file under a rule of RULES or the one it names (`auto`).

    Raises what `tally`, `rule_of` and `candidates_of` raise.
    """
    candidates = candidates_of(election, lot)
    contest = Contest(candidates, election.budget, election.threshold, tie_order)
    return tally(contest, rule_of(election) if rule == "auto" else rule)


def tally_file(path: str | Path, rule: str = "auto", lot: Sequence[str] | None = None) -> dict:
    """Read and count a .pb file; `seconds` is the processor time both took.

    `total_cost` is an int where it is whole, else a Decimal. Raises PabulibError, OSError and
    what `tally_election` raises.
    """
    started = time.process_time()
    election = read_pabulib(path)
    result = tally_election(election, rule, lot)
    return {
        "rule": result.rule,
        "winners": result.winners,
        "total_cost": result.total_cost if result.total_cost % 1 else int(result.total_cost),
        "num_projects": len(election.projects),
        "num_votes": len(election.votes),
        "seconds": round(time.process_time() - started, 3),
    }
