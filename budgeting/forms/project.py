"""The steps of the proposal wizard, in their order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budgeting.forms.group import GroupStep
from budgeting.forms.meeting import MeetingStep
from budgeting.forms.rows import CostItemForm, ParticipationForm, table_of
from budgeting.forms.steps import StepForm, date_field, text_field
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


class WhatStep(StepForm):
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


class PlaceStep(StepForm):
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


class MoneyStep(StepForm):
    name = "money"
    needed_later = ("planned_start", "planned_end")
    planned_start = date_field(_("Начало работ"))
    planned_end = date_field(_("Окончание работ"))

    def __init__(self, project, data=None, files=None, *, more=""):
        super().__init__(project, data, files, more=more)
        self.costs = self._table(CostItemForm, "cost", project.cost_items.all())
        self.shares = self._table(ParticipationForm, "share", project.participation.all())

    def _table(self, form_class, prefix: str, rows):
        blank = 4 if self.more == prefix else 1
        fields = form_class._meta.fields
        if self.is_bound:
            return table_of(form_class, 0)(self._longer(prefix), prefix=prefix)
        initial = [{name: getattr(row, name) for name in fields} for row in rows]
        return table_of(form_class, blank if initial else 3)(initial=initial, prefix=prefix)

    def _longer(self, prefix: str):
        """The sent table; with the asked further rows when it comes back from what was kept."""
        if self.more != prefix:
            return self.data
        data, key = self.data.copy(), f"{prefix}-TOTAL_FORMS"
        count = data.get(key, "0")
        known = count.isdecimal() and len(count) < 5
        data[key] = str(int(count) + 3) if known else "3"
        return data

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.costs.is_valid(), self.shares.is_valid()])

    def tables(self) -> dict:
        found = {}
        if self.costs.is_valid():
            found["cost_items"] = self.costs.rows()
        if self.shares.is_valid():
            found["participation"] = self.shares.rows()
        return found


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
