"""What a rule counts, and what comes of it: plain data without a rule in it.

Money is int (minor units) or Decimal; a result is exact or an exception, never rounded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from budgeting.election import EXACT, Ballot, Number


class UnsupportedRuleError(ValueError):
    """A counting rule or an option of one that is not offered; the message names it."""


class UnresolvedTieError(ValueError):
    """The tie order does not separate projects of which not all can be funded."""


class Reason(StrEnum):
    """Why a project ended as it did; every project of a round has exactly one.

    Won: FUNDED (its turn came and the money sufficed), PARTIAL (the 80 % of Poznan), SHARED (paid
    by its supporters out of equal shares), FILLED (out of what equal shares left), EVERYTHING
    (the budget covers all projects at once).
    """

    FUNDED = "funded"
    PARTIAL = "partial"
    SHARED = "shared"
    FILLED = "filled"
    EVERYTHING = "everything"
    OVER_BUDGET = "over_budget"
    AFTER_STOP = "after_stop"
    BELOW_THRESHOLD = "below_threshold"
    WITHDRAWN = "withdrawn"
    CONFLICT = "conflict"
    POOR = "poor"
    NO_SUPPORT = "no_support"
    INELIGIBLE = "ineligible"


WON = frozenset({"funded", "partial", "shared", "filled", "everything"})
"""Values of Reason that mean a project is carried out."""
BARRED = frozenset({"withdrawn", "below_threshold", "ineligible"})
"""Values of Reason that kept a project out of the contest before anything was counted."""


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

    `ballots` are needed by the rules that look at single voters: how often each was cast, choices
    as positions in `candidates`; `vote_type` says how to read them. Of every group of
    `incompatible` ids at most one may win. Raises TypeError for money that is not int or Decimal,
    ValueError for negative or not finite money and for an id used twice.
    """

    candidates: Sequence[Candidate]
    budget: Number
    threshold: Number = 0
    tie_order: Sequence[TieKey] = CHEAPEST_FIRST
    ballots: Mapping[Ballot, int] = field(default_factory=dict)
    vote_type: str = "approval"
    incompatible: Sequence[frozenset[str]] = ()

    def __post_init__(self) -> None:
        for money in (self.budget, *(one.cost for one in self.candidates)):
            if not isinstance(money, int | Decimal):
                raise TypeError(f"money must be int or Decimal, not {money!r}")
            if (isinstance(money, Decimal) and not money.is_finite()) or money < 0:
                raise ValueError(f"money must be finite and not negative, not {money!r}")
        if len({one.id for one in self.candidates}) < len(self.candidates):
            raise ValueError("Номера проектов повторяются.")

    def tie_key(self, candidate: Candidate) -> tuple[Number, ...]:
        """What orders candidates of equal standing."""
        keys = {"cost": candidate.cost, "votes": -candidate.votes, "lot": candidate.lot}
        return tuple(keys[name] for name in self.tie_order)

    def key(self, candidate: Candidate) -> tuple[Number, ...]:
        """What orders the candidates: score first, then the tie order."""
        return -candidate.score, *self.tie_key(candidate)

    def barred(self, candidate: Candidate) -> Reason | None:
        """Why a candidate cannot win whatever is counted."""
        if candidate.withdrawn:
            return Reason.WITHDRAWN
        return Reason.BELOW_THRESHOLD if candidate.score < self.threshold else None

    def rivals(self) -> dict[str, frozenset[str]]:
        """By id: the others of which none may win beside it."""
        found: dict[str, frozenset[str]] = {}
        for group in self.incompatible:
            for one in group:
                found[one] = found.get(one, frozenset()) | (group - {one})
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one project, and the money that was left when its turn came.

    `share` is what one supporter paid at most for a winner (per point where ballots have points),
    `payers` how many ballots paid; for a loser `share` is what its supporters had left together.
    """

    candidate: Candidate
    reason: Reason
    money_left: Number
    share: Fraction | None = None
    payers: int | None = None

    @property
    def won(self) -> bool:
        """Whether the project is carried out."""
        return self.reason in WON


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects level so far whose order decided who is funded, in the order that was used.

    `score` is what they were level in: points, or under other rules votes per money.
    """

    ids: tuple[str, ...]
    score: Number | Fraction
    decided_by: TieKey
    money_left: Number


@dataclass(frozen=True, slots=True)
class Result:
    """The protocol of a tally: an outcome for every project in ranking order.

    `facts` are plain values only some rules have: the endowment, the steps, the comparison.
    """

    rule: str
    budget: Number
    threshold: Number
    outcomes: tuple[Outcome, ...]
    ties: tuple[Tie, ...]
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def winners(self) -> list[str]:
        """Ids in the order of selection."""
        return [outcome.candidate.id for outcome in self.outcomes if outcome.won]

    @property
    def total_cost(self) -> Number:
        """The full cost of all winners."""
        return total(outcome.candidate.cost for outcome in self.outcomes if outcome.won)

    @property
    def reserve(self) -> Number:
        """What must come from outside the budget; above 0 only under the Poznan rule."""
        with localcontext(EXACT):
            return max(self.total_cost - self.budget, 0)


def total(amounts: Iterable[Number]) -> Number:
    """The exact sum; raises decimal.Inexact rather than round."""
    with localcontext(EXACT):
        return sum(amounts)


def separate(contest: Contest, level: Iterable[Candidate]) -> tuple[list[Candidate], TieKey]:
    """Candidates of equal standing in the tie order, and the key that put the first one first.

    Raises UnresolvedTieError when nothing in the tie order separates the first two.
    """
    ordered = sorted(level, key=contest.tie_key)
    first, second = map(contest.tie_key, ordered[:2])
    for name, mine, other in zip(contest.tie_order, first, second, strict=True):
        if mine != other:
            return ordered, name
    names = ", ".join(one.id for one in ordered)
    raise UnresolvedTieError(f"Порядок проектов {names} не определён: нужен жребий.")
