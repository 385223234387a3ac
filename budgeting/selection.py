"""From marks to a ranking and from a ranking to winners within the money: pure and exact."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

WIN, RESERVE, REFUSE = "win", "reserve", "refuse"


class Rated(NamedTuple):
    """A project of a rating ballot: the sum of its points and how many ballots gave it any."""

    key: str
    points: int
    ballots: int


class Contender(NamedTuple):
    """A project in the order of the ranking; `cost` is what it takes from the round, in roubles."""

    key: str
    points: Decimal
    cost: Decimal


def rate(ballots: Iterable[Mapping[str, int]], order: Sequence[str]) -> list[Rated]:
    """Projects from the best: by points, then by ballots, then in the `order` of the lot."""
    points, given = dict.fromkeys(order, 0), dict.fromkeys(order, 0)
    for ballot in ballots:
        for key, number in ballot.items():
            points[key] += number
            given[key] += number > 0
    place = {key: index for index, key in enumerate(order)}
    best = sorted(order, key=lambda key: (-points[key], -given[key], place[key]))
    return [Rated(key, points[key], given[key]) for key in best]


def plan(ranking: Sequence[Contender], budget: Decimal, pass_points: Decimal) -> dict[str, str]:
    """What the ranking alone decides: down the list whoever fits into the money left wins.

    Those below the passing score are refused, those the money does not reach are the reserve.
    """
    left, outcome = budget, {}
    for row in ranking:
        if row.points < pass_points:
            outcome[row.key] = REFUSE
        elif row.cost <= left:
            outcome[row.key], left = WIN, left - row.cost
        else:
            outcome[row.key] = RESERVE
    return outcome
