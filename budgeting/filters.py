"""Filters of the list of projects. Everything is optional; a value that makes no sense is told."""

import django_filters
from django import forms
from django.contrib.postgres.search import SearchQuery
from django.utils.translation import gettext_lazy as _

from budgeting.models import PRIVATE_STATES, Project, ProjectState, ProjectType
from portal.pages.rows import SpacedDecimalField
from portal.places.models import District

# Key of the list for each order; each has an index of its own (models.Project.Meta).
ORDERS = {
    "new": ("-id",),
    "support": ("-supporters", "-id"),
    "cheap": ("total_cost", "id"),
    "dear": ("-total_cost", "-id"),
}
ORDER_NAMES = [
    ("new", _("сначала новые")),
    ("support", _("по поддержке")),
    ("cheap", _("сначала дешёвые")),
    ("dear", _("сначала дорогие")),
]
PUBLIC_STATES = [pair for pair in ProjectState.choices if pair[0] not in PRIVATE_STATES]
LONGEST_QUERY = 200


def type_choices() -> list[tuple[int, str]]:
    return list(ProjectType.objects.values_list("pk", "name"))


def district_choices() -> list[tuple[int, str]]:
    return list(District.objects.values_list("pk", "name"))


class CostFilter(django_filters.NumberFilter):
    """Takes «1 000 000», as the page itself writes a sum."""

    field_class = SpacedDecimalField


def cost_filter(label, lookup: str):
    return CostFilter(
        field_name="total_cost",
        lookup_expr=lookup,
        label=label,
        min_value=0,
        max_value=999_999_999_999,
        decimal_places=2,
        max_digits=14,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class ProjectFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Слова"), method="search", max_length=LONGEST_QUERY, strip=True
    )
    type = django_filters.ChoiceFilter(
        label=_("Вид"), field_name="type_id", choices=type_choices, empty_label=_("любой")
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
    cost_min = cost_filter(_("Стоимость от, ₽"), "gte")
    cost_max = cost_filter(_("до, ₽"), "lte")
    sort = django_filters.ChoiceFilter(
        label=_("Порядок"), method="sorted", choices=ORDER_NAMES, empty_label=None, null_label=None
    )

    class Meta:
        model = Project
        fields: tuple[str, ...] = ()

    def search(self, queryset, _name, words: str):
        """Russian full text; when no word is found, titles that look like what was typed."""
        by_words = queryset.filter(
            search=SearchQuery(words, config="russian", search_type="websearch")
        )
        if by_words.exists():
            return by_words
        return queryset.filter(title__trigram_word_similar=words)

    def sorted(self, queryset, _name, _order):
        return queryset  # the key of the page is the order

    @property
    def keys(self) -> tuple[str, ...]:
        return ORDERS[self.form.cleaned_data.get("sort") or "new"]

    @property
    def is_active(self) -> bool:
        """Whether anything but the order is asked for."""
        return any(value for name, value in self.form.cleaned_data.items() if name != "sort")
