"""Programmes for the search of the portal: few rows, so no index is kept."""

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.utils.translation import gettext as _

from portal.pages.search import SearchHit
from training.models import Programme

VECTOR = SearchVector("title", weight="A", config="russian") + SearchVector(
    "summary", "content", weight="B", config="russian"
)


def find(user, query: str, limit: int) -> list[SearchHit]:
    """What the user may see anyway, best first."""
    words = SearchQuery(query, config="russian", search_type="websearch")
    rows = Programme.objects.visible_to(user).annotate(found=VECTOR).filter(found=words)
    rows = rows.annotate(rank=SearchRank(VECTOR, words)).order_by("-rank", "id")
    return [
        SearchHit(
            title=row.title,
            url=row.get_absolute_url(),
            excerpt=row.summary[:200],
            kind=_("Программа обучения"),
        )
        for row in rows[:limit]
    ]
