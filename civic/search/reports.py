"""Reports for the search of the portal: full text over title, address and text."""

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F
from django.utils.translation import gettext as _

from civic.models import Report
from portal.pages.search import SearchHit


def find(user, query: str, limit: int) -> list[SearchHit]:
    """What the user may see anyway, best first."""
    words = SearchQuery(query, config="russian", search_type="websearch")
    excerpt = SearchHeadline(
        "text", words, config="russian", start_sel="", stop_sel="", max_words=30, min_words=15
    )
    rows = Report.objects.visible_to(user).filter(search=words)
    best = rows.annotate(rank=SearchRank(F("search"), words)).order_by("-rank", "-id")[:limit]
    found = Report.objects.filter(pk__in=best.values("pk"))
    ranked = found.annotate(rank=SearchRank(F("search"), words), excerpt=excerpt)
    return [
        SearchHit(
            title=report.title,
            url=report.get_absolute_url(),
            excerpt=report.excerpt,
            kind=_("Сообщение о проблеме"),
        )
        for report in ranked.order_by("-rank", "-id")
    ]
