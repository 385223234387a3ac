"""Contests, awards, property and social order for the search of the portal: few rows, no index.

Nothing of applications and nominations: whoever searches would find what is blind or sealed.
"""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from grants.models import AwardSeason, Contest, MunicipalProperty, SocialOrder
from portal.pages.search import SearchHit

SPACE = Value(" ")
KINDS = {
    "contest": _("Конкурс грантов"),
    "award_season": _("Награда города"),
    "property": _("Имущество для НКО и ТОС"),
    "social_order": _("Социальный заказ"),
}


def find(user, query: str, limit: int) -> list[SearchHit]:
    """What the user may see anyway; one query for all."""
    contests, seasons = Contest.objects.visible_to(user), AwardSeason.objects.visible_to(user)
    property_ = MunicipalProperty.objects.visible_to(user)
    year = Cast("year", CharField())
    parts = [
        _part(contests, query, "contest", F("slug"), (F("title"), "summary")),
        _part(seasons, query, "award_season", Concat("award__code", SPACE, year),
              (Concat("award__name", SPACE, year), "terms")),
        _part(property_, query, "property", Cast("pk", CharField()),
              (Concat("name", SPACE, "address"), "condition")),
        _part(SocialOrder.objects.visible_to(user), query, "social_order",
              Cast("pk", CharField()), (Concat("service", SPACE, year), "recipients")),
    ]  # fmt: skip
    first, *rest = (part[:limit] for part in parts)
    return [_hit(*row) for row in first.union(*rest, all=True)]


def _part(rows, query: str, kind: str, key, words_of: tuple):
    title, text = words_of
    words = SearchQuery(query, config="russian", search_type="websearch")
    named = {"hit": Value(kind, CharField()), "hit_key": Cast(key, CharField()),
             "hit_title": Cast(title, CharField()), "hit_text": F(text)}  # fmt: skip
    # What it is called by people, whatever its own name: «награда», «грант».
    called = Value(str(KINDS[kind]), CharField())
    found = rows.annotate(**named, called=called)
    found = found.annotate(vector=SearchVector("hit_title", text, "called", config="russian"))
    return found.filter(vector=words).order_by("-id").values_list(*named)


def _hit(kind: str, key: str, title: str, text: str) -> SearchHit:
    excerpt = Truncator(text).words(25)
    return SearchHit(title, reverse(f"grants:{kind}", args=key.split()), excerpt, str(KINDS[kind]))
