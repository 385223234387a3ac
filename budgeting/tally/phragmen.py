"""Sequential Phragmén, exact: everybody earns money at the same pace, and whoever can buy, buys.

A project is bought at the first moment its supporters have its cost together; its supporters are
then left with nothing. Counting stops when what would be bought next does not fit into the budget.
Source: Brill, Freeman, Janson, Lackner, «Phragmén's Voting Methods and Justified Representation».
"""

from fractions import Fraction
from math import inf

import numpy as np

from budgeting.tally.contest import Candidate, Contest, Outcome, Reason, Tie, separate
from budgeting.tally.profile import Profile, profile_of

GUARD = 1e-9  # every term is positive, so floats err by far less than this part


def phragmen(contest: Contest) -> tuple[list[Outcome], list[Tie]]:
    """Outcomes in the order of selection, losers after; raises UnresolvedTieError."""
    return _Race(contest).outcomes()


class _Race:
    """The moments at which projects were bought, and who has waited since which of them."""

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self.open = [
            place
            for place, one in enumerate(contest.candidates)
            if not contest.barred(one) and one.cost <= contest.budget
        ]
        self.profile: Profile = profile_of(contest).only(self.open)
        self.marks = self.profile.support > 0
        self.since = np.zeros(len(self.marks), np.int64)
        self.moments = [Fraction(0)]
        self.voters = self.profile.supporters.tolist()
        self.waiting = [[count] for count in self.voters]
        self.left = set(range(len(self.open)))
        self.ties: list[Tie] = []
        self.won: list[Outcome] = []
        self.rivals = contest.rivals()
        self.closed: set[str] = set()

    def outcomes(self) -> tuple[list[Outcome], list[Tie]]:
        money = self.contest.budget
        self.left = {column for column in self.left if self.voters[column]}
        while level := self._next():
            candidates = [self._candidate(column) for column in level]
            if any(one.cost > money for one in candidates):
                break
            first = level[0]
            if len(level) > 1:
                ordered, decided_by = separate(self.contest, candidates)
                first = level[candidates.index(ordered[0])]
                ids = tuple(one.id for one in ordered)
                self.ties.append(Tie(ids, self._moment(first), decided_by, money))
            self._buy(first, money)
            money -= self._candidate(first).cost
        return [*self.won, *self._losers(money)], self.ties

    def _candidate(self, column: int) -> Candidate:
        return self.contest.candidates[self.open[column]]

    def _next(self) -> list[int]:
        """The columns that can be bought first, all of them at exactly the same moment."""
        floats = [float(moment) for moment in self.moments]
        near, least = {}, inf
        for column in self.left:
            cost = float(self._candidate(column).cost)
            pairs = zip(self.waiting[column], floats, strict=True)
            waited = sum(count * moment for count, moment in pairs)
            near[column] = (cost + waited) / self.voters[column]
            least = min(least, near[column])
        close = [column for column, moment in near.items() if moment <= least * (1 + GUARD)]
        exact = {column: self._moment(column) for column in close}
        first = min(exact.values(), default=None)
        return sorted(column for column, moment in exact.items() if moment == first)

    def _moment(self, column: int) -> Fraction:
        pairs = zip(self.waiting[column], self.moments, strict=True)
        waited = sum(count * moment for count, moment in pairs)
        return (Fraction(self._candidate(column).cost) + waited) / self.voters[column]

    def _buy(self, column: int, money) -> None:
        one, moment = self._candidate(column), self._moment(column)
        self.won.append(Outcome(one, Reason.FUNDED, money, moment, self.voters[column]))
        self.moments.append(moment)
        self.since[self.marks[:, column]] = len(self.moments) - 1
        self.closed |= self.rivals.get(one.id, frozenset())
        self.left = {
            other
            for other in self.left
            if other != column and self._candidate(other).id not in self.closed
        }
        for other in self.left:
            rows = self.marks[:, other]
            counts = np.zeros(len(self.moments), np.int64)
            np.add.at(counts, self.since[rows], self.profile.times[rows])
            self.waiting[other] = counts.tolist()

    def _losers(self, money) -> list[Outcome]:
        won = {one.candidate.id for one in self.won}
        return [
            Outcome(one, self._reason(one), money)
            for one in sorted(self.contest.candidates, key=self.contest.key)
            if one.id not in won
        ]

    def _reason(self, one: Candidate) -> Reason:
        if reason := self.contest.barred(one):
            return reason
        if one.id in self.closed:
            return Reason.CONFLICT
        if one.cost > self.contest.budget:
            return Reason.OVER_BUDGET
        return Reason.AFTER_STOP if one.votes else Reason.NO_SUPPORT
