"""Which project to join, and why."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from budgeting.models import MergeChoice, Project

# An address of a project's page, or its bare number.
NUMBER = re.compile(r"(?:/projects/|^)([0-9]{1,18})/?$")


class MergeForm(forms.Form):
    target = forms.CharField(
        label=_("С каким проектом объединить"),
        help_text=_("Адрес страницы этого проекта или его номер из адреса."),
        max_length=300,
    )
    note = forms.CharField(
        label=_("Почему стоит объединить"),
        help_text=_("Это прочитают автор второго проекта и ваши сторонники."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_target(self) -> Project:
        found = NUMBER.search(self.cleaned_data["target"].strip().split("?")[0].split("#")[0])
        projects = Project.objects.public().select_related("round")
        project = found and projects.filter(pk=int(found[1])).first()
        if not project:
            raise ValidationError(_("Опубликованного проекта с таким адресом нет."))
        return project


class ChoiceForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Что сделать с вашей поддержкой"),
        choices=MergeChoice.Answer.choices,
        widget=forms.RadioSelect,
    )
