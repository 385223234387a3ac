"""How much an application resembles earlier ones: what officials look at, not a verdict."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.db.models.functions import Lower

from grants.models import Application

NEAR, AT_MOST = 0.35, 5


def similar_to(application: Application) -> list[tuple[Application, int, int]]:
    """At most five applications filed earlier with text or budget alike: per cent of each.

    Text is compared by trigrams of the summaries, budgets by the share of lines with the same name
    and price.
    """
    lines = _lines(application)
    rows = (
        Application.objects.filed()
        .exclude(pk=application.pk)
        .annotate(near=TrigramSimilarity("summary", application.summary))
        .alias(line=Lower("lines__name"))
        .filter(Q(near__gte=NEAR) | Q(line__in=[name for name, _price in lines]))
        .distinct()
        .select_related("contest", "organisation")
        .prefetch_related("lines")
        .order_by("-near", "-id")
    )
    found = [(other, round(other.near * 100), _alike(lines, _lines(other))) for other in rows[:50]]
    alike = [row for row in found if row[1] >= NEAR * 100 or row[2] >= 50]
    return sorted(alike, key=lambda row: max(row[1:]), reverse=True)[:AT_MOST]


def _lines(application: Application) -> set[tuple]:
    return {(line.name.strip().lower(), line.price) for line in application.lines.all()}


def _alike(own: set[tuple], other: set[tuple]) -> int:
    return round(100 * len(own & other) / len(own | other)) if own | other else 0
