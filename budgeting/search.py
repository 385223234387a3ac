"""Projects for the search of the portal: full text, with near spellings when nothing matches."""

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    TrigramSimilarity,
)
from django.db.models import F
from django.utils.translation import gettext as _

from budgeting.models import Project
from portal.pages.search import SearchHit

NEAR = 0.2  # trigram similarity of titles below which a hit would puzzle the reader


def find(user, query: str, limit: int) -> list[SearchHit]:
    """What the user may see anyway, best first."""
    projects = Project.objects.visible_to(user)
    return [
        SearchHit(
            title=project.title,
            url=project.get_absolute_url(),
            excerpt=project.excerpt or project.address,
            kind=_("Инициативный проект"),
        )
        for project in _matching(projects, query, limit) or _similar(projects, query, limit)
    ]


def _matching(projects, query: str, limit: int) -> list[Project]:
    words = SearchQuery(query, config="russian", search_type="websearch")
    excerpt = SearchHeadline(
        "problem", words, config="russian", start_sel="", stop_sel="", max_words=30, min_words=15
    )
    found = projects.filter(search=words).annotate(rank=SearchRank(F("search"), words))
    return list(found.annotate(excerpt=excerpt).order_by("-rank", "-id")[:limit])


def _similar(projects, query: str, limit: int) -> list[Project]:
    found = projects.filter(title__trigram_similar=query)
    near = found.annotate(near=TrigramSimilarity("title", query), excerpt=F("address"))
    return list(near.filter(near__gte=NEAR).order_by("-near", "-id")[:limit])
