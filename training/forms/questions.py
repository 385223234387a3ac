"""The answers of a question as an official writes them: no question without a right one."""

from django import forms
from django.core.exceptions import ValidationError

from training.models import Question
from training.models.learning import fault_of


class RightChoices(forms.BaseInlineFormSet):
    """Refuses a question nobody could answer rightly, with the sentence of what is wrong."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or not isinstance(self.instance, Question):
            return
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("text") and not form.cleaned_data.get("DELETE")
        ]
        right = sum(bool(row.get("is_right")) for row in kept)
        if kept and (fault := fault_of(self.instance.kind, len(kept), right)):
            raise ValidationError(fault)
