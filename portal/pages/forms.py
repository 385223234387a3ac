"""What a person says when a case moves; a refusal of an action told on the form it came from."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import InvalidTransition

NOTE_LENGTH = 4000


class MoveForm(forms.Form):
    """The reason of a move; asked for when the move needs one. Apps add fields by subclassing."""

    note = forms.CharField(
        label=_("Пояснение"),
        help_text=_("Его увидит автор. Если событие открытое, его увидят все."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, needs_note: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_note
        if needs_note:
            self.fields["note"].label = _("Причина")


def carried_out(form: forms.BaseForm, act: Callable[[dict], object]):
    """Run `act(cleaned_data)` of a valid form: what it returned, or True; None if it was refused.

    The refusal stands on the form then, at the field it names where the form has that field.
    """
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data) or True
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        told(form, refusal)
    except InvalidTransition:
        form.add_error(None, _("Состояние уже изменилось. Обновите страницу."))
    return None


def told(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Put the sentences of the refusal on the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal.messages)
        return
    for name, sentences in refusal.message_dict.items():
        form.add_error(name if name in form.fields else None, sentences)
