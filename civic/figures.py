"""What the reports add up to: by category, district, department; places that keep coming back."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import (
    Aggregate,
    Avg,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Max,
    Min,
    Q,
    QuerySet,
)

from civic.area import metres_between
from civic.models import Category, Report, ReportState

DAY = timedelta(days=1)
RADIUS = 250  # metres of one hot place
RECURRING = 3  # reports of one category in a place within a year


class Median(Aggregate):
    """PERCENTILE_CONT(0.5) of durations; PostgreSQL."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


class Line(NamedTuple):
    """A row of the statistics; `median` in days, shares in whole percent, None where unknown."""

    name: str
    total: int
    running: int
    solved: int
    median: float | None
    in_time: int | None
    disputed: int | None
    overdue: int


NAMES = {
    "category": "category__name",
    "district": "district__name",
    "department": "department__name",
}


def figures(rows: QuerySet, by: str, now: datetime) -> list[Line]:
    """Lines of the reports grouped by category, district or department, the longest first.

    «Solved» counts closures that somebody confirmed. «In time» is measured by the term of the
    category: a postponed day does not make an answer timely. One query.
    """
    took = ExpressionWrapper(F("answered_at") - F("published_at"), output_field=DurationField())
    answered, ended = Q(answered_at__isnull=False), Q(answered_at=None, fix_due__lt=now)
    found = (
        rows.order_by()
        .values(name=F(NAMES[by]))
        .annotate(
            total=Count("pk"),
            running=Count("pk", filter=Q(unsettled=True)),
            solved=Count("pk", filter=Q(state=ReportState.SOLVED) & ~Q(proof="")),
            median=Median(took, filter=answered),
            answered=Count("pk", filter=answered),
            ended=Count("pk", filter=answered | ended),
            timely=Count("pk", filter=Q(answered_at__lte=F("fix_due"))),
            disputed=Count("pk", filter=Q(dispute_count__gt=0)),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
        )
        .order_by("-total", "name")
    )
    return [_line(row) for row in found]


def _line(row: dict) -> Line:
    return Line(
        name=row["name"] or "",
        total=row["total"],
        running=row["running"],
        solved=row["solved"],
        median=row["median"] and round(row["median"] / DAY, 1),
        in_time=_percent(row["timely"], row["ended"]),
        disputed=_percent(row["disputed"], row["answered"]),
        overdue=row["overdue"],
    )


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


class HotPlace(NamedTuple):
    """A place where reports of one category keep coming: how many within a year, since when."""

    category: Category
    count: int
    latitude: float
    longitude: float
    first: datetime
    last: datetime


def hot_places(now: datetime, limit: int = 30) -> list[HotPlace]:
    """Places with at least RECURRING public reports of one category in a year, most first.

    The database counts by cells of some 250 m; cells whose middles lie within RADIUS are one place.
    """
    year = Report.objects.public().filter(
        published_at__gt=now - 365 * DAY, cell__isnull=False, merged_into=None
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
