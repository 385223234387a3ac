"""From the first endowment to the last: equal shares again and again with a little more money."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm

from budgeting.election import Number
from budgeting.tally.contest import Contest
from budgeting.tally.options import Options
from budgeting.tally.profile import Profile, profile_of
from budgeting.tally.purse import Run

Progress = Callable[[int], None]
AHEAD = 8  # ballots are narrowed to what can be bought up to an eighth more than now


class Steps:
    """The runs over the candidates at `places`, which must cost something.

    `unit` is what money is multiplied by to be whole, `steps` how many increments were made.
    """

    def __init__(self, contest: Contest, places: Sequence[int], options: Options) -> None:
        self.options, self.voters, self.steps = options, sum(contest.ballots.values()), 0
        candidates = [contest.candidates[place] for place in places]
        money = (contest.budget, options.increment, *(one.cost for one in candidates))
        self.unit = lcm(*(Fraction(one).denominator for one in money))
        if options.start == "exact":
            self.unit *= max(1, self.voters)
        self.budget = self.whole(contest.budget)
        self.costs = [self.whole(one.cost) for one in candidates]
        self.profile = profile_of(contest).only(list(places))
        self.supporters = self.profile.supporters.tolist()
        self.order = _ranks([contest.tie_key(one) for one in candidates])
        self.rivals = _rivals(contest, [one.id for one in candidates])
        self.narrow, self.enough_for = self.profile, -1

    def whole(self, money: Number | Fraction) -> int:
        """Money in the smallest unit that is needed."""
        return int(Fraction(money) * self.unit)

    def endowment(self) -> int:
        """What everybody gets at first."""
        if self.options.start == "exact":
            return self.budget // self.voters
        return self.budget // (self.unit * self.voters) * self.unit

    def last(self, progress: Progress) -> Run:
        """The run whose winners are declared, over all columns."""
        endowment, more = self.endowment(), self.whole(self.options.increment)
        run = self.run(endowment)
        while more and not self._finished(run):
            progress(self.steps)
            following = self.run(endowment + more)
            if following.overspent:
                break
            run, endowment, self.steps = following, endowment + more, self.steps + 1
        return self._run(self.profile, endowment)

    def run(self, endowment: int) -> Run:
        """One distribution, over the columns that anybody could buy with it."""
        if endowment > self.enough_for:
            self.enough_for = endowment + endowment // AHEAD
            reach = [votes * self.enough_for for votes in self.supporters]
            pairs = zip(reach, self.costs, strict=True)
            self.narrow = self.profile.only(
                [column for column, (money, cost) in enumerate(pairs) if money >= cost]
            )
        return self._run(self.narrow, endowment)

    def _run(self, profile: Profile, endowment: int) -> Run:
        at = {column: place for place, column in enumerate(self._columns(profile))}
        rivals = {
            at[one]: frozenset(at[other] for other in others if other in at)
            for one, others in self.rivals.items()
            if one in at
        }
        costs, order = ([every[column] for column in at] for every in (self.costs, self.order))
        return Run(profile, costs, endowment, order, rivals, self.budget).complete()

    def _columns(self, profile: Profile) -> list[int]:
        place = {column: index for index, column in enumerate(self.profile.columns)}
        return [place[column] for column in profile.columns]

    def _finished(self, run: Run) -> bool:
        """Whether more money cannot buy more, or the rule asks for no more."""
        columns = self._columns(run.profile)
        gone = {columns[column] for column in run.gone}
        left = [place for place, votes in enumerate(self.supporters) if votes and place not in gone]
        if self.options.stop == "exhaustive":
            return all(self.costs[place] > self.budget - run.spent for place in left)
        return not left


def _ranks(keys: list[tuple]) -> list[int]:
    """The place of each key among all; equal keys share one."""
    place = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [place[key] for key in keys]


def _rivals(contest: Contest, ids: list[str]) -> dict[int, frozenset[int]]:
    place = {name: index for index, name in enumerate(ids)}
    return {
        place[one]: frozenset(place[other] for other in others if other in place)
        for one, others in contest.rivals().items()
        if one in place
    }
