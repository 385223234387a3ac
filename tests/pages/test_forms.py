"""A refusal of an action is told on the form: at the field it names where there is one."""

import pytest
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError

from portal.pages.forms import carried_out


class Asked(forms.Form):
    amount = forms.IntegerField()


def refusing(error):
    def act(given):
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValidationError({"amount": "Много."}), {"amount": ["Много."]}),
        (ValidationError({"fund": "Пусто.", "amount": "Много."}),
         {"__all__": ["Пусто."], "amount": ["Много."]}),
        (ValidationError(["Раз.", "Два."]), {"__all__": ["Раз.", "Два."]}),
        (PermissionDenied("Нельзя."), {"__all__": ["Нельзя."]}),
    ],
)  # fmt: skip
def test_what_an_action_refuses_stands_on_the_form(error, said):
    form = Asked({"amount": "5"})
    assert carried_out(form, refusing(error)) is None
    assert form.errors == said


def test_an_invalid_form_runs_nothing():
    assert carried_out(Asked({"amount": "x"}), lambda given: pytest.fail("ran")) is None


@pytest.mark.parametrize(("answer", "told"), [(None, True), (7, 7)])
def test_the_answer_of_the_action_comes_back(answer, told):
    assert carried_out(Asked({"amount": "5"}), lambda given: answer) == told
