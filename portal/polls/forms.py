"""All input of the public pages and of the officials' pages of a poll."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.polls.actions import ballot_of
from portal.polls.models import Observer, PhoneAudit, Voiding

SHORTEST = 16


class ReceiptField(forms.CharField):
    """A receipt, or its first signs: spaces and capitals of a copied number do not matter."""

    def __init__(self, **kwargs) -> None:
        super().__init__(max_length=200, **kwargs)

    def clean(self, value) -> str:
        receipt = re.sub(r"\s", "", super().clean(value)).lower()
        if receipt and not re.fullmatch(rf"[0-9a-f]{{{SHORTEST},64}}", receipt):
            raise forms.ValidationError(
                _(
                    "Номер квитанции — это 64 знака: цифры и латинские буквы от a до f. Введите "
                    "его целиком или хотя бы первые 16 знаков."
                )
            )
        return receipt


class FindForm(forms.Form):
    receipt = ReceiptField(
        label=_("Номер квитанции"),
        help_text=_("Он на странице «Ваш голос учтён» и в письме. Можно ввести первые 16 знаков."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ObserveForm(forms.Form):
    email = forms.EmailField(
        label=_("Ваша эл. почта"),
        max_length=254,
        help_text=_("На неё придёт письмо со ссылкой. Без подтверждения отпечатков не шлём."),
    )


class VoidingForm(forms.ModelForm):
    """A proposal: the ballot is named by its receipt or by the account that cast it."""

    receipt = ReceiptField(label=_("Номер квитанции"), required=False)
    email = forms.EmailField(
        label=_("или эл. почта проголосовавшего"),
        required=False,
        help_text=_("Выбор не показывается никому: аннулируется бюллетень, какой бы он ни был."),
    )
    note = forms.CharField(
        label=_("Что установлено"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Это прочтёт второй сотрудник. Голосовавшему сообщат только основание."),
    )

    class Meta:
        model = Voiding
        fields = ("poll", "receipt", "reason")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("email") and data.get("poll") and not data.get("receipt"):
            voter = User.objects.filter(email__iexact=data["email"]).first()
            ballot = ballot_of(data["poll"], voter) if voter else None
            if ballot is None:
                raise forms.ValidationError({"email": _("Этот человек здесь не голосовал.")})
            data["receipt"] = ballot.receipt
        elif not data.get("receipt") and "receipt" not in self.errors:
            raise forms.ValidationError({"receipt": _("Укажите квитанцию или эл. почту.")})
        return data


class ObserverForm(forms.ModelForm):
    class Meta:
        model = Observer
        fields = ("email", "poll")


class PhoneAuditForm(forms.ModelForm):
    """Announces an audit; of an announced one only the seed is left to enter, once."""

    class Meta:
        model = PhoneAudit
        fields = ("poll", "size", "seed_source", "seed")
