"""Filters of the public registers and of property; a value that makes no sense is told."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models import (
    Agreement,
    AgreementState,
    Contest,
    Lease,
    LeaseOffer,
    MunicipalProperty,
    PropertyKind,
    SupportForm,
    SupportRecord,
)
from portal.places.models import District

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


def _offered(now) -> dict[str, Q]:
    """Offers by what a visitor may do about them."""
    announced = Q(state="published")
    return {
        "accepting": announced & Q(accepts_from__lte=now, accepts_until__gt=now),
        "coming": announced & Q(accepts_from__gt=now),
        "deciding": (announced & Q(accepts_until__lte=now)) | Q(state="opened"),
    }


class PropertyFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Название или адрес"), method="search", max_length=200, strip=True
    )
    kind = django_filters.ChoiceFilter(
        label=_("Вид"), choices=PropertyKind.choices, empty_label=_("любой")
    )
    district = django_filters.ModelChoiceFilter(
        label=_("Район"), queryset=lambda _request: District.objects.all(), empty_label=_("любой")
    )
    state = django_filters.ChoiceFilter(
        label=_("Что сейчас"), method="now", empty_label=_("любое"),
        choices=[
            ("accepting", _("принимают заявки")), ("coming", _("скоро начнут")),
            ("deciding", _("решают")), ("given", _("передано")), ("free", _("не предлагают")),
        ],
    )  # fmt: skip

    class Meta:
        model = MunicipalProperty
        fields: tuple[str, ...] = ()

    def search(self, queryset, _name, words: str):
        return queryset.filter(Q(name__icontains=words) | Q(address__icontains=words))

    def now(self, queryset, _name, state: str):
        given = Exists(Lease.objects.holding().filter(asset=OuterRef("pk")))
        offers = LeaseOffer.objects.filter(asset=OuterRef("pk"))
        offered = _offered(timezone.now())
        if state == "given":
            return queryset.filter(given)
        if state == "free":
            any_live = offered["accepting"] | offered["coming"] | offered["deciding"]
            return queryset.exclude(given).exclude(Exists(offers.filter(any_live)))
        return queryset.filter(Exists(offers.filter(offered[state])))


class SupportFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Получатель, ИНН или объект"), method="search", max_length=200, strip=True
    )
    form = django_filters.ChoiceFilter(
        label=_("Форма поддержки"), choices=SupportForm.choices, empty_label=_("любая")
    )
    year = django_filters.NumberFilter(
        label=_("Год"), field_name="given_on__year", min_value=2000, max_value=2100,
        decimal_places=0,
    )  # fmt: skip

    class Meta:
        model = SupportRecord
        fields: tuple[str, ...] = ()

    def search(self, queryset, _name, words: str):
        found = Q(what__icontains=words) | Q(organisation__name__icontains=words)
        if len(words) == LEGAL_PERSON:
            found |= Q(organisation__inn=words)
        return queryset.filter(found)
