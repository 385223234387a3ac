"""What comes in from polls and opinion boards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.models import StatementVote, Survey


class SurveyForm(forms.Form):
    """The questions of a poll as fields: one or several variants of each."""

    def __init__(self, *args, survey: Survey, **kwargs):
        super().__init__(*args, **kwargs)
        for question in survey.questions.all():
            kind, widget = forms.TypedChoiceField, forms.RadioSelect
            if question.is_multiple:
                kind, widget = forms.TypedMultipleChoiceField, forms.CheckboxSelectMultiple
            self.fields[f"question-{question.pk}"] = kind(
                label=question.text,
                choices=list(enumerate(question.variants())),
                coerce=int,
                widget=widget,
                error_messages={
                    "required": _("Выберите ответ."),
                    "invalid_choice": _("Выберите из предложенных вариантов."),
                },
            )

    def choices(self) -> dict[str, list[int]]:
        """Numbers of variants by the number of the question."""
        return {
            name.removeprefix("question-"): value if isinstance(value, list) else [value]
            for name, value in self.cleaned_data.items()
        }


class VoiceForm(forms.Form):
    statement = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    value = forms.TypedChoiceField(choices=StatementVote.Value.choices, coerce=int)


class StatementForm(forms.Form):
    text = forms.CharField(
        label=_("Ваше утверждение"),
        min_length=10,
        max_length=200,
        help_text=_("Одна мысль, с которой можно согласиться или нет. Сначала его проверят."),
    )
