"""Who of a ranking gets a place: pure, so that anybody can redo it from the protocol."""

from collections import Counter
from collections.abc import Mapping, Sequence

ADMITTED, RESERVE = "admitted", "reserve"


def fits(department: int | None, taken: Mapping, quotas: Mapping[int, int]) -> bool:
    """Whether a department's ceiling leaves room for one more of its people."""
    limit = quotas.get(department)
    return limit is None or taken.get(department, 0) < limit


def admit(
    ranked: Sequence[tuple[str, int | None]], places: int, quotas: Mapping[int, int]
) -> list[tuple[str, str]]:
    """Outcomes in the order of the ranking; `ranked` pairs a number with its department.

    Down the ranking each gets a place while the session and the department have one.
    """
    taken: Counter = Counter()
    outcomes = []
    for number, department in ranked:
        is_in = sum(taken.values()) < places and fits(department, taken, quotas)
        taken[department] += is_in
        outcomes.append((number, ADMITTED if is_in else RESERVE))
    return outcomes
