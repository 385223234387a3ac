"""Rules that go down one list, from the best score, while money lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby

from budgeting.election import Number
from budgeting.tally.contest import (
    BARRED,
    Candidate,
    Contest,
    Outcome,
    Reason,
    Tie,
    TieKey,
    UnresolvedTieError,
)


@dataclass(frozen=True, slots=True)
class Greedy:
    """Funding in order of score, and what the rule does about a project that does not fit.

    `skips` goes on to the next one. Otherwise counting stops, and with `share` (numerator,
    denominator) that project is still funded when the money left covers that share of its cost.
    `by_cost` orders by score per money, a project that costs nothing first.
    """

    skips: bool = True
    share: tuple[int, int] | None = None
    by_cost: bool = False

    def __call__(self, contest: Contest) -> tuple[list[Outcome], list[Tie]]:
        """Outcomes in ranking order and the ties that mattered; raises UnresolvedTieError."""
        outcomes, left, stopped = [], contest.budget, False
        rivals, excluded = contest.rivals(), set()
        for one in sorted(contest.candidates, key=lambda one: self._key(contest, one)):
            reason = contest.barred(one)
            if reason is None and one.id in excluded:
                reason = Reason.CONFLICT
            reason = reason or self._reason(one.cost, left, stopped)
            outcomes.append(Outcome(one, reason, left))
            if reason is Reason.FUNDED:
                left -= one.cost
            if outcomes[-1].won:
                excluded |= rivals.get(one.id, frozenset())
            stopped = stopped or (not self.skips and reason in (Reason.OVER_BUDGET, Reason.PARTIAL))
        return outcomes, list(self._ties(contest, outcomes))

    def _key(self, contest: Contest, one: Candidate) -> tuple[Number | Fraction, ...]:
        if not self.by_cost:
            return contest.key(one)
        worth = -Fraction(one.score) / Fraction(one.cost) if one.cost else -one.score
        return bool(one.cost), worth, *contest.tie_key(one)

    def _reason(self, cost: Number, left: Number, stopped: bool) -> Reason:
        if stopped:
            return Reason.AFTER_STOP
        if cost <= left:
            return Reason.FUNDED
        return Reason.PARTIAL if self._tops_up(cost, left) else Reason.OVER_BUDGET

    def _tops_up(self, cost: Number, left: Number) -> bool:
        return bool(self.share) and left * self.share[1] >= cost * self.share[0]

    def _ties(self, contest: Contest, outcomes: list[Outcome]) -> Iterable[Tie]:
        rivals = [one for one in outcomes if one.reason not in BARRED]
        incompatible = contest.rivals()
        for place, decided_by in enumerate([*contest.tie_order, None]):
            depth = place + 1 + self.by_cost
            for group in self._level(contest, rivals, depth):
                if self._matters(group, incompatible):
                    yield from self._separated(contest, group, depth, decided_by)

    def _level(
        self, contest: Contest, rivals: list[Outcome], depth: int
    ) -> Iterable[list[Outcome]]:
        """Projects equal in the first `depth` parts of what orders them."""
        same = groupby(rivals, lambda outcome: self._key(contest, outcome.candidate)[:depth])
        return (list(group) for _, group in same)

    def _matters(self, level: list[Outcome], incompatible: dict[str, frozenset[str]]) -> bool:
        """Whether another order of these projects could change who is funded, or how."""
        left, ids = level[0].money_left, {one.candidate.id for one in level}
        group = [one for one in level if _open(one, level, ids, incompatible)]
        costs = [one.candidate.cost for one in group]
        if len(group) < 2 or level[0].reason is Reason.AFTER_STOP:
            return False
        fitting = [one.candidate for one in group if one.candidate.cost <= left]
        if _quarrel(fitting, incompatible):
            return True
        if self.skips:
            return sum(one.cost for one in fitting) > left
        first_may_win = bool(fitting) or any(self._tops_up(cost, left) for cost in costs)
        return first_may_win and sum(costs) > left

    def _separated(
        self, contest: Contest, group: list[Outcome], depth: int, decided_by: TieKey | None
    ) -> Iterable[Tie]:
        ids = tuple(outcome.candidate.id for outcome in group)
        if decided_by is None:
            raise UnresolvedTieError(
                f"Порядок проектов {', '.join(ids)} не определён: нужен жребий."
            )
        if len({self._key(contest, outcome.candidate)[depth] for outcome in group}) > 1:
            one = group[0].candidate
            worth = Fraction(one.score) / Fraction(one.cost) if self.by_cost and one.cost else None
            yield Tie(ids, one.score if worth is None else worth, decided_by, group[0].money_left)


def _open(
    one: Outcome, level: list[Outcome], ids: set[str], incompatible: dict[str, frozenset[str]]
) -> bool:
    """Whether it was still in the race when the level's turn came."""
    if one.reason is not Reason.CONFLICT:
        return True
    mates = incompatible[one.candidate.id] & ids
    return any(other.won and other.candidate.id in mates for other in level)


def _quarrel(fitting: list[Candidate], incompatible: dict[str, frozenset[str]]) -> bool:
    pairs = combinations((one.id for one in fitting), 2)
    return any(other in incompatible.get(one, ()) for one, other in pairs)
