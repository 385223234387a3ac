"""What comes in from the ballot page.

A choice is posted as `choices=<number>` or `choices=<number>:<points>`; a page that asks for
points posts a field `points-<number>` for each project. In a ranking the order of `choices` counts.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.polls.ballots import Choice
from portal.polls.limits import Limits

UNKNOWN = -1  # whatever is not a number of an option: the limits refuse it with a sentence
POINTS = "points-"
_CHOICE = re.compile(r"([0-9]{1,9})(?::([0-9]{1,6}))?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,6}", re.ASCII)


def read_choice(text: str) -> Choice:
    """A posted choice; rubbish becomes a number no option has."""
    found = _CHOICE.fullmatch(text)
    if not found:
        return Choice(UNKNOWN)
    return Choice(int(found[1]), None if found[2] is None else int(found[2]))


def write_choice(choice: Choice) -> str:
    return str(choice.number) if choice.points is None else f"{choice.number}:{choice.points}"


class ChoicesField(forms.Field):
    widget = forms.SelectMultiple

    def to_python(self, value) -> list[Choice]:
        return [read_choice(str(text)) for text in value or ()]


class BallotForm(forms.Form):
    """The marked projects; with `limits` also whether they make a ballot."""

    choices = ChoicesField(label=_("Бюллетень"), required=False)

    def __init__(self, *args, limits: Limits | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.limits = limits

    def clean_choices(self) -> list[Choice]:
        choices = self.marked()
        if problems := self.limits.problems(choices) if self.limits else []:
            raise ValidationError(problems)
        return choices

    def marked(self) -> list[Choice]:
        """What was marked, valid or not: nothing is lost because of a mistake."""
        plain = self.fields["choices"].to_python(self["choices"].value())
        typed = self.typed().items()
        return [*plain, *(Choice(n, _points(text)) for n, text in typed if _is_given(text))]

    def typed(self) -> dict[int, str]:
        """What stands in the fields of points, by project, as it was typed."""
        found = {}
        for name, text in self.data.items():
            number = name.removeprefix(POINTS)
            if name != number:
                found[read_choice(number).number] = text.strip()[:20]
        return found

    def wrong(self) -> set[int]:
        """Projects whose points cannot be right, to mark their fields."""
        if self.limits is None:
            return set()
        given = [one for one in self.marked() if one.points is not None]
        return {one.number for one in given if not self.limits.takes(one.points)}


def _is_given(text: str) -> bool:
    """An empty field and a nought say the same: no points."""
    return bool(text.strip("0 "))


def _points(text: str) -> int:
    """What is not a whole number becomes one no ballot takes, so that the limits say why."""
    return int(text) if _WHOLE.fullmatch(text) else -1
