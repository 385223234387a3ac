"""All input of the app."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.organisations.actions import FREE
from portal.organisations.models import REGISTERED, Kind, Organisation, Role, Status
from portal.organisations.registry_numbers import is_inn, is_ogrn


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
            "description",
            "contact_email",
            "contact_phone",
            "site",
        )
        help_texts = {
            "inn": _("10 цифр. У ТОС без юридического лица можно не заполнять."),
            "ogrn": _("13 цифр."),
            "contact_email": _("Почта и телефон видны всем."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].empty_label = _("Весь город")
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
        if text and not is_right(text):
            raise ValidationError(sentence)
        return text

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
