"""What a coordinator writes down about somebody without an account."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.identity import normalise_phone
from volunteers.forms.shifts import PersonForm, moment_widget
from volunteers.models import Shift, WalkIn


class WalkInForm(forms.Form):
    name = forms.CharField(label=_("Имя и фамилия"), max_length=150)
    email = forms.EmailField(
        label=_("Почта"),
        help_text=_("Отправим ссылку, по которой человек присоединит часы или удалит данные."),
        required=False,
    )
    phone = forms.CharField(
        label=_("Телефон"),
        help_text=_("Человек заберёт часы сам, когда подтвердит этот телефон в своём кабинете."),
        max_length=30,
        required=False,
    )
    adult = forms.BooleanField(
        label=_("Человеку есть 18 лет"),
        error_messages={"required": _("До 18 лет приходят с согласием родителя: через группу.")},
    )
    consent = forms.BooleanField(
        label=_("Человек прочёл согласие на обработку данных и согласился"),
        error_messages={"required": _("Без согласия имя и контакт записывать нельзя.")},
    )
    at = forms.DateTimeField(
        label=_("Пришёл раньше: время"), required=False, widget=moment_widget()
    )
    note = forms.CharField(label=_("Почему время вписано"), max_length=300, required=False)

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        try:
            return normalise_phone(typed) if typed else ""
        except ValueError:
            raise ValidationError(
                _("Нужен номер российского мобильного телефона: +7 и ещё 10 цифр.")
            ) from None

    def clean(self) -> dict:
        data = super().clean()
        if not (data.get("email") or data.get("phone") or self.errors):
            self.add_error("email", _("Укажите почту или телефон: как найти человека потом."))
        return data

    def given(self) -> dict:
        """What the action takes: the two marks have been made, or the form is not valid."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "phone", "at", "note")}


class WalkInJoinForm(PersonForm):
    """Whose account it is: somebody of the group who has no place of their own on the shift."""

    walk_in = forms.ModelChoiceField(
        WalkIn.objects.none(), label=_("Кто записан"), empty_label=_("выберите запись")
    )
    field_order = ("walk_in", "member")

    def __init__(self, *args, shift: Shift, **kwargs) -> None:
        super().__init__(*args, shift=shift, **kwargs)
        self.fields["walk_in"].queryset = shift.walk_ins.open()
        self.fields["member"].label = _("Чья это учётная запись")
