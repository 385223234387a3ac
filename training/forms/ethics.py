"""Answers about conduct; the admin's form of a version of the code."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Organisation
from training.forms.learning import MARKS
from training.models import CodeVersion, ConductFeedback


class ConductForm(forms.ModelForm):
    class Meta:
        model = ConductFeedback
        fields = ("department", "contact", "contact_on", "polite", "clear", "timely", "text")
        widgets = {
            "contact_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "text": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        departments = Organisation.objects.confirmed().filter(kind="department")
        self.fields["department"].queryset = departments
        self.fields["department"].empty_label = _("Выберите")
        self.fields["text"].help_text = _("Имена служащих не нужны: пишите о том, что было.")
        for name in ("polite", "clear", "timely"):
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                help_text=_("5 — отлично, 1 — плохо."),
                choices=MARKS,
                coerce=int,
                widget=forms.RadioSelect,
            )


class CodeForm(forms.ModelForm):
    principles = forms.CharField(
        label=_("Принципы открытости, по одному в строке"),
        widget=forms.Textarea(attrs={"rows": 12, "cols": 100}),
        max_length=10_000,
    )

    class Meta:
        model = CodeVersion
        fields = ("number", "title", "preface", "principles", "effective_on")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["principles"] = "\n".join(self.instance.principles)

    def clean_principles(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["principles"].splitlines()]
        found = [line[:500] for line in lines if line]
        if not found:
            raise ValidationError(_("Назовите хотя бы один принцип."))
        return found

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Этот день уже прошёл: редакция вступает в силу позже."))
        return day
