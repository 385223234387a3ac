"""Ideas and challenges for the search of the portal: only what the user may see anyway."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from civic.filters.ideas import similar
from civic.models import Challenge, Idea
from portal.pages.search import SearchHit


def find(user, query: str, limit: int) -> list[SearchHit]:
    """Best first; near spellings of titles when no word matches."""
    ideas = Idea.objects.visible_to(user)
    words = SearchQuery(query, config="russian", search_type="websearch")
    ranked = ideas.filter(search=words).annotate(rank=SearchRank(F("search"), words))
    found = list(ranked.order_by("-rank", "-id")[:limit]) or similar(ideas, query, limit)
    hits = [_hit(row, row.text, _("Идея")) for row in found]
    return [*_challenges(user, query), *hits][:limit]


def _challenges(user, query: str) -> list[SearchHit]:
    rows = Challenge.objects.visible_to(user)
    near = Q(title__icontains=query) | Q(title__trigram_similar=query)
    return [_hit(row, row.context, _("Вызов")) for row in rows.filter(near)[:3]]


def _hit(row, text: str, kind: str) -> SearchHit:
    excerpt = Truncator(text).words(25)
    return SearchHit(title=row.title, url=row.get_absolute_url(), excerpt=excerpt, kind=kind)
