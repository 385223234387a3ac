"""Filters of the list of ideas. Everything is optional; a value that makes no sense is told."""

import django_filters
from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.models import Challenge, Idea
from civic.models.idea_states import PRIVATE_STATES, IdeaState
from portal.places.models import District

ORDERS = {
    "new": ("-id",),
    "support": ("-supporters", "-id"),
    "talk": ("-comment_count", "-id"),
}
ORDER_NAMES = [
    ("new", _("сначала новые")),
    ("support", _("по поддержке")),
    ("talk", _("по обсуждению")),
]
PUBLIC_STATES = [pair for pair in IdeaState.choices if pair[0] not in PRIVATE_STATES]
ANSWERS = [
    ("owed", _("ждут ответа")),
    ("late", _("срок ответа прошёл")),
    ("given", _("ответ дан")),
]
FREE = "free"
NEAR = 0.3  # trigram similarity of titles from which a reader sees the likeness


def challenge_choices() -> list[tuple]:
    rows = Challenge.objects.public().order_by("-id").values_list("slug", "title")[:200]
    return [(FREE, _("вне вызовов")), *rows]


def district_choices() -> list[tuple]:
    return list(District.objects.values_list("pk", "name"))


def similar(queryset, title: str, limit: int = 5):
    """Ideas whose title looks like what was typed, the likest first."""
    found = queryset.filter(title__trigram_similar=title)
    near = found.annotate(near=TrigramSimilarity("title", title)).filter(near__gte=NEAR)
    return near.order_by("-near", "-id")[:limit]


class IdeaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Слова"), method="search", max_length=200, strip=True)
    challenge = django_filters.ChoiceFilter(
        label=_("Вызов"), method="of_challenge", choices=challenge_choices, empty_label=_("любой")
    )
    district = django_filters.ChoiceFilter(
        label=_("Район"),
        field_name="district_id",
        choices=district_choices,
        empty_label=_("весь город"),
    )
    state = django_filters.ChoiceFilter(
        label=_("Состояние"), choices=PUBLIC_STATES, empty_label=_("любое")
    )
    answer = django_filters.ChoiceFilter(
        label=_("Официальный ответ"), method="owed", choices=ANSWERS, empty_label=_("неважно")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Порядок"), method="sorted", choices=ORDER_NAMES, empty_label=None, null_label=None
    )

    class Meta:
        model = Idea
        fields: tuple[str, ...] = ()

    def search(self, queryset, _name, words: str):
        """Russian full text; when no word is found, titles that look like what was typed."""
        query = SearchQuery(words, config="russian", search_type="websearch")
        by_words = queryset.filter(search=query)
        return by_words if by_words.exists() else queryset.filter(title__trigram_similar=words)

    def of_challenge(self, queryset, _name, chosen: str):
        if chosen == FREE:
            return queryset.filter(challenge=None)
        return queryset.filter(challenge__slug=chosen)

    def owed(self, queryset, _name, chosen: str):
        rows = queryset.overdue(timezone.localdate()) if chosen == "late" else queryset.owed()
        return queryset.exclude(answered_at=None) if chosen == "given" else rows

    def sorted(self, queryset, _name, _order):
        return queryset  # the key of the page is the order

    @property
    def keys(self) -> tuple[str, ...]:
        return ORDERS[self.form.cleaned_data.get("sort") or "new"]

    @property
    def is_active(self) -> bool:
        """Whether anything but the order is asked for."""
        return any(value for name, value in self.form.cleaned_data.items() if name != "sort")
