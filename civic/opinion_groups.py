"""Groups of like opinion out of answers to statements. Pure and deterministic.

Each person is a row of +1 (agree), −1 (disagree), 0 (passed or not seen). The rows are centred and
put on their two main axes (PCA by SVD); k-means from farthest-first centres divides them; of 2 to 5
groups the division with the best mean silhouette stands. A group smaller than the minimum is not
shown, nor is any division below the minimum of people: a few answers would show who gave them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

MOST_GROUPS = 5
ROUNDS = 100
SAMPLE = 400  # rows whose silhouette is measured: the mean of a sample is enough to choose k
TELLING = 3  # statements named for a group


class Group(NamedTuple):
    """`size` people; the statements that set them apart: (number, share who agree, 0…1)."""

    size: int
    telling: list[tuple[int, float]]


def matrix(answers: Mapping[int, Mapping[int, int]], statements: Sequence[int]) -> np.ndarray:
    """Rows by person, columns by statement, in ascending order of both."""
    place = {number: at for at, number in enumerate(statements)}
    rows = np.zeros((len(answers), len(statements)))
    for at, person in enumerate(sorted(answers)):
        for number, value in answers[person].items():
            if number in place:
                rows[at, place[number]] = value
    return rows


def groups(
    answers: Mapping[int, Mapping[int, int]],
    statements: Sequence[int],
    *,
    min_people: int,
    min_group: int,
) -> list[Group]:
    """The groups that may be shown, the largest first; none below the minimum of people."""
    if len(answers) < min_people or len(statements) < 2:
        return []
    rows = matrix(answers, statements)
    labels = _divided(_axes(rows))
    if labels is None:
        return []
    found = [
        _described(rows, labels == label, statements)
        for label in range(labels.max() + 1)
        if (labels == label).sum() >= min_group
    ]
    # One group of many says nothing, and what is left out of it would be the few.
    if len(found) < 2:
        return []
    return sorted(found, key=lambda group: (-group.size, group.telling))


def _axes(rows: np.ndarray) -> np.ndarray:
    centred = rows - rows.mean(axis=0)
    _u, _s, axes = np.linalg.svd(centred, full_matrices=False)
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])
    return centred @ (axes * signs[:, None])[:2].T


def _divided(points: np.ndarray) -> np.ndarray | None:
    """The labels of the best division, or None when everybody stands at one place."""
    best, best_score = None, 0.0
    for count in range(2, MOST_GROUPS + 1):
        labels = _means(points, count)
        if labels is None:
            break
        score = _silhouette(points, labels)
        if score > best_score + 1e-9:
            best, best_score = labels, score
    return best


def _means(points: np.ndarray, count: int) -> np.ndarray | None:
    centres = [points[np.linalg.norm(points - points.mean(axis=0), axis=1).argmax()]]
    for _more in range(count - 1):
        near = np.min([np.linalg.norm(points - centre, axis=1) for centre in centres], axis=0)
        if near.max() < 1e-9:
            return None
        centres.append(points[near.argmax()])
    centres = np.array(centres)
    labels = np.zeros(len(points), dtype=int)
    for _round in range(ROUNDS):
        labels = np.linalg.norm(points[:, None] - centres[None], axis=2).argmin(axis=1)
        moved = np.array(
            [
                points[labels == at].mean(axis=0) if (labels == at).any() else centres[at]
                for at in range(count)
            ]
        )
        if np.allclose(moved, centres):
            break
        centres = moved
    return labels


def _silhouette(points: np.ndarray, labels: np.ndarray) -> float:
    step = max(1, len(points) // SAMPLE)
    points, labels = points[::step], labels[::step]
    kinds = np.unique(labels)
    if len(kinds) < 2:
        return 0.0
    far = np.linalg.norm(points[:, None] - points[None], axis=2)
    means = np.array([far[:, labels == kind].mean(axis=1) for kind in kinds])
    own = means[np.searchsorted(kinds, labels), np.arange(len(points))]
    means[np.searchsorted(kinds, labels), np.arange(len(points))] = np.inf
    other = means.min(axis=0)
    widest = np.maximum(own, other)
    return float(np.mean(np.divide(other - own, widest, where=widest > 0, out=np.zeros_like(own))))


def _described(rows: np.ndarray, inside: np.ndarray, statements: Sequence[int]) -> Group:
    """Where the group differs most from everybody else."""
    own, rest = rows[inside], rows[~inside]
    apart = np.abs(own.mean(axis=0) - rest.mean(axis=0))
    order = sorted(range(len(statements)), key=lambda at: (-apart[at], at))[:TELLING]
    shares = [(statements[at], _share(own[:, at])) for at in order]
    return Group(int(inside.sum()), shares)


def _share(column: np.ndarray) -> float:
    said = int((column != 0).sum())
    return round(float((column > 0).sum()) / said, 3) if said else 0.0
