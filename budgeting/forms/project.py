"""The steps of the proposal wizard. A step takes what is valid and remembers the rest verbatim."""

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgeting.forms.rows import CostItemForm, ParticipationForm, table_of
from budgeting.models import Project, ProjectType
from portal.files.forms import ImagesField
from portal.places.forms import PointField
from portal.places.geo import district_at
from portal.places.models import District

LONG_TEXT = 5000
KEPT_LENGTH = 10_000  # characters of one value kept verbatim
KEPT_VALUES = 400


def date_field(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def text_field(label, hint):
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class StartForm(forms.Form):
    """Enough to begin a draft."""

    title = forms.CharField(
        label=_("Как назвать проект"),
        help_text=_("Коротко: что и где. Например: «Освещение сквера на улице Мира»."),
        max_length=200,
    )


class StepForm(forms.Form):
    """A step of the wizard. Empty is allowed: completeness is asked when the project is submitted.

    `more` names a table that shall show further empty rows.
    """

    name = ""
    is_multipart_step = False
    use_required_attribute = False
    # Asked of a submitted project, not of a draft: shown as needed, may stay empty for now.
    needed_later: tuple[str, ...] = ()

    def __init__(self, project: Project, data=None, files=None, *, more: str = ""):
        self.project, self.more = project, more
        kept = project.typed.get(self.name) if data is None else None
        super().__init__(data if kept is None else _restored(kept), files, initial=self.stored())
        if not self.is_bound:
            self.full_clean()

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.needed_later:
            self.fields[name].required = True

    def stored(self) -> dict:
        """What the columns hold."""
        return {name: getattr(self.project, name) for name in self.base_fields}

    def values(self) -> dict:
        """The valid values for the columns; call it after is_valid(), whatever it answered."""
        return dict(self.cleaned_data)

    def tables(self) -> dict:
        """Rows for save_draft, when they are valid."""
        return {}

    def typed(self) -> dict:
        """What must be remembered verbatim: nothing when all of it is valid."""
        return {self.name: {} if self.is_valid() else _kept(self.data)}


def _kept(data: QueryDict) -> dict[str, list[str]]:
    pairs = [pair for pair in data.lists() if pair[0] != "csrfmiddlewaretoken"][:KEPT_VALUES]
    return {
        key[:100]: [value[:KEPT_LENGTH].replace("\x00", "") for value in values[:3]]
        for key, values in pairs
    }


def _restored(kept: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, values in kept.items():
        data.setlist(key, values)
    return data


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


class GroupStep(StepForm):
    name = "group"
    is_multipart_step = True
    needed_later = ("agree",)
    group_size = forms.IntegerField(
        label=_("Сколько человек в инициативной группе"), min_value=1, max_value=10_000
    )
    photos = ImagesField(
        label=_("Фотографии места"),
        help_text=_("До 10 фотографий. Координаты съёмки из файлов удаляются."),
        required=False,
    )
    agree = forms.BooleanField(
        label=_("Согласен на публикацию проекта и сведений об инициативной группе (без имён)"),
        required=False,
    )

    def stored(self) -> dict:
        return {"group_size": self.project.group_size, "agree": self.project.agreed_at is not None}

    def values(self) -> dict:
        values = {name: value for name, value in self.cleaned_data.items() if name == "group_size"}
        agreed = self.project.agreed_at or timezone.now()
        values["agreed_at"] = agreed if self.cleaned_data.get("agree") else None
        return values


STEPS = {form.name: form for form in (WhatStep, PlaceStep, MoneyStep, GroupStep)}
STEP_NAMES = {
    "what": _("Суть"),
    "place": _("Место"),
    "money": _("Смета и сроки"),
    "group": _("Группа и фото"),
    "check": _("Проверка"),
}
