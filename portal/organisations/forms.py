"""All input of the app."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms import AccountField
from portal.organisations.actions import FREE
from portal.organisations.models import GROUPS, REGISTERED, Kind, Organisation, Role, Status
from portal.organisations.registry_numbers import is_inn, is_ogrn
from portal.places.models import Centre


class OrganisationForm(forms.ModelForm):
    """The card; what an official has confirmed is shown and cannot be changed."""

    site = forms.URLField(label=_("Сайт"), required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Organisation
        fields = (
            "kind",
            "name",
            "inn",
            "ogrn",
            "district",
            "centre",
            "description",
            "contact_email",
            "contact_phone",
            "site",
        )
        help_texts = {
            "inn": _("10 цифр. У ТОС без юридического лица, группы и совета номера нет."),
            "ogrn": _("13 цифр, если есть ИНН."),
            "centre": _("Только для общественного совета центра."),
            "contact_email": _("Почта и телефон видны всем."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].empty_label = _("Весь город")
        self.fields["centre"].empty_label = _("Не при центре")
        if self.instance.status == Status.CONFIRMED:
            for name in set(self.fields) - set(FREE):
                self.fields[name].disabled = True

    def clean_inn(self) -> str:
        return self._number("inn", is_inn, _("Проверьте ИНН: в нём ошибка в цифрах."))

    def clean_ogrn(self) -> str:
        return self._number("ogrn", is_ogrn, _("Проверьте ОГРН: в нём ошибка в цифрах."))

    def _number(self, name: str, is_right, sentence) -> str:
        text = self.cleaned_data[name].strip()
        if not text and self.cleaned_data.get("kind") in REGISTERED:
            raise ValidationError(_("Для такой организации номер обязателен."))
        if text and self.cleaned_data.get("kind") in GROUPS:
            raise ValidationError(_("У группы и совета номера нет: оставьте поле пустым."))
        if text and not is_right(text):
            raise ValidationError(sentence)
        return text

    def clean_centre(self) -> Centre | None:
        centre, kind = self.cleaned_data["centre"], self.cleaned_data.get("kind")
        if kind == Kind.COUNCIL and centre is None:
            raise ValidationError(_("Выберите центр, при котором работает совет."))
        if centre is not None and kind != Kind.COUNCIL:
            raise ValidationError(_("Центр указывают только у общественного совета центра."))
        return centre

    def clean_kind(self) -> str:
        kind = self.cleaned_data["kind"]
        if kind == Kind.DEPARTMENT and self.instance.kind != Kind.DEPARTMENT:
            raise ValidationError(_("Подразделения администрации добавляет администратор портала."))
        return kind


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("Электронная почта"), max_length=254)
    role = forms.ChoiceField(label=_("Роль"), choices=Role.choices, initial=Role.MEMBER)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Роль"), choices=Role.choices)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HeadForm(forms.Form):
    """Who heads a centre from which day; the person by the e-mail of the account."""

    centre = forms.ModelChoiceField(
        Centre.objects.select_related("district"), label=_("Центр"), empty_label=_("Выберите")
    )
    email = AccountField()
    since = forms.DateField(label=_("С какого дня"), widget=DayInput)


class ReleaseForm(forms.Form):
    until = forms.DateField(label=_("Последний день"), widget=DayInput)
