"""The one mark of a ballot of an award."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ChoiceForm(forms.Form):
    choice = forms.TypedChoiceField(
        label=_("Бюллетень"),
        coerce=int,
        error_messages={
            "required": _("Отметьте одного номинанта."),
            "invalid_choice": _("Отметьте одного номинанта из списка."),
        },
    )

    def __init__(self, *args, numbers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(number, str(number)) for number in numbers]
