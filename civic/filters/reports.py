"""Filters of lists. Everything is optional; a value that makes no sense is told."""

import django_filters
from django import forms
from django.contrib.postgres.search import SearchQuery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.models import Category, Department, Report, ReportState
from portal.places.models import District

STATUSES = [
    ("open", _("открытые")),
    ("overdue", _("просроченные")),
    ("answered", _("ждут оценки автора")),
    ("solved", _("решённые")),
    ("closed", _("закрытые без решения")),
    ("all", _("все")),
]
CLOSED = (ReportState.CLOSED_NO, ReportState.DUPLICATE)
LONGEST_QUERY = 200


def category_choices() -> list[tuple]:
    """Categories under their groups, as a select shows them."""
    groups: dict[str, list] = {}
    for pk, group, name in Category.objects.offered().values_list("pk", "group", "name"):
        groups.setdefault(group, []).append((pk, name))
    return [*groups.items()]


def district_choices() -> list[tuple[int, str]]:
    return list(District.objects.values_list("pk", "name"))


def department_choices() -> list[tuple[int, str]]:
    return list(Department.objects.values_list("pk", "name"))


def day(label, lookup: str):
    return django_filters.DateFilter(
        field_name="published_at",
        lookup_expr=lookup,
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReportFilter(django_filters.FilterSet):
    """`user` is who looks: «мои» shows all one's own, whatever their state."""

    q = django_filters.CharFilter(
        label=_("Слова"), method="search", max_length=LONGEST_QUERY, strip=True
    )
    status = django_filters.ChoiceFilter(
        label=_("Какие"), method="by_status", choices=STATUSES[1:], empty_label=_("открытые")
    )
    category = django_filters.ChoiceFilter(
        label=_("Категория"),
        field_name="category_id",
        choices=category_choices,
        empty_label=_("любая"),
    )
    district = django_filters.ChoiceFilter(
        label=_("Район"),
        field_name="district_id",
        choices=district_choices,
        empty_label=_("весь город"),
    )
    department = django_filters.ChoiceFilter(
        label=_("Исполнитель"),
        field_name="department_id",
        choices=department_choices,
        empty_label=_("любой"),
    )
    since = day(_("Принято с"), "date__gte")
    until = day(_("по"), "date__lte")
    mine = django_filters.BooleanFilter(
        label=_("Только мои"), method="own", widget=forms.CheckboxInput
    )

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    def __init__(self, data=None, *, user, **kwargs):
        self.user = user
        super().__init__(data, queryset=Report.objects.all(), **kwargs)

    def filter_queryset(self, queryset):
        """Public ones of the wanted status; with «мои» one's own in any state."""
        wanted = self.form.cleaned_data
        if wanted.get("mine") and self.user.is_authenticated:
            rows = Report.objects.filter(reporter=self.user).exclude(state=ReportState.DRAFT)
            return super().filter_queryset(rows)
        if not wanted.get("status"):
            return super().filter_queryset(Report.objects.open())
        return super().filter_queryset(Report.objects.public())

    def by_status(self, queryset, _name, status: str):
        if status == "overdue":
            return queryset.overdue(timezone.now())
        if status == "answered":
            return queryset.filter(state=ReportState.ANSWERED)
        if status == "solved":
            return queryset.filter(state=ReportState.SOLVED)
        return queryset.filter(state__in=CLOSED) if status == "closed" else queryset

    def own(self, queryset, _name, _wanted):
        return queryset  # filter_queryset began with the right rows

    def search(self, queryset, _name, words: str):
        """Russian full text over title, address and text."""
        return queryset.filter(search=SearchQuery(words, config="russian", search_type="websearch"))

    @property
    def is_active(self) -> bool:
        return any(self.form.cleaned_data.values())

    def key(self) -> str:
        """What is asked, in one line: a key for what is kept of public answers."""
        asked = self.form.cleaned_data.items()
        return repr(sorted((name, str(value)) for name, value in asked if value))
