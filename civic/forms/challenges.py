"""What comes in from the ballot of a challenge."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.polls.limits import Limits

UNKNOWN = -1  # whatever is not a number of an option: the limits refuse it with a sentence


class NumbersField(forms.Field):
    """Numbers of options as they were marked; rubbish becomes a number no option has."""

    widget = forms.SelectMultiple

    def to_python(self, value) -> list[int]:
        return [
            int(text) if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else UNKNOWN
            for text in value or ()
        ]


class BallotForm(forms.Form):
    """The marked ideas, within the limits of the poll."""

    choices = NumbersField(label=_("Бюллетень"), required=False)

    def __init__(self, *args, limits: Limits, **kwargs):
        super().__init__(*args, **kwargs)
        self.limits = limits

    def clean_choices(self) -> list[int]:
        numbers = self.cleaned_data["choices"]
        if problems := self.limits.problems(numbers):
            raise ValidationError(problems)
        return numbers

    def marked(self) -> list[int]:
        """What was marked, valid or not: nothing is lost because of a mistake."""
        return self.fields["choices"].to_python(self["choices"].value())
