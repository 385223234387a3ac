"""Groups, shifts and mini-projects for the search of the portal: few rows, so no index is kept."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.pages.search import SearchHit
from volunteers.models import MiniProject, Shift, VolunteerGroup


def find(user, query: str, limit: int) -> list[SearchHit]:
    """What the user may see anyway: groups, shifts to come, mini-projects. One query for all."""
    groups = VolunteerGroup.objects.visible_to(user)
    shifts = Shift.objects.visible_to(user).to_come()
    deeds = MiniProject.objects.visible_to(user)
    parts = [
        _part(groups, query, "group", "title", "about")[:limit],
        _part(shifts, query, "shift", "title", "text")[:limit],
        _part(deeds, query, "mini_project", "title", "about")[:limit],
    ]
    rows = parts[0].union(*parts[1:], all=True)
    return [_hit(*row) for row in rows]


def _part(rows, query: str, kind: str, title: str, text: str):
    words = SearchQuery(query, config="russian", search_type="websearch")
    found = rows.annotate(vector=SearchVector(title, text, config="russian")).filter(vector=words)
    named = {"hit": Value(kind, CharField()), "key": F("pk"), "said": F(text)}
    return found.order_by("id").annotate(**named).values_list("hit", "key", title, "said")


def _hit(kind: str, key: int, title: str, text: str) -> SearchHit:
    labels = {
        "group": _("Группа добровольцев"),
        "shift": _("Смена добровольцев"),
        "mini_project": _("Мини-проект"),
    }
    excerpt = Truncator(text).words(25)
    return SearchHit(title, reverse(f"volunteers:{kind}", args=[key]), excerpt, labels[kind])
