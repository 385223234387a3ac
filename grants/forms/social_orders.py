"""The social order: its public filter, the plan, an executor, a fact."""

import uuid

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from grants.actions import plan_problems
from grants.actions.social_orders import TYPED
from grants.forms.property import day
from grants.models import Direction, SocialEntry, SocialFact, SocialOrder, Way
from portal.organisations.models import Organisation


def year_choices() -> list[tuple[int, str]]:
    rows = SocialOrder.objects.filter(is_published=True).order_by("-year")
    return [(year, str(year)) for year in rows.values_list("year", flat=True).distinct()]


class SocialOrderFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Услуга"), field_name="service", lookup_expr="icontains", max_length=200,
        strip=True,
    )  # fmt: skip
    year = django_filters.ChoiceFilter(
        label=_("Год"), choices=year_choices, empty_label=_("все годы")
    )
    direction = django_filters.ModelChoiceFilter(
        label=_("Направление"), queryset=lambda _request: Direction.objects.all(),
        empty_label=_("любое"),
    )  # fmt: skip

    class Meta:
        model = SocialOrder
        fields: tuple[str, ...] = ()


class SocialOrderForm(forms.ModelForm):
    reason = forms.CharField(
        label=_("Почему план меняется"), required=False, max_length=1000,
        help_text=_("Нужно, если план уже видят все: причина встанет в открытую историю."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    class Meta:
        model = SocialOrder
        fields = TYPED

    def _post_clean(self) -> None:
        super()._post_clean()
        before = SocialOrder.objects.filter(pk=self.instance.pk).first()
        reason = self.cleaned_data.get("reason", "")
        for name, text in plan_problems(self.instance, before, reason).items():
            self.add_error(name, text)


class ExecutorForm(forms.Form):
    inn = forms.RegexField(
        r"^(\d{10}|\d{12})$", label=_("ИНН исполнителя"),
        help_text=_("Организация должна быть подтверждена на портале."),
        error_messages={"invalid": _("ИНН — 10 или 12 цифр.")},
    )  # fmt: skip
    way = forms.ChoiceField(label=_("Способ отбора"), choices=Way.choices)

    def clean_inn(self) -> str:
        """The organisation itself goes to the action."""
        inn = self.cleaned_data["inn"]
        found = Organisation.objects.confirmed().filter(inn=inn).first()
        if found is None:
            raise forms.ValidationError(_("Подтверждённой организации с таким ИНН нет."))
        self.found = found
        return inn

    def clean(self) -> dict:
        given = super().clean()
        given.pop("inn", None)
        return {**given, "organisation": getattr(self, "found", None)}


class SocialFactForm(forms.ModelForm):
    """A fact to be confirmed by another official, or the correction of an entry."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=60)
    made_on = day(_("Дата документа"))

    class Meta:
        model = SocialFact
        fields = (
            *("kind", "executor", "volume", "amount", "document", "made_on"),
            *("starts_on", "ends_on", "target"),
        )
        help_texts = {
            "ends_on": _("Для соглашения — обязательно."),
            "target": _("Только для исправления: объём и сумма возьмутся из неё."),
        }
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("starts_on", "ends_on")
        }

    def __init__(self, *args, order: SocialOrder, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4().hex
        for name in ("executor", "volume", "amount"):
            self.fields[name].required = False
        rows = order.executors.select_related("organisation")
        self.fields["executor"].queryset = rows
        open_ = SocialEntry.objects.filter(order=order, reverses=None, reversal=None)
        self.fields["target"].queryset = open_.order_by("-id")

    def _post_clean(self) -> None:
        """The action checks the whole; its refusals come back to the fields."""
