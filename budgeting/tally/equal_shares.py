"""The Method of Equal Shares with its completions (cost utilities for marks, points for points).

Source of the definition: equalshares.net. Everybody gets the same endowment; a project is bought
by its supporters, each paying the same share or all that is left, the cheapest share per money
first. A project that costs nothing and has a supporter is in before anything is bought.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from budgeting.election import Number
from budgeting.tally.contest import Candidate, Contest, Outcome, Reason, Tie, separate, total
from budgeting.tally.greedy import Greedy
from budgeting.tally.options import Options
from budgeting.tally.purse import Bought, Run
from budgeting.tally.steps import Progress, Steps


def _silent(_steps: int) -> None:
    pass


@dataclass
class EqualShares:
    """The rule; after a count `facts` tells the endowment, the steps and the comparison."""

    options: Options = field(default_factory=Options)
    progress: Progress = _silent
    facts: dict[str, object] = field(default_factory=dict)

    def __call__(self, contest: Contest) -> tuple[list[Outcome], list[Tie]]:
        """Outcomes in the order of selection, losers after the winners; ties of the last step.

        To be called where decimals do not round. Raises UnresolvedTieError when only a drawing of
        lots can decide.
        """
        self.facts["options"] = self.options.written()
        outcomes, ties = self._counted(contest)
        if not self.options.comparison:
            return outcomes, ties
        other, other_ties = Greedy()(contest)
        mine, theirs = preferences(contest, _won(outcomes), _won(other))
        self.facts["comparison"] = {"mes": mine, "greedy": theirs}
        return (other, other_ties) if theirs > mine else (outcomes, ties)

    def _counted(self, contest: Contest) -> tuple[list[Outcome], list[Tie]]:
        barred = {one.id: self._barred(contest, one) for one in contest.candidates}
        field_ = _Field(contest, {name: reason for name, reason in barred.items() if reason})
        if field_.everything_fits:
            return field_.everything(), []
        selected, left, ties = field_.free(), {}, []
        if any(contest.ballots.values()):
            purchases = self._last_step(field_, selected)
            selected += purchases.outcomes()
            left, ties = purchases.left(), purchases.ties()
        if self.options.fill:
            selected += field_.filled(selected)
        return [*selected, *field_.losers(selected, left)], ties

    def _last_step(self, field_: "_Field", free: list[Outcome]) -> "_Purchases":
        taken = {name for one in free for name in field_.closed_by(one.candidate)}
        candidates = field_.contest.candidates
        places = [place for place in field_.places if candidates[place].id not in taken]
        steps = Steps(field_.contest, places, self.options)
        run = steps.last(self.progress)
        self.facts |= {"endowment": Fraction(run.endowment, steps.unit), "steps": steps.steps}
        return _Purchases(field_, steps, run)

    def _barred(self, contest: Contest, one: Candidate) -> Reason | None:
        if reason := contest.barred(one):
            return reason
        asked = self.options.eligibility * Fraction(one.cost) * sum(contest.ballots.values())
        return Reason.INELIGIBLE if one.votes * Fraction(contest.budget) < asked else None


def _won(outcomes: Iterable[Outcome]) -> frozenset[str]:
    return frozenset(one.candidate.id for one in outcomes if one.won)


def preferences(contest: Contest, one: Iterable[str], other: Iterable[str]) -> tuple[int, int]:
    """Voters who support more winners of `one`, and of `other`."""
    one, other = frozenset(one), frozenset(other)
    ids = [candidate.id for candidate in contest.candidates]
    first = second = 0
    for (choices, _points), cast in contest.ballots.items():
        chosen = {ids[choice] for choice in choices}
        lead = len(chosen & one) - len(chosen & other)
        first += cast * (lead > 0)
        second += cast * (lead < 0)
    return first, second


@dataclass
class _Field:
    """The candidates of a contest, those who may win and why the others may not."""

    contest: Contest
    barred: dict[str, Reason]

    @cached_property
    def open(self) -> list[Candidate]:
        return [one for one in self.contest.candidates if one.id not in self.barred]

    @property
    def places(self) -> list[int]:
        """Positions of those who may win and cost something."""
        return [
            place
            for place, one in enumerate(self.contest.candidates)
            if one.id not in self.barred and one.cost
        ]

    @cached_property
    def rivals(self) -> dict[str, frozenset[str]]:
        return self.contest.rivals()

    @property
    def everything_fits(self) -> bool:
        ids = {one.id for one in self.open}
        quarrel = any(len(group & ids) > 1 for group in self.contest.incompatible)
        return not quarrel and total(one.cost for one in self.open) <= self.contest.budget

    def everything(self) -> list[Outcome]:
        """All that may win, when the money suffices for all."""
        ordered = sorted(self.open, key=self.contest.key)
        won = self._outcomes(ordered, Reason.EVERYTHING, self.contest.budget)
        return [*won, *self.losers(won, {})]

    def free(self) -> list[Outcome]:
        """Supported projects that cost nothing."""
        taken: set[str] = set()
        won = []
        for one in sorted(self.open, key=self.contest.key):
            if not one.cost and one.votes and one.id not in taken:
                won.append(Outcome(one, Reason.SHARED, self.contest.budget, Fraction(0), one.votes))
                taken |= self.closed_by(one)
        return won

    def closed_by(self, one: Candidate) -> frozenset[str]:
        """Who may not win beside it."""
        return self.rivals.get(one.id, frozenset())

    def filled(self, selected: list[Outcome]) -> list[Outcome]:
        """What the money left pays for, by score."""
        taken = {one.candidate.id for one in selected}
        taken |= {name for one in selected for name in self.closed_by(one.candidate)}
        more: list[Outcome] = []
        left = self._left(selected)
        for one in sorted(self.open, key=self.contest.key):
            if one.id not in taken and one.cost <= left:
                more += self._outcomes([one], Reason.FILLED, left)
                taken |= {one.id} | self.closed_by(one)
                left = self._left([*selected, *more])
        return more

    def _outcomes(self, won: list[Candidate], reason: Reason, left: Number) -> list[Outcome]:
        outcomes = []
        for one in won:
            outcomes.append(Outcome(one, reason, left))
            left -= one.cost
        return outcomes

    def _left(self, selected: list[Outcome]) -> Number:
        return self.contest.budget - total(one.candidate.cost for one in selected)

    def losers(self, selected: list[Outcome], left: dict[str, Fraction]) -> list[Outcome]:
        """Everybody else, by score; `left` is what supporters had at the end."""
        won, over = _won(selected), self._left(selected)
        closed = {name for one in selected for name in self.closed_by(one.candidate)}
        return [
            Outcome(one, self._reason(one, closed), over, left.get(one.id))
            for one in sorted(self.contest.candidates, key=self.contest.key)
            if one.id not in won
        ]

    def _reason(self, one: Candidate, closed: set[str]) -> Reason:
        if reason := self.barred.get(one.id):
            return reason
        if one.id in closed:
            return Reason.CONFLICT
        return Reason.POOR if one.votes else Reason.NO_SUPPORT


@dataclass
class _Purchases:
    """The last run told in candidates and money of the contest."""

    field: _Field
    steps: Steps
    run: Run

    def _candidate(self, column: int) -> Candidate:
        return self.field.contest.candidates[self.run.profile.columns[column]]

    @cached_property
    def _prices(self) -> list[tuple[Bought, Fraction]]:
        run = self.run.written_down()
        unit = run.under * self.steps.unit
        return [(one, Fraction(one.over, unit)) for one in run.bought]

    def outcomes(self) -> list[Outcome]:
        """What was bought, in order, with the share and how many paid."""
        won, left = [], self.field.contest.budget
        for bought, share in self._prices:
            one = self._candidate(bought.price.column)
            payers = int(self.run.profile.times[bought.price.rows].sum())
            won.append(Outcome(one, Reason.SHARED, left, share, payers))
            left -= one.cost
        return won

    def left(self) -> dict[str, Fraction]:
        """By id: what the supporters of what was not bought have left together."""
        run, found = self.run, {}
        for column, rows in enumerate(run.profile.rows):
            if column not in run.columns:
                full = rows[run.purse[rows] > 0]
                money = Fraction(run.money_of(full), run.under * self.steps.unit)
                found[self._candidate(column).id] = money
        return found

    def ties(self) -> list[Tie]:
        """Projects that asked the same price, where not all of them were bought in the end."""
        bought = set(self.run.columns)
        return [
            self._tie(level) for level in self.run.levels if not bought.issuperset(level.columns)
        ]

    def _tie(self, level) -> Tie:
        contest = self.field.contest
        ordered, decided_by = separate(contest, map(self._candidate, level.columns))
        price = level.value * (1 if self.run.profile.plain else Fraction(1, self.steps.unit))
        left = Fraction(self.steps.budget - level.spent, self.steps.unit)
        return Tie(tuple(one.id for one in ordered), 1 / price, decided_by, left)
