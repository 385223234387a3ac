"""Elections counted by pabutools with the tie order of a round held here."""

from fractions import Fraction

from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
from pabutools.rules import (
    exhaustion_by_budget_increase,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)
from pabutools.tiebreaking import TieBreakingRule

from budgeting.tally import Contest


class Oracle:
    """A contest of approvals as pabutools sees it; every rule returns sorted ids."""

    def __init__(self, contest: Contest) -> None:
        self.one = {each.id: each for each in contest.candidates}
        ids = list(self.one)
        projects = {name: Project(name, self._money(name)) for name in ids}
        self.instance = Instance(projects.values(), budget_limit=Fraction(contest.budget))
        self.profile = ApprovalProfile(
            ApprovalBallot(projects[ids[choice]] for choice in choices)
            for (choices, _points), cast in contest.ballots.items()
            for _each in range(cast)
        )
        self.ties = TieBreakingRule(
            lambda _instance, _profile, project: contest.tie_key(self.one[project.name])
        )

    def _money(self, name: str) -> int | Fraction:
        cost = Fraction(self.one[name].cost)
        return int(cost) if cost.denominator == 1 else cost

    def greedy(self) -> list[str]:
        return self._names(
            greedy_utilitarian_welfare(
                self.instance, self.profile, sat_class=Cost_Sat, tie_breaking=self.ties
            )
        )

    def shares(self) -> list[str]:
        return self._names(
            method_of_equal_shares(
                self.instance, self.profile, sat_class=Cost_Sat, tie_breaking=self.ties
            )
        )

    def growing_shares(self) -> list[str]:
        """Exact start, steps of one for everybody, stopping as soon as nothing more fits."""
        steps = exhaustion_by_budget_increase(
            self.instance,
            self.profile,
            method_of_equal_shares,
            {"sat_class": Cost_Sat, "tie_breaking": self.ties},
            exhaustive_stop=True,
            budget_step=self.profile.num_ballots(),
        )
        return self._names(steps)

    def phragmen(self) -> list[str]:
        return self._names(sequential_phragmen(self.instance, self.profile, tie_breaking=self.ties))

    def _names(self, projects) -> list[str]:
        return sorted(project.name for project in projects)
