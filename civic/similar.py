"""Open reports about what may be the same trouble: near, of the category or alike in words."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import FloatField, Q, Value

from civic.area import metres_between
from civic.models import Report
from civic.models.reports import CELLS

RADIUS = 250  # metres
ALIKE = 0.25  # trigram similarity of texts of different categories
CANDIDATES, SHOWN = 60, 5


@dataclass(frozen=True)
class Similar:
    """A report and how far it is, in metres (None where a place has no point)."""

    report: Report
    metres: int | None


def similar_to(draft: Report) -> list[Similar]:
    """At most SHOWN open public reports, the likeliest first; two queries at most."""
    if draft.latitude is None:
        return [Similar(report, None) for report in _by_words(draft)]
    here = (draft.latitude, draft.longitude)
    found = [
        Similar(report, round(metres_between(here, (report.latitude, report.longitude))))
        for report in _near(draft)
    ]
    return [row for row in found if row.metres <= RADIUS][:SHOWN]


def _near(draft: Report) -> list[Report]:
    alike = TrigramSimilarity("text", draft.text) if draft.text else Value(0.0, FloatField())
    rows = Report.objects.open().filter(cell__in=CELLS.around(draft.latitude, draft.longitude))
    rows = rows.exclude(pk=draft.pk).annotate(alike=alike).select_related("category")
    rows = rows.filter(Q(category=draft.category_id) | Q(alike__gte=ALIKE))
    return sorted(
        rows.order_by("-alike", "-id")[:CANDIDATES],
        key=lambda report: (report.category_id != draft.category_id, -report.alike),
    )


def _by_words(draft: Report) -> list[Report]:
    if not draft.address.strip():
        return []
    words = SearchQuery(draft.address, config="russian")
    rows = Report.objects.open().filter(category=draft.category_id, search=words)
    return list(rows.exclude(pk=draft.pk).select_related("category").order_by("-id")[:SHOWN])
