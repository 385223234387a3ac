"""Answers of a test, works, the survey, attendance, certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.forms import DocumentsField
from training.models import Enrolment, FeedbackAnswer, Meeting


class AnswersForm(forms.Form):
    """One field a question of the attempt; an unanswered one is allowed."""

    def __init__(self, *args, questions: list[dict], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for place, row in enumerate(questions, 1):
            label = f"{place}. {row['text']}"
            choices = list(enumerate(row["choices"]))
            if row["kind"] == "text":
                field = forms.CharField(label=label, required=False, max_length=500)
            elif row["kind"] == "single":
                field = forms.ChoiceField(
                    label=label, required=False, choices=choices, widget=forms.RadioSelect
                )
            else:
                field = forms.MultipleChoiceField(
                    label=label,
                    required=False,
                    choices=choices,
                    widget=forms.CheckboxSelectMultiple,
                    help_text=_("Отметьте все верные ответы."),
                )
            self.fields[row["name"]] = field
        if not self.is_bound:
            self.full_clean()

    use_required_attribute = False

    def full_clean(self) -> None:
        """An empty answer is taken; yet no question is called optional on the page."""
        super().full_clean()
        for field in self.fields.values():
            field.required = True

    def blank(self) -> list[int]:
        """Numbers of the questions without an answer, as the page counts them."""
        return [place for place, name in enumerate(self.fields, 1) if not self.cleaned_data[name]]

    def answers(self) -> dict[str, list[str]]:
        given = self.cleaned_data.items()
        return {name: said if isinstance(said, list) else [said] for name, said in given if said}


class WorkForm(forms.Form):
    text = forms.CharField(
        label=_("Ваша работа"), max_length=9000, widget=forms.Textarea(attrs={"rows": 12})
    )
    files = DocumentsField(label=_("Файлы"), required=False)


MARKS = [(number, str(number)) for number in range(5, 0, -1)]


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = FeedbackAnswer
        fields = ("useful", "clear", "organised", "text")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("useful", "clear", "organised"):
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                help_text=_("5 — отлично, 1 — плохо."),
                choices=MARKS,
                coerce=int,
                widget=forms.RadioSelect,
            )


class AttendanceForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        Enrolment.objects.none(),
        label=_("Кто был"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, meeting: Meeting, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = meeting.session.enrolments.filter(state__in=("enrolled", "completed", "failed"))
        field = self.fields["people"]
        field.queryset = rows.select_related("user").order_by("user__last_name", "pk")
        field.label_from_instance = lambda row: str(row.user)
        if not self.is_bound:
            self.initial["people"] = list(meeting.present.values_list("pk", flat=True))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Причина"),
        help_text=_("Её увидит каждый, кто проверит свидетельство."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
