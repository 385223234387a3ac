"""The steps of the proposal wizard, in their order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budgeting.forms.group import GroupStep
from budgeting.forms.meeting import MeetingStep
from budgeting.forms.rows import CostItemForm, ParticipationForm
from budgeting.forms.steps import ProjectStep, date_field, text_field
from budgeting.models import Project, ProjectType
from portal.places.forms import PointField
from portal.places.geo import district_at
from portal.places.models import District

LONGEST_LIST = 1000  # characters


class StartForm(forms.Form):
    """Enough to begin a draft."""

    title = forms.CharField(
        label=_("Как назвать проект"),
        help_text=_("Коротко: что и где. Например: «Освещение сквера на улице Мира»."),
        max_length=200,
    )
    # «civic.report:12,civic.report:14»: the cases the project grows out of.
    evidence = forms.CharField(max_length=LONGEST_LIST, required=False, widget=forms.HiddenInput)


class WhatStep(ProjectStep):
    name = "what"
    needed_later = ("type", "problem", "solution", "expected_result")
    title = forms.CharField(label=_("Название"), max_length=200)
    type = forms.ModelChoiceField(
        ProjectType.objects.all(),
        label=_("Вид проекта"),
        required=False,
        empty_label=_("Выберите"),
    )
    problem = text_field(_("Какую проблему решаем"), _("Что не так, где и кого это касается."))
    solution = text_field(_("Что предлагаете сделать"), _("Почему это решит проблему."))
    expected_result = text_field(_("Что получится"), _("Что изменится и как это проверить."))
    beneficiaries = forms.IntegerField(
        label=_("Сколько людей станет жить лучше"),
        min_value=1,
        max_value=1_000_000,
        required=False,
    )


class PlaceStep(ProjectStep):
    name = "place"
    needed_later = ("address", "district")
    address = forms.CharField(
        label=_("Адрес или ориентир"),
        help_text=_("Например: «двор дома 5 по улице Мира»."),
        max_length=300,
        required=False,
    )
    district = forms.ModelChoiceField(
        District.objects.all(),
        label=_("Район"),
        required=False,
        empty_label=_("Определить по точке на карте"),
    )
    point = PointField(
        label=_("Точка на карте"),
        help_text=_("Нажмите на карту. Если карта не открылась, хватит адреса и района."),
        required=False,
    )

    def stored(self) -> dict:
        place = self.project
        point = (place.latitude, place.longitude) if place.latitude is not None else None
        return {"address": place.address, "district": place.district_id, "point": point}

    def values(self) -> dict:
        values = dict(self.cleaned_data)
        if "point" in values:
            point = values.pop("point")
            values["latitude"], values["longitude"] = point or (None, None)
            if point and not values.get("district"):
                values["district"] = district_at(*point)
        return values


class MoneyStep(ProjectStep):
    name = "money"
    needed_later = ("planned_start", "planned_end")
    planned_start = date_field(_("Начало работ"))
    planned_end = date_field(_("Окончание работ"))

    def clean(self):
        given = super().clean()
        start, end = given.get("planned_start"), given.get("planned_end")
        if start and end and end < start:
            self.add_error("planned_end", _("Работы не могут кончиться до начала"))
        return given

    def row_tables(self) -> dict:
        return {
            "cost": (CostItemForm, self.project.cost_items.all()),
            "share": (ParticipationForm, self.project.participation.all()),
        }

    def parts(self) -> dict:
        names = {"cost": "cost_items", "share": "participation"}
        return {names[prefix]: rows for prefix, rows in self.valid_rows().items()}


ALL_STEPS = (WhatStep, PlaceStep, MoneyStep, MeetingStep, GroupStep)
STEPS = {form.name: form for form in ALL_STEPS}
STEP_NAMES = {
    "what": _("Суть"),
    "place": _("Место"),
    "money": _("Смета и сроки"),
    "meeting": _("Собрание"),
    "group": _("Группа и фото"),
    "check": _("Проверка"),
}


def step_names(project: Project) -> dict:
    """The steps this project goes through: the meeting only where the round requires one."""
    skipped = set() if project.round.meeting_required else {"meeting"}
    return {name: label for name, label in STEP_NAMES.items() if name not in skipped}
