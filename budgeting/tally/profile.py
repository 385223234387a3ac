"""The ballots of a contest as columns: who supports what, with equal ballots taken together.

Supports are whole numbers: 1 for an approval, points or places of a ranking otherwise (scaled when
points have a fraction). Points of 0 or less are no support; a project named twice counts once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from budgeting.election import Number, worth_of
from budgeting.tally.contest import Contest


@dataclass(frozen=True)
class Profile:
    """`support[row, column]` of `times[row]` equal ballots for the candidate `columns[column]`."""

    support: np.ndarray
    times: np.ndarray
    columns: Sequence[int]

    @cached_property
    def plain(self) -> bool:
        """Whether every support is worth the same: a mark, not points."""
        return bool((self.support <= 1).all())

    @cached_property
    def rows(self) -> list[np.ndarray]:
        """By column: the rows that support it."""
        return [np.flatnonzero(column) for column in self.support.T]

    @cached_property
    def supporters(self) -> np.ndarray:
        """By column: how many ballots support it."""
        return self.times @ (self.support > 0)

    @cached_property
    def weight(self) -> np.ndarray:
        """By column: the sum of its support."""
        return self.times @ self.support.astype(np.int64)

    def only(self, kept: Sequence[int]) -> "Profile":
        """The same ballots as if only these columns were there."""
        support = np.ascontiguousarray(self.support[:, kept])
        columns = [self.columns[column] for column in kept]
        if not kept:
            return Profile(support[:0], self.times[:0], columns)
        return Profile(*_together(support, self.times), columns)


def profile_of(contest: Contest) -> Profile:
    """All ballots over all candidates. Raises OverflowError for points beyond 2^62."""
    worth = [worth_of(contest.vote_type, *ballot) for ballot in contest.ballots]
    scale = lcm(*{Fraction(one).denominator for points in set(worth) for one in points})
    marks = contest.vote_type in ("approval", "choose-1")
    support = np.zeros((len(worth), len(contest.candidates)), np.uint8 if marks else np.int64)
    for row, ((choices, _points), points) in enumerate(zip(contest.ballots, worth, strict=True)):
        support[row, list(choices)] = 1 if marks else [_whole(one, scale) for one in points]
    times = np.fromiter(contest.ballots.values(), np.int64, len(worth))
    return Profile(support, times, range(len(contest.candidates)))


def _whole(points: Number, scale: int) -> int:
    return max(0, int(Fraction(points) * scale))


def _together(support: np.ndarray, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Equal rows as one; rows that support nothing are left out."""
    marks = support.dtype == np.uint8
    packed = np.packbits(support, axis=1) if marks else support
    names = packed.view(np.dtype((np.void, packed.dtype.itemsize * packed.shape[1]))).ravel()
    _names, first, which = np.unique(names, return_index=True, return_inverse=True)
    cast = np.zeros(len(first), np.int64)
    np.add.at(cast, which, times)
    some = support[first].any(axis=1)
    return support[first][some], cast[some]
