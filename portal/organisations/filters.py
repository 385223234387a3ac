"""Filters of the public list."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Kind, Organisation
from portal.places.models import District


class OrganisationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        field_name="name", lookup_expr="icontains", label=_("Название"), max_length=200
    )
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("Вид"), empty_label=_("Любой"))
    district = django_filters.ModelChoiceFilter(
        queryset=District.objects.all(), label=_("Район"), empty_label=_("Любой")
    )

    class Meta:
        model = Organisation
        fields = ("q", "kind", "district")
