"""Who took part, by age and district, told so that nobody can be found in it.

A cell under ten people is hidden, and so are more of them where a hidden cell could be had by
subtraction: what is hidden is two cells or more, ten people or more together, or else all.
"""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Count, Q

from portal.places.models import District
from portal.polls.models import Ballot, Method, Poll

LEAST = 10  # people
AGES = (0, 14, 18, 25, 35, 45, 55, 65)
UNKNOWN = ""

Cell = dict[str, str | int | None]


def turnout_of(poll: Poll) -> dict[str, list[Cell]]:
    """Cells `name`, `people` of `ages` and `districts`; people is None where it is hidden."""
    # The register knows who voted at a centre; the sheets of paper themselves know nobody.
    sheets = Q(method=Method.PAPER) & ~Q(receipt="")
    ballots = Ballot.register.filter(~sheets, poll=poll).order_by()
    ages: Counter[str] = Counter(dict.fromkeys(map(_group, AGES), 0))
    for age, people in ballots.values_list("age").annotate(people=Count("id")):
        ages[UNKNOWN if age is None else _group(age)] += people
    names = dict(District.objects.values_list("code", "name"))
    districts: Counter[str] = Counter()
    for code, people in ballots.values_list("district_code").annotate(people=Count("id")):
        districts[names.get(code, code)] += people
    return {"ages": suppressed(ages), "districts": suppressed(dict(sorted(districts.items())))}


def _group(age: int) -> str:
    """«14–17», the last one «65+»."""
    start = max(edge for edge in AGES if edge <= age)
    following = [edge for edge in AGES if edge > start]
    return f"{start}–{following[0] - 1}" if following else f"{start}+"


def suppressed(cells: Mapping[str, int]) -> list[Cell]:
    """The cells in their order, hidden where they must be; the total is public beside them."""
    hidden = {name for name, people in cells.items() if 0 < people < LEAST}
    rest = sorted((people, name) for name, people in cells.items() if people >= LEAST)
    while hidden and not _safe([cells[name] for name in hidden]):
        if not rest:
            hidden = set(cells)
            break
        hidden.add(rest.pop(0)[1])
    return [
        {"name": name, "people": None if name in hidden else people}
        for name, people in cells.items()
    ]


def _safe(people: list[int]) -> bool:
    return len(people) > 1 and sum(people) >= LEAST
