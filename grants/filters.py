"""Filters of the public register; a value that makes no sense is told."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models import Agreement, AgreementState, Contest

LEGAL_PERSON = 10  # digits of an ИНН
STATES = [pair for pair in AgreementState.choices if pair[0] != AgreementState.DRAFT]


def contest_choices() -> list[tuple[int, str]]:
    """Contests that have given money."""
    given = Agreement.objects.registered().values("contest")
    return list(Contest.objects.filter(pk__in=given).values_list("pk", "title"))


class RegisterFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Получатель, ИНН или проект"), method="search", max_length=200, strip=True
    )
    contest = django_filters.ChoiceFilter(
        label=_("Конкурс"), field_name="contest_id", choices=contest_choices,
        empty_label=_("любой"),
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=_("Состояние"), choices=STATES, empty_label=_("любое")
    )
    year = django_filters.NumberFilter(
        label=_("Год"), field_name="signed_on__year", min_value=2000, max_value=2100,
        decimal_places=0,
    )  # fmt: skip

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = ()

    def search(self, queryset, _name, words: str):
        found = Q(application__title__icontains=words)
        for side in ("organisation", "partner"):
            found |= Q(**{f"application__{side}__name__icontains": words})
            # A longer number is a person's: whether it is here is nobody's business.
            if len(words) == LEGAL_PERSON:
                found |= Q(**{f"application__{side}__inn": words})
        return queryset.filter(found)
