"""What the operator of a centre types: whom they mark, what a sheet says."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms import PersonForm
from portal.places.models import Centre, District
from portal.polls.ballots import Choice
from portal.polls.models import PaperBox, Poll, PollState

_CHOICE = re.compile(r"([0-9]{1,9})(?:\s*:\s*([0-9]{1,6}))?", re.ASCII)
LONGEST = 2000


class BoxForm(forms.ModelForm):
    """A box is opened for a poll that takes paper, at one's own centre."""

    class Meta:
        model = PaperBox
        fields = ("poll", "centre")

    def offer(self, user) -> None:
        """Leave only what this operator may choose."""
        polls = Poll.objects.filter(state=PollState.OPEN, paper_until__isnull=False)
        self.fields["poll"].queryset = polls
        self.fields["centre"].queryset = Centre.objects.filter(paper_operators__user=user)


class VoterForm(PersonForm):
    """The person at the desk, as the passport says; no number of any document."""

    mark = forms.CharField(
        label=_("Отличие тёзки"),
        max_length=50,
        required=False,
        help_text=_("Только если в городе есть полный тёзка, родившийся в тот же день."),
    )
    district = forms.ModelChoiceField(
        District.objects.all(),
        label=_("Район по прописке"),
        required=False,
        empty_label=_("Взять из списка жителей"),
    )
    passport = forms.BooleanField(label=_("Паспорт проверен глазами"))


class ChoicesField(forms.CharField):
    """«3, 7, 12» or, with points, «3:5, 7:2»; in a ranking the order is the voter's."""

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST, required=False, **kwargs)

    def clean(self, value) -> list[Choice]:
        text = super().clean(value)
        parts = [part for part in re.split(r"[,;\n]+|(?<=\d)\s+(?=\d)", text) if part.strip()]
        return [self._read(part.strip()) for part in parts]

    def _read(self, part: str) -> Choice:
        found = _CHOICE.fullmatch(part)
        if not found:
            raise ValidationError(
                _("«%(part)s» не похоже на номер проекта. Пишите так: 3, 7, 12.")
                % {"part": part[:20]}
            )
        return Choice(int(found[1]), None if found[2] is None else int(found[2]))


class SheetForm(forms.Form):
    """One reading of one sheet."""

    serial = forms.IntegerField(
        label=_("Номер бюллетеня"),
        min_value=1,
        max_value=99_999,
        help_text=_("Напишите его карандашом на самом бюллетене."),
    )
    choices = ChoicesField(
        label=_("Отмеченные проекты"),
        help_text=_("Номера через запятую: 3, 7. С баллами: 3:5, 7:2. По местам: с первого места."),
    )
    spoiled = forms.BooleanField(
        label=_("Испорчен"),
        required=False,
        help_text=_("Отмечено больше, чем можно, ничего не отмечено или не разобрать."),
    )

    def clean(self) -> dict:
        """A spoiled sheet has no choice, any other has one."""
        cleaned = super().clean()
        if cleaned.get("spoiled") and cleaned.get("choices"):
            self.add_error("choices", _("У испорченного бюллетеня номера не пишут."))
        return cleaned


class RulingForm(SheetForm):
    serial = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=99_999)
    reason = forms.CharField(
        label=_("В чём ошибка"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("serial", "choices", "spoiled", "reason")


class ClosingForm(forms.Form):
    note = forms.CharField(
        label=_("Причина расхождения"),
        required=False,
        max_length=2000,
        help_text=_("Если число бюллетеней не равно числу отметок. Её увидят все."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
