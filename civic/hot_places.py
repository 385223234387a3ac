"""Places where the same trouble keeps coming back, and the reports that show it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Avg, Count, Max, Min

from civic.area import metres_between
from civic.models import Category, Report
from civic.models.reports import CELLS

YEAR = timedelta(days=365)
RADIUS = 250  # metres of one hot place
RECURRING = 3  # reports of one category in a place within a year
LOOKED_THROUGH = 2000  # reports of one place


class HotPlace(NamedTuple):
    """A place where reports of one category keep coming: how many within a year, since when."""

    category: Category
    count: int
    latitude: float
    longitude: float
    first: datetime
    last: datetime

    @property
    def query(self) -> str:
        """The place in an address, as forms.reports.PlaceForm reads it."""
        return f"latitude={self.latitude}&longitude={self.longitude}&category={self.category.pk}"


def hot_places(now: datetime, limit: int = 30) -> list[HotPlace]:
    """Places with at least RECURRING public reports of one category in a year, most first.

    The database counts by cells of some 250 m; cells whose middles lie within RADIUS are one place.
    """
    year = Report.objects.public().filter(
        published_at__gt=now - YEAR, cell__isnull=False, merged_into=None
    )
    cells = (
        year.order_by()
        .values("cell", "category")
        .annotate(
            count=Count("pk"),
            latitude=Avg("latitude"),
            longitude=Avg("longitude"),
            first=Min("published_at"),
            last=Max("published_at"),
        )
        .filter(count__gte=2)
        .order_by("-count", "cell", "category")[:2000]
    )
    categories = Category.objects.in_bulk()
    return _gathered(list(cells), categories)[:limit]


def _gathered(cells: list[dict], categories: dict) -> list[HotPlace]:
    alike: dict = {}
    for cell in cells:
        alike.setdefault(cell["category"], []).append(cell)
    found = [
        _place(categories[category], near)
        for category, rows in alike.items()
        for near in _grouped(rows)
    ]
    hot = [place for place in found if place.count >= RECURRING]
    return sorted(hot, key=lambda place: -place.count)


def _grouped(rows: list[dict]) -> list[list[dict]]:
    """Cells of one category by places, the fullest cell in the middle of its place."""
    groups, left = [], rows
    while left:
        here = (left[0]["latitude"], left[0]["longitude"])
        near, far = [], []
        for row in left:
            distance = metres_between(here, (row["latitude"], row["longitude"]))
            (near if distance <= RADIUS else far).append(row)
        groups.append(near)
        left = far
    return groups


def _place(category: Category, near: list[dict]) -> HotPlace:
    return HotPlace(
        category,
        sum(cell["count"] for cell in near),
        round(float(near[0]["latitude"]), 6),
        round(float(near[0]["longitude"]), 6),
        min(cell["first"] for cell in near),
        max(cell["last"] for cell in near),
    )


def addresses(places: list[HotPlace]) -> list[str]:
    """How residents name each place: the address of its newest report, or nothing. One query."""
    return _newest([(one.category.pk, CELLS.of(one.latitude, one.longitude)) for one in places])


def address_of(*, latitude: Decimal, longitude: Decimal, category: int) -> str:
    """The same of one place."""
    return _newest([(category, CELLS.of(latitude, longitude))])[0]


def _newest(keys: list[tuple[int, int]]) -> list[str]:
    rows = Report.objects.public().exclude(address="")
    rows = rows.filter(
        category__in={category for category, _cell in keys}, cell__in={cell for _id, cell in keys}
    )
    newest = rows.order_by("category_id", "cell", "-id").distinct("category_id", "cell")
    found = {(row.category_id, row.cell): row.address for row in newest}
    return [found.get(key, "") for key in keys]


def evidence(
    now: datetime, limit: int, *, latitude: Decimal, longitude: Decimal, category: int
) -> list[Report]:
    """Reports of a hot place: of the category, within RADIUS of its middle in the year, the nearest
    first; what was merged into another is told by that one.
    """
    rows = Report.objects.public().filter(
        cell__in=CELLS.around(latitude, longitude),
        category=category,
        published_at__gt=now - YEAR,
        merged_into=None,
    )
    here = (latitude, longitude)
    found = [
        (metres_between(here, (row.latitude, row.longitude)), -row.pk, row)
        for row in rows.select_related("category").order_by("-id")[:LOOKED_THROUGH]
    ]
    near = sorted(row for row in found if row[0] <= RADIUS)
    return [report for _metres, _order, report in near[:limit]]
