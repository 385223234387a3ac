"""Questions about a contest, and the admin's form of one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import Contest, Question, RequiredDocument
from portal.organisations.models import Kind

# Whom a grant may go to; a group or a council is not among them, nor a department.
APPLICANTS = [(kind.value, kind.label) for kind in (Kind.NKO, Kind.TOS, Kind.BUSINESS)]


def kinds_field(label, **more):
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=APPLICANTS, widget=widget, **more)


class ClarificationForm(forms.Form):
    text = forms.CharField(
        label=_("Ваш вопрос об условиях"),
        help_text=_("Вопрос и ответ увидят все, ваше имя — никто."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ContestForm(forms.ModelForm):
    applicant_kinds = kinds_field(_("Кто может подать"))

    class Meta:
        model = Contest
        fields = ("applicant_kinds",)  # the admin names the others


class RequiredDocumentForm(forms.ModelForm):
    applicant_kinds = kinds_field(_("Для кого"), required=False)

    class Meta:
        model = RequiredDocument
        fields = ("name", "applicant_kinds", "is_required", "shown_to_experts")


class QuestionForm(forms.ModelForm):
    choices = forms.CharField(
        label=_("Варианты, по одному в строке"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Question
        fields = (
            *("label", "hint", "kind", "choices", "max_length", "is_required"),
            *("names_applicant", "order"),
        )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["choices"] = "\n".join(self.instance.choices or [])

    def clean_choices(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["choices"].splitlines())
        return [line[:200] for line in lines if line]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Question.Kind.CHOICE and not cleaned.get("choices"):
            self.add_error("choices", _("Укажите варианты ответа."))
        return cleaned
