"""One distribution of equal shares: everybody gets the same purse, and projects are bought.

Floats steer, integers decide. Every purse is the endowment less the shares paid, or nothing once
it was emptied, so it can be written down exactly from the exact shares of the few projects bought
and from who supports what. A comparison that floats leave open (within their proven error) is
settled that way, the purses of supporters of losing rivals included.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd, inf

import numpy as np

from budgeting.tally.profile import Profile

EPS = 2.0**-50  # of a rounding, with room for the few operations behind every figure
TOLERATED = 1e-12  # an error of a share above this part of the endowment is replaced by exactness


@dataclass(slots=True)
class Price:
    """The share a project asks now: q × support from each, or all of a purse that holds less.

    `low` and `high` enclose q (per money of cost, where marks are counted); `poor` marks those of
    `rows` who give all they have, `level` those whose purse is exactly the share, `weight` is the
    support of all the others and of these.
    """

    column: int
    rows: np.ndarray
    poor: np.ndarray | None
    level: np.ndarray | None
    weight: int
    q: float
    error: float
    low: float = 0.0
    high: float = 0.0


@dataclass(slots=True)
class Bought:
    """A project bought: the price that was paid and the exact q as a numerator over `Run.under`."""

    price: Price
    settled: bool = False
    over: int = 0


@dataclass(slots=True)
class Level:
    """Projects that asked exactly the same price, the one bought first."""

    columns: list[int]
    value: Fraction
    spent: int


@dataclass
class Run:
    """All purchases out of an endowment. Money is whole, in the smallest unit that is needed.

    `order` ranks the columns when their prices are equal. The run stops short, `overspent`, when
    the projects bought cost more than `limit`.
    """

    profile: Profile
    costs: list[int]
    endowment: int
    order: list[int]
    rivals: dict[int, frozenset[int]] = field(default_factory=dict)
    limit: int | None = None
    bought: list[Bought] = field(default_factory=list, init=False)
    levels: list[Level] = field(default_factory=list, init=False)
    gone: set[int] = field(default_factory=set, init=False)
    spent: int = field(default=0, init=False)
    under: int = field(default=1, init=False)
    exact_steps: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.times = self.profile.times.astype(float)
        self.purse = np.full(len(self.times), float(self.endowment))
        self.error = self.endowment * EPS
        self.rows = list(self.profile.rows)
        self.asked = [0.0] * len(self.costs)
        weights = self.profile.weight
        self.queue = [
            (self._value(cost / int(weights[column]), column) * (1 - EPS), column)
            for column, cost in enumerate(self.costs)
            if weights[column]
        ]
        heapify(self.queue)

    @property
    def overspent(self) -> bool:
        """Whether the projects bought cost more than there is money."""
        return self.limit is not None and self.spent > self.limit

    @property
    def columns(self) -> list[int]:
        """What was bought, in order."""
        return [one.price.column for one in self.bought]

    def complete(self) -> "Run":
        """Buy until nobody can afford anything or the limit is passed."""
        while not self.overspent and (best := self._best()):
            self._buy(best)
        return self

    def _value(self, q: float, column: int) -> float:
        """What is compared: the share per money of the cost, or per point if there are points."""
        return q / self.costs[column] if self.profile.plain else q

    # Choosing.

    def _best(self) -> Price | None:
        asked: list[Price] = []
        limit = inf
        while self.queue and self.queue[0][0] <= limit:
            _low, column = heappop(self.queue)
            if column in self.gone:
                continue
            if price := self._price(column):
                asked.append(price)
                limit = min(limit, price.high)
        rivals = [price for price in asked if price.low <= limit]
        best = self._settle(rivals) if len(rivals) > 1 else next(iter(rivals), None)
        for price in asked:
            if price is not best:
                heappush(self.queue, (price.low, price.column))
        return best

    def _settle(self, rivals: list[Price]) -> Price:
        """The cheapest of prices floats cannot tell apart; equal ones go by the order."""
        values = [self._exact_value(price) for price in rivals]
        least = min(values)
        level = [price for price, value in zip(rivals, values, strict=True) if value == least]
        level.sort(key=lambda price: self.order[price.column])
        if len(level) > 1:
            self.levels.append(Level([price.column for price in level], least, self.spent))
        return level[0]

    def _exact_value(self, price: Price) -> Fraction:
        cost = self.costs[price.column]
        return self.share(price) / (cost if self.profile.plain else 1)

    def share(self, price: Price) -> Fraction:
        """The exact q of a price that is asked now."""
        if price.poor is None:
            return Fraction(self.costs[price.column], price.weight)
        over = self._lacking(price.column, price.rows[price.poor])
        return Fraction(over, self.under * price.weight)

    # Asking.

    def _price(self, column: int) -> Price | None:
        rows = self.rows[column]
        have = self.purse[rows]
        if not have.all():
            full = have > 0
            rows = self.rows[column] = rows[full]
            have = have[full]
        if not len(rows):
            return None
        times, support = self.times[rows], self._support(rows, column)
        weighted = times if support is None else times * support
        price = self._unanimous(column, rows, have, support, float(weighted.sum()))
        if price is None:
            price = self._newton(column, rows, (have, times, weighted, support))
        if price is not None:
            self._bound(price)
        return price

    def _support(self, rows: np.ndarray, column: int) -> np.ndarray | None:
        return None if self.profile.plain else self.profile.support[rows, column].astype(float)

    def _unanimous(
        self,
        column: int,
        rows: np.ndarray,
        have: np.ndarray,
        support: np.ndarray | None,
        weight: float,
    ) -> Price | None:
        """The price when all can pay the same, an exact fraction; None when not, or unsure."""
        q = self.costs[column] / weight
        error = q * EPS
        room = (have if support is None else have / support).min()
        if room > q + error + self.error * 2:
            return Price(column, rows, None, None, round(weight), q, error)
        return None

    def _newton(self, column: int, rows: np.ndarray, figures: tuple) -> Price | None:
        have, times, weighted, support = figures
        cost, money, weight = self.costs[column], times * have, float(weighted.sum())
        everything, voters = float(money.sum()), float(times.sum())
        unsure = voters * self.error + (len(rows) + 4) * EPS * everything
        if everything < cost - unsure:
            return None
        ratio = have if support is None else have / support
        if everything <= cost + unsure:
            return self._exactly(column, rows, None, inf)
        q, rich = max(self.asked[column], cost / weight), -1.0
        for _step in range(len(rows) + 2):
            poor = ratio < q
            before, rich = rich, weight - float(weighted @ poor)
            if rich == before or rich <= 0:
                break
            q = (cost - float(money @ poor)) / rich
        if rich <= 0:
            return self._exactly(column, rows, None, inf)
        given = float(money @ poor)
        error = (float(times @ poor) * self.error + (len(rows) + 8) * EPS * max(given, cost)) / rich
        near = error + 2 * EPS * q + self.error
        if (np.abs(ratio - q) <= near).any():
            return self._exactly(column, rows, q, near)
        return Price(column, rows, poor, None, round(rich), q, error + EPS * q)

    def _bound(self, price: Price) -> None:
        self.asked[price.column] = max(0.0, price.q - price.error)
        low, high = max(0.0, price.q - price.error), price.q + price.error
        price.low = self._value(low, price.column) * (1 - EPS)
        price.high = self._value(high, price.column) * (1 + EPS)

    # Paying.

    def _buy(self, price: Price) -> None:
        if price.error > TOLERATED * self.endowment:
            share = self.share(price)
            price.q, price.error = float(share), float(share) * EPS
        most = 1.0
        if self.profile.plain:
            paid = price.q
        else:
            support = self._support(price.rows, price.column)
            paid, most = support * price.q, float(support.max())
        left = self.purse[price.rows] - paid
        for emptied in (price.poor, price.level):
            if emptied is not None:
                left[emptied] = 0.0
        self.purse[price.rows] = left
        self.error += price.error * most + self.endowment * EPS
        self.spent += self.costs[price.column]
        self.bought.append(Bought(price))
        self.gone |= {price.column} | self.rivals.get(price.column, frozenset())

    # Exactness.

    def _lacking(self, column: int, poor: np.ndarray) -> int:
        """The cost less all that the rows have left, times `under`."""
        left = self.money_of(poor)  # before `under` is read: it may grow there
        return self.costs[column] * self.under - left

    def money_of(self, rows: np.ndarray) -> int:
        """What rows that never were emptied have left together, times `under` (kept up to date)."""
        self.written_down()
        times = self.profile.times[rows]
        paid = times @ self.profile.support[np.ix_(rows, self.columns)].astype(np.int64)
        shares = sum(one.over * int(units) for one, units in zip(self.bought, paid, strict=True))
        return int(times.sum()) * self.endowment * self.under - shares

    def written_down(self) -> "Run":
        """Itself, with the exact share of everything bought so far, over one denominator."""
        for place, one in enumerate(self.bought):
            if not one.settled:
                self._write(one, self.bought[:place])
        return self

    def _write(self, one: Bought, before: list[Bought]) -> None:
        price = one.price
        over = self.costs[price.column] * self.under
        if price.poor is not None:
            rows = price.rows[price.poor]
            times = self.profile.times[rows]
            columns = [other.price.column for other in before]
            paid = times @ self.profile.support[np.ix_(rows, columns)].astype(np.int64)
            over -= int(times.sum()) * self.endowment * self.under
            over += sum(old.over * int(units) for old, units in zip(before, paid, strict=True))
        factor = price.weight // gcd(over, price.weight)
        one.over, one.settled = over * factor // price.weight, True
        for old in before:
            old.over *= factor
        self.under *= factor

    def _exactly(
        self, column: int, rows: np.ndarray, guess: float | None, near: float
    ) -> Price | None:
        """The price by integers alone, for those whose purse is too close to the share to tell.

        Without a guess that is everybody. None when they cannot afford the project.
        """
        self.exact_steps += 1
        support = self.profile.support[rows, column].astype(np.int64)
        ratio = self.purse[rows] / support
        unclear = np.ones(len(rows), bool) if guess is None else np.abs(ratio - guess) <= near
        poor = ~unclear if guess is None else (ratio < guess) & ~unclear
        lacking = self._lacking(column, rows[poor])
        weight = int((self.profile.times[rows] * support)[~poor].sum())
        purses, which = self._purses(rows[unclear], support[unclear])
        poorer, level, lacking, weight = _water(purses, lacking, weight)
        if not weight:
            return None
        poor[unclear] = poorer[which]
        spent = np.zeros(len(rows), bool)
        spent[unclear] = level[which]
        q = lacking / (self.under * weight)
        return Price(column, rows, poor if poor.any() else None, spent, weight, q, q * EPS)

    def _purses(
        self, rows: np.ndarray, support: np.ndarray
    ) -> tuple[list[tuple[int, int, int]], np.ndarray]:
        """Rows with the same purse and support as one (purse × `under`, support, weight)."""
        paid_for = self.profile.support[np.ix_(rows, self.columns)].astype(np.int64)
        kinds, which = np.unique(np.column_stack([support, paid_for]), axis=0, return_inverse=True)
        weights = np.zeros(len(kinds), np.int64)
        np.add.at(weights, which, self.profile.times[rows])
        purses = []
        for (mine, *units), times in zip(kinds.tolist(), weights.tolist(), strict=True):
            shares = sum(one.over * unit for one, unit in zip(self.bought, units, strict=True))
            purses.append((self.endowment * self.under - shares, mine, times))
        return purses, which


def _water(
    purses: list[tuple[int, int, int]], lacking: int, weight: int
) -> tuple[np.ndarray, np.ndarray, int, int]:
    """Who gives all, who gives all and not less than the share, and the share of the rest.

    The share per support is lacking / weight; it only rises while the poor are found.
    """
    poor = [False] * len(purses)
    moved = True
    while moved and weight:
        share, out_of, moved = lacking, weight, False
        for place, (purse, mine, times) in enumerate(purses):
            if not poor[place] and purse * out_of < share * mine:
                poor[place] = moved = True
                lacking -= times * purse
                weight -= times * mine
    level = [
        not gone and purse * weight == lacking * mine
        for gone, (purse, mine, _times) in zip(poor, purses, strict=True)
    ]
    return np.array(poor, bool), np.array(level, bool), lacking, weight
