"""What a person says when a case moves."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
