"""The contests of a round: one for each part of its budget, as the tally takes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from budgeting.election import Ballot, Election, PbProject
from budgeting.models import Incompatibility, Round, TallyRule
from budgeting.tally import AS_RECORDED, CHEAPEST_FIRST, Contest, candidates_of
from portal.polls.ballots import lot, parse
from portal.polls.models import Ballot as Cast
from portal.polls.models import Option, Poll


@dataclass(frozen=True)
class Pot:
    """A budget and the numbers of the options that compete for it."""

    name: str
    district: str
    budget: Decimal
    numbers: tuple[int, ...]


def threshold_of(round_: Round, poll: Poll) -> int:
    """The least votes a winner needs: here at least one, in a recorded election what it says."""
    return max(1, round_.min_support) if poll.lot_seed else round_.min_support


def tie_order_of(poll: Poll) -> tuple:
    """A vote held here has its lot; a recorded one was decided in the order of its rows."""
    return CHEAPEST_FIRST if poll.lot_seed else AS_RECORDED


def pots_of(round_: Round, options: Sequence[Option]) -> list[Pot]:
    """The city's pot first, then those of districts; options without a pot are the city's."""
    rows = list(round_.pots.select_related("district").order_by("district__name", "id"))
    districts = {row.district_id: row for row in rows if row.district_id}
    city = sum((row.budget for row in rows if not row.district_id), Decimal(0))
    numbers: dict[int | None, list[int]] = {None: [], **{pk: [] for pk in districts}}
    for option in options:
        key = option.district_id if option.district_id in districts else None
        numbers[key].append(option.number)
    pots = [
        Pot(row.district.name, row.district.code, row.budget, tuple(numbers[pk]))
        for pk, row in districts.items()
    ]
    if numbers[None] or not pots:
        budget = city if rows else round_.budget
        pots.insert(0, Pot("", "", budget, tuple(numbers[None])))
    return pots


def groups_of(round_: Round, options: Sequence[Option]) -> list[list[int]]:
    """Numbers of incompatible projects, group by group."""
    known = {option.number for option in options}
    groups = []
    for group in Incompatibility.objects.filter(round=round_).order_by("id"):
        numbers = group.projects.exclude(number=None).values_list("number", flat=True)
        if len(mine := sorted(known.intersection(numbers))) > 1:
            groups.append(mine)
    return groups


def terms_of(round_: Round, poll: Poll) -> dict:
    """How the poll of a round is counted, complete, for the terms that are frozen at opening."""
    options = list(poll.options.order_by("number"))
    terms = {
        "rule": str(round_.tally_rule),
        "tie_order": [str(key) for key in tie_order_of(poll)],
        "pots": [
            {
                "name": pot.name or round_.title,
                "budget": f"{pot.budget:.2f}",
                "threshold": threshold_of(round_, poll),
                "options": list(pot.numbers),
            }
            for pot in pots_of(round_, options)
        ],
    }
    if round_.tally_rule == TallyRule.MES:
        terms["mes"] = round_.shares_options()
    if groups := groups_of(round_, options):
        terms["incompatible"] = groups
    return terms


@dataclass(frozen=True)
class Count:
    """Everything a count of a closed poll looks at."""

    round: Round
    poll: Poll
    options: Sequence[Option]
    ballots: dict[Ballot, int]
    pots: Sequence[Pot]
    groups: Sequence[Sequence[int]]

    def contest(self, pot: Pot) -> Contest:
        """The contest for a pot. Where there are several, its voters are those who marked a
        project of it; where there is one, everybody who cast a ballot.
        """
        wanted = set(pot.numbers)
        here = [place for place, option in enumerate(self.options) if option.number in wanted]
        ballots = self.ballots if len(self.pots) == 1 else _within(self.ballots, here, self.poll)
        projects = [
            PbProject(str(self.options[place].number), self.options[place].cost) for place in here
        ]
        kind = self.poll.ballot_kind
        if kind == "ordinal" and len(self.pots) > 1:
            kind = "cumulative"  # a place keeps the points it has in the whole ranking
        meta = {"vote_type": kind, "budget": str(pot.budget)}
        election = Election(meta, projects, (), ballots)
        return Contest(
            candidates_of(election, [str(number) for number in self._drawn(pot.numbers)]),
            pot.budget,
            threshold_of(self.round, self.poll),
            tie_order_of(self.poll),
            election.ballots,
            kind,
            [frozenset(map(str, group)) for group in self.groups],
        )

    def _drawn(self, numbers: Sequence[int]) -> list[int]:
        """The lot is drawn over all options, so that it is one for all pots."""
        every = [option.number for option in self.options]
        order = lot(self.poll.lot_seed, every) if self.poll.lot_seed else every
        mine = set(numbers)
        return [number for number in order if number in mine]


def _within(ballots: dict[Ballot, int], here: list[int], poll: Poll) -> dict[Ballot, int]:
    """Ballots as far as they are about the options at these places; worth keeps its own scale."""
    place, ranked = {old: new for new, old in enumerate(here)}, poll.ballot_kind == "ordinal"
    found: dict[Ballot, int] = {}
    for (choices, points), cast in ballots.items():
        kept = [at for at, choice in enumerate(choices) if choice in place]
        if not kept:
            continue
        worth = points or (tuple(range(len(choices), 0, -1)) if ranked else ())
        mine = tuple(place[choices[at]] for at in kept), tuple(worth[at] for at in kept if worth)
        found[mine] = found.get(mine, 0) + cast
    return found


def read_ballots(poll: Poll, options: Sequence[Option]) -> dict[Ballot, int]:
    """Equal ballots as one with their number; choices are places in `options`."""
    place = {option.number: index for index, option in enumerate(options)}
    rows = Cast.objects.filter(poll=poll).order_by().values_list("choices")
    ballots: dict[Ballot, int] = {}
    for text, times in rows.annotate(times=models.Count("id")).iterator(chunk_size=5000):
        choices = parse(text)
        points = tuple(one.points for one in choices if one.points is not None)
        ballots[tuple(place[one.number] for one in choices), points] = times
    return ballots
