"""What the reports add up to: by category, district, department."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import (
    Aggregate,
    Avg,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
)

from civic.models import ReportState

DAY = timedelta(days=1)
LEAST = 5  # answers or marks: a median, share or mean of fewer says more of a person than of work


class Percentile(Aggregate):
    """PERCENTILE_CONT of durations, `part` from 0 to 1; PostgreSQL."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


class Line(NamedTuple):
    """A row of the statistics; `median` and `ninety` (the time that nine of ten answers took at
    most) in days, shares in whole percent, `rating` the mean of the reporters' marks from 1 to 5;
    None where there are fewer than LEAST.
    """

    name: str
    total: int
    running: int
    solved: int
    median: float | None
    ninety: float | None
    in_time: int | None
    disputed: int | None
    rating: float | None
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
            median=Percentile(took, part=0.5, filter=answered),
            ninety=Percentile(took, part=0.9, filter=answered),
            answered=Count("pk", filter=answered),
            ended=Count("pk", filter=answered | ended),
            timely=Count("pk", filter=Q(answered_at__lte=F("fix_due"))),
            disputed=Count("pk", filter=Q(dispute_count__gt=0)),
            rated=Count("rating"),
            mean=Avg("rating"),
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
        median=_days(row["median"], row["answered"]),
        ninety=_days(row["ninety"], row["answered"]),
        in_time=_percent(row["timely"], row["ended"]),
        disputed=_percent(row["disputed"], row["answered"]),
        rating=round(row["mean"], 1) if row["rated"] >= LEAST else None,
        overdue=row["overdue"],
    )


def _days(took: timedelta | None, answers: int) -> float | None:
    return round(took / DAY, 1) if took is not None and answers >= LEAST else None


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole >= LEAST else None
