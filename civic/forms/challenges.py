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


class ScheduleForm(forms.Form):
    """New dates of the stages of an announced challenge, and the reason everybody will read."""

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = [stage.kind for stage in stages]
        for stage in stages:
            for edge, word in (("starts_at", _("начало")), ("ends_at", _("окончание"))):
                self.fields[f"{stage.kind}_{edge}"] = forms.SplitDateTimeField(
                    label=f"{stage.get_kind_display()}: {word}",
                    initial=getattr(stage, edge),
                    widget=forms.SplitDateTimeWidget(
                        date_attrs={"type": "date"},
                        time_attrs={"type": "time", "step": 1},
                        date_format="%Y-%m-%d",
                        time_format="%H:%M:%S",
                    ),
                )
        self.fields["note"] = forms.CharField(
            label=_("Причина"),
            max_length=2000,
            help_text=_("Её увидят все на странице вызова, подписчики — в письме."),
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def dates(self) -> dict[str, tuple]:
        """Begin and end by kind; a moment left as it was keeps its fraction of a second."""
        return {
            kind: tuple(self._moment(f"{kind}_{edge}") for edge in ("starts_at", "ends_at"))
            for kind in self.kinds
        }

    def _moment(self, name: str):
        given, shown = self.cleaned_data[name], self.fields[name].initial
        return shown if given == shown.replace(microsecond=0) else given


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
