"""All input about templates of shifts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.pages.rows import SpacedDecimalField
from volunteers.forms.shifts import MomentField
from volunteers.forms.work import WorkForm
from volunteers.models import ShiftTemplate


class TemplateForm(WorkForm):
    hours = SpacedDecimalField(
        label=_("Сколько часов длится"),
        min_value=0.25,
        max_value=24,
        max_digits=4,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    class Meta(WorkForm.Meta):
        model = ShiftTemplate
        fields = (
            *("name", "title", "text", "briefing", "needs", "must_skills", "skills", "training"),
            *("district", "place", "hours", "leave_hours", "capacity", "min_age", "offer_hours"),
            *("needs_approval", "members_only"),
        )


class CityTemplateForm(forms.ModelForm):
    """In admin, where the group that makes a name unique is no field."""

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if ShiftTemplate.objects.of_city().filter(name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Шаблон с таким названием уже есть."))
        return name


class NameForm(forms.Form):
    name = forms.CharField(label=_("Название шаблона"), max_length=100)


class FromTemplateForm(forms.Form):
    """When and where; the rest is in the template and can be changed in each draft."""

    starts_at = MomentField(label=_("Начало"))
    place = forms.CharField(label=_("Где"), max_length=300)
    weeks = forms.IntegerField(
        label=_("Сколько недель подряд"),
        help_text=_("Один — одна смена. Больше — в тот же день недели и час."),
        min_value=1,
        max_value=26,
        initial=1,
    )
    announce = forms.BooleanField(
        label=_("Сразу объявить"),
        help_text=_("Иначе смены останутся черновиками: проверьте их и объявите."),
        required=False,
    )
