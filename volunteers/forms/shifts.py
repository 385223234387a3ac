"""All input about shifts and places in them."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.pages.rows import SpacedDecimalField
from volunteers.actions.shifts import LIVELY
from volunteers.forms.work import WorkForm
from volunteers.models import Membership, Shift, ShiftState

FARTHEST = timedelta(days=730)


def moment_widget():
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """When something begins: to come, and not in another age."""

    widget = moment_widget()

    def validate(self, value) -> None:
        super().validate(value)
        now = timezone.now()
        if value and not now < value < now + FARTHEST:
            raise ValidationError(_("Начало — в будущем, не дальше чем через два года."))


class ShiftForm(WorkForm):
    """A draft changes wholly, an announced shift only where nobody's day changes."""

    starts_at = MomentField(label=_("Начало"))
    leave_until = forms.DateTimeField(
        label=_("Отказаться можно до"),
        help_text=_("Пусто — за сутки до начала. Потом отказ считается поздним."),
        required=False,
        widget=moment_widget(),
    )

    class Meta(WorkForm.Meta):
        model = Shift
        fields = (
            *("title", "text", "briefing", "needs", "must_skills", "skills", "training"),
            *("district", "place", "starts_at", "ends_at"),
            *("leave_until", "capacity", "min_age", "offer_hours", "needs_approval"),
            "members_only",
        )
        widgets = WorkForm.Meta.widgets | {"ends_at": moment_widget()}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.state != ShiftState.DRAFT:
            for name in set(self.fields) - {*LIVELY, "point"}:
                del self.fields[name]

    def clean(self) -> dict:
        data = super().clean()
        if (starts := data.get("starts_at")) and not data.get("leave_until"):
            data["leave_until"] = max(starts - timedelta(days=1), timezone.now())
        return data


class SignUpForm(forms.Form):
    text = forms.CharField(
        label=_("Что передать координатору"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(label=_("Сколько нужно людей"), min_value=1, max_value=5000)


class RepeatForm(forms.Form):
    weeks = forms.IntegerField(
        label=_("Сколько недель подряд"),
        help_text=_("В тот же день недели и час."),
        min_value=1,
        max_value=12,
    )


class PersonForm(forms.Form):
    """Somebody of the group; nobody else's name is among the choices."""

    member = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Кого записать"), empty_label=_("выберите человека")
    )

    def __init__(self, *args, shift: Shift, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        signed = shift.signups.engaged().values("user")
        rows = Membership.objects.active().filter(group=shift.group_id).exclude(user__in=signed)
        field = self.fields["member"]
        field.queryset = rows.select_related("user").order_by("user__last_name", "pk")
        field.label_from_instance = lambda row: str(row.user)


class MarkForm(forms.Form):
    """One mark of the attendance list; a time typed by hand asks for a reason."""

    mark = forms.ChoiceField(choices=[("in", _("пришёл")), ("out", _("ушёл")), ("miss", _("нет"))])
    at = forms.DateTimeField(label=_("Время вручную"), required=False, widget=moment_widget())
    note = forms.CharField(label=_("Почему вручную"), max_length=300, required=False)


class HoursForm(forms.Form):
    """Put confirmed hours right; nothing in `hours` takes them all back."""

    hours = SpacedDecimalField(
        label=_("Сколько часов засчитать"),
        help_text=_("Ноль снимет все часы."),
        min_value=0,
        max_value=24,
        max_digits=4,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    note = forms.CharField(label=_("Причина"), help_text=_("Её увидит доброволец."), max_length=500)


class ReasonForm(forms.Form):
    note = forms.CharField(
        label=_("Пояснение"),
        help_text=_("Нужно, если часов намного больше, чем длилась смена."),
        max_length=500,
        required=False,
    )
