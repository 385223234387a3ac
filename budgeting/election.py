"""An election to be counted: projects, ballots and the conditions it was held under.

Plain data shared by the Pabulib reader and writer, the importer and the tallies. Money is exact
(Decimal), points are int or Decimal; float never appears.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal, Inexact, InvalidOperation, localcontext

WITHDRAWN_COST = Decimal(999999999)
POINT_TYPES = ("cumulative", "scoring")
EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])
"""Decimal arithmetic that refuses to round."""

Number = int | Decimal
Ballot = tuple[tuple[int, ...], tuple[Number, ...]]
"""Choices as positions in the project list (best first in a ranking), and their points."""

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


@dataclass(frozen=True, slots=True)
class PbProject:
    """One row of PROJECTS: the cost as exact money, every other column as it was written."""

    id: str
    cost: Decimal
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The title, or an empty string."""
        return self.columns.get("name", "")

    @property
    def votes(self) -> int | None:
        """Votes as the file states them; None where it does not."""
        return int(self.columns["votes"]) if self.columns.get("votes") else None

    @property
    def score(self) -> Number | None:
        """Points as the file states them; None where it does not."""
        return number(self.columns["score"]) if self.columns.get("score") else None

    @property
    def selected(self) -> int | None:
        """0 lost, 1 won, 2 and 3 paid with other money; None when nothing is recorded."""
        return int(self.columns["selected"]) if self.columns.get("selected") else None

    @property
    def withdrawn(self) -> bool:
        """Whether the cost is the agreed mark of a withdrawn project."""
        return self.cost == WITHDRAWN_COST


@dataclass(frozen=True, slots=True)
class PbVote:
    """One row of VOTES: project ids in the order written, their points, all other columns."""

    voter_id: str
    choices: tuple[str, ...]
    points: tuple[Number, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)


@dataclass
class Election:
    """A whole file. `ballots` holds every distinct ballot with how often it was cast.

    `repeated` names the voters whose ballot lists a project twice; each mention counts, as it
    does in the totals cities publish. A reader that has `ballots` already may pass them.
    """

    meta: dict[str, str]
    projects: list[PbProject]
    votes: Collection[PbVote]
    ballots: dict[Ballot, int] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        if not self.ballots:
            index = {project.id: place for place, project in enumerate(self.projects)}
            for vote in self.votes:
                ballot = tuple(index[choice] for choice in vote.choices), vote.points
                self.ballots[ballot] = self.ballots.get(ballot, 0) + 1
        if any(len(set(choices)) < len(choices) for choices, _ in self.ballots):
            votes = (vote for vote in self.votes if len(set(vote.choices)) < len(vote.choices))
            self.repeated = [vote.voter_id for vote in votes]

    @property
    def budget(self) -> Decimal:
        """Money to distribute, in the currency of the file."""
        return Decimal(self.meta["budget"])

    @property
    def threshold(self) -> Number:
        """The least score a project needs; 0 when the file sets none."""
        return number(self.meta.get("min_project_score_threshold") or "0")

    def iter_votes(self) -> Iterator[PbVote]:
        """Every ballot with its voter, in file order; parsed anew at each call."""
        return iter(self.votes)

    def count(self) -> list[tuple[int, Number]]:
        """Votes and score of every project, in file order.

        A score is votes (approval, choose-1), the sum of points (cumulative, scoring), or for a
        ranking of n projects n for the first down to 1 for the last, as Krakow counts it.
        Raises decimal.Inexact rather than round.
        """
        votes, points = [0] * len(self.projects), [0] * len(self.projects)
        ranked, scored = (self.meta["vote_type"] in types for types in (("ordinal",), POINT_TYPES))
        with localcontext(EXACT):
            for (choices, given), cast in self.ballots.items():
                for choice in choices:
                    votes[choice] += cast
                if not ranked and not scored:
                    continue
                worth = worth_of(self.meta["vote_type"], choices, given)
                for choice, point in zip(choices, worth, strict=False):
                    points[choice] += point * cast
        return list(zip(votes, points if ranked or scored else votes, strict=True))


def worth_of(
    vote_type: str, choices: tuple[int, ...], points: tuple[Number, ...]
) -> tuple[Number, ...]:
    """What each choice of a ballot is worth: 1, its points, or n for the first of n places."""
    if vote_type in POINT_TYPES:
        return points
    if vote_type == "ordinal":
        return tuple(range(len(choices), 0, -1))
    return (1,) * len(choices)


def number(text: str) -> Number:
    """An exact number, an int where it is whole. Raises ValueError for anything else."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text) if "." in text else int(text)
