"""Ideas and challenges for the search of the portal: only what the user may see anyway."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from civic.filters.ideas import similar
from civic.models import Challenge, Idea
from portal.pages.search import SearchHit

CHALLENGES = 3


def find(user, query: str, limit: int) -> list[SearchHit]:
    """Challenges, then ideas, best first; near spellings of titles when no word matches."""
    ideas = Idea.objects.visible_to(user)
    words = SearchQuery(query, config="russian", search_type="websearch")
    ranked = ideas.filter(search=words).annotate(rank=SearchRank(F("search"), words))
    found = list(_ideas(ranked.order_by("-rank", "-id")[:limit]))
    others = _challenges(user, query)
    if not found:  # one query for both
        others = others.union(_ideas(similar(ideas, query, limit)), all=True)
    return [_hit(*row) for row in (*others, *found)][:limit]


def _ideas(rows):
    key = Cast("pk", CharField())
    return rows.values_list(Value("idea", CharField()), key, "title", "text")


def _challenges(user, query: str):
    rows = Challenge.objects.visible_to(user)
    rows = rows.filter(Q(title__icontains=query) | Q(title__trigram_similar=query))[:CHALLENGES]
    key = Cast("slug", CharField())
    return rows.values_list(Value("challenge", CharField()), key, "title", "context")


def _hit(kind: str, key: str, title: str, text: str) -> SearchHit:
    kinds = {"idea": _("Идея"), "challenge": _("Вызов")}
    excerpt = Truncator(text).words(25)
    return SearchHit(title, reverse(f"civic:{kind}", args=[key]), excerpt, kinds[kind])
