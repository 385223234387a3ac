"""What the official who runs a commission types; each form knows its commission."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from budgeting.actions.commission_marks import FACTS, grounds_of
from budgeting.actions.commission_seats import GROUNDS
from budgeting.models import Departure, Project, ProjectFact
from portal.accounts.identity import Person
from portal.pages.forms import MoveForm

LONG = 10_000


def moment(label, **more):
    """A date with a time, typed by the browser's own calendar."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


def text(label, *, rows=4, length=2000, **more):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, widget=widget, **more)


class SeedForm(MoveForm):
    """The seed as it was fixed in public."""

    seed = forms.CharField(
        label=_("Случайное число"),
        max_length=200,
        help_text=_("Как оно названо на церемонии. Исправить потом нельзя."),
    )


class AssessForm(MoveForm):
    until = moment(_("Оценки принимаются до"))


class NamedSeat:
    """Officials know people by name; the public by the number."""

    def label_from_instance(self, seat) -> str:
        return f"№ {seat.number}, {seat.user.get_full_name()}"


class SeatField(NamedSeat, forms.ModelChoiceField):
    pass


class SeatsField(NamedSeat, forms.ModelMultipleChoiceField):
    pass


class DeskForm(forms.Form):
    """Base: `commission` narrows what can be chosen."""

    def __init__(self, *args, commission, **kwargs):
        super().__init__(*args, **kwargs)
        self.commission = commission
        self.narrow(commission)

    def narrow(self, commission) -> None:
        """Set the choices that depend on the commission."""

    def projects(self, commission):
        rows = Project.objects.filter(round=commission.round, state="contest")
        return forms.ModelChoiceField(label=_("Проект"), queryset=rows)


class ExtendForm(DeskForm):
    until = moment(_("Принимать заявления до"))
    reason = text(_("Причина"), help_text=_("Её увидят все."))


class SeatForm(DeskForm):
    email = forms.EmailField(label=_("Электронная почта учётной записи"), max_length=254)


class MeetingForm(DeskForm):
    starts_at = moment(_("Начало"))
    place = forms.CharField(label=_("Где"), max_length=300)
    agenda = text(_("Повестка"), length=LONG)


class MinutesForm(DeskForm):
    meeting = forms.ModelChoiceField(label=_("Заседание"), queryset=None)
    present = SeatsField(
        label=_("Присутствовали"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    minutes = text(_("Протокол"), rows=8, length=LONG)

    def narrow(self, commission) -> None:
        open_ones = commission.meetings.filter(held_at=None, cancelled_at=None)
        self.fields["meeting"].queryset = open_ones
        members = commission.seats.members().select_related("user", "application")
        self.fields["present"].queryset = members


class CancelForm(DeskForm):
    meeting = forms.ModelChoiceField(label=_("Заседание"), queryset=None)
    reason = text(_("Причина"), help_text=_("Её увидят все."))

    def narrow(self, commission) -> None:
        open_ones = commission.meetings.filter(held_at=None, cancelled_at=None)
        self.fields["meeting"].queryset = open_ones


class ReplaceForm(DeskForm):
    seat = SeatField(label=_("Кто выбывает"), queryset=None)
    ground = forms.ChoiceField(label=_("Основание"), choices=list(GROUNDS.items()))
    note = text(_("Пояснение"), required=False, help_text=_("Его увидят все."))

    def narrow(self, commission) -> None:
        there = commission.seats.exclude(status="left").select_related("user", "application")
        self.fields["seat"].queryset = there


class FactsForm(DeskForm):
    """What is left empty is «нет данных»: the whole row is written anew."""

    def narrow(self, commission) -> None:
        self.fields["project"] = self.projects(commission)
        self.fields |= forms.fields_for_model(ProjectFact, fields=FACTS)
        unknown = forms.NullBooleanSelect
        for name in ("is_accessible", "by_tos"):
            label = ProjectFact._meta.get_field(name).verbose_name
            self.fields[name] = forms.NullBooleanField(label=label, widget=unknown)


class ExcludeForm(DeskForm):
    ground = forms.ChoiceField(label=_("Основание"))
    reason = text(_("Причина"), help_text=_("Её увидят все."))

    def narrow(self, commission) -> None:
        self.fields["project"] = self.projects(commission)
        self.fields["ground"].choices = list(grounds_of(commission).items())


class DepartForm(DeskForm):
    outcome = forms.ChoiceField(label=_("Решение"), choices=Departure.Outcome.choices)
    reason = text(
        _("Причина"),
        required=False,
        help_text=_("Нужна, если решение отступает от рейтинга. Её увидят все."),
    )

    def narrow(self, commission) -> None:
        self.fields["project"] = self.projects(commission)


class ServantsForm(DeskForm):
    lines = text(
        _("Служащие и депутаты"),
        rows=12,
        length=200_000,
        help_text=_(
            "По одному в строке: фамилия; имя; отчество; дата рождения ДД.ММ.ГГГГ; должность. "
            "Хранится только отпечаток, без имени."
        ),
    )

    def clean_lines(self) -> list[tuple[Person, str]]:
        rows = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        return [_person(number, line) for number, line in enumerate(rows, start=1)]


def _person(number: int, line: str) -> tuple[Person, str]:
    parts = [part.strip() for part in line.split(";")]
    try:
        last, first, patronymic, born, *post = parts
        day, month, year = map(int, born.split("."))
        return Person(last, first, patronymic, date(year, month, day)), " ".join(post)[:200]
    except ValueError:
        raise ValidationError(
            _("Строка %(number)d: нужны фамилия; имя; отчество; ДД.ММ.ГГГГ; должность."),
            params={"number": number},
        ) from None
