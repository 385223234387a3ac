"""Who of a ranking gets a place: pure, so that anybody can redo it from the protocol.

Places kept for departments are parts of the session: a person of such a department takes a place
of its part, everybody else one of the rest. Once places are kept no longer, all of them are common.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

ADMITTED, RESERVE = "admitted", "reserve"


def fits(department: int | None, taken: Mapping, places: int, kept: Mapping[int, int]) -> bool:
    """Whether there is room for one more of the department's people.

    `taken` counts those who hold a place, by department; `kept` is what departments are kept.
    """
    if sum(taken.values()) >= places:
        return False
    if department in kept:
        return taken.get(department, 0) < kept[department]
    others = sum(count for key, count in taken.items() if key not in kept)
    return others < places - sum(kept.values())


def admit(
    ranked: Sequence[tuple[str, int | None]], places: int, kept: Mapping[int, int]
) -> list[tuple[str, str]]:
    """Outcomes in the order of the ranking; `ranked` pairs a number with its department.

    First each part of the places goes down the ranking; what is left of all goes down it once more.
    """
    taken: Counter = Counter()
    admitted = set()
    for parts in (kept, {}):
        for place, (_number, department) in enumerate(ranked):
            if place not in admitted and fits(department, taken, places, parts):
                taken[department] += 1
                admitted.add(place)
    return [
        (number, ADMITTED if place in admitted else RESERVE)
        for place, (number, _department) in enumerate(ranked)
    ]
