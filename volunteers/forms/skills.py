"""Choosing skills out of the catalogue."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from volunteers.models import Skill, SkillArea


class ByArea(ModelChoiceIterator):
    """The skills under the headings of their areas."""

    def __iter__(self):
        areas: dict[str, list] = {}
        for row in self.field.shared or self.queryset:
            areas.setdefault(row.area, []).append(self.choice(row))
        for area, choices in areas.items():
            yield (SkillArea(area).label, choices)


class SkillsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple
    iterator = ByArea
    # The rows, where a form has read them for two fields at once.
    shared = ()

    def __init__(self, **kwargs) -> None:
        kwargs = {"required": False, **kwargs}
        super().__init__(Skill.objects.offered(), **kwargs)
        self.widget.attrs["class"] = "skills"


class OwnSkillsForm(forms.Form):
    skills = SkillsField(label=_("Что вы умеете"))
