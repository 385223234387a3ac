"""What a visitor asks of the lists."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.places.models import District
from volunteers.models import Direction, FestivalEvent, Shift, VolunteerGroup


class GroupFilter(forms.Form):
    """An answer that means nothing narrows nothing."""

    q = forms.CharField(label=_("Название"), max_length=100, required=False)
    direction = forms.ChoiceField(
        label=_("Направление"), choices=[("", _("любое")), *Direction.choices], required=False
    )
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("Район"), empty_label=_("весь город"), required=False
    )

    def chosen(self, rows: QuerySet[VolunteerGroup]) -> QuerySet[VolunteerGroup]:
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        if text := given.get("q"):
            rows = rows.filter(title__icontains=text)
        wanted = {name: given[name] for name in ("direction", "district") if given.get(name)}
        return rows.filter(**wanted)


class ShiftFilter(forms.Form):
    """An answer that means nothing narrows nothing."""

    direction = forms.ChoiceField(
        label=_("Направление"), choices=[("", _("любое")), *Direction.choices], required=False
    )
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("Район"), empty_label=_("весь город"), required=False
    )
    day = forms.DateField(
        label=_("День"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    free = forms.ChoiceField(
        label=_("Места"), choices=[("", _("все смены")), ("1", _("где есть места"))], required=False
    )

    def chosen(self, rows: QuerySet[Shift]) -> QuerySet[Shift]:
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        if direction := given.get("direction"):
            rows = rows.filter(group__direction=direction)
        if district := given.get("district"):
            rows = rows.filter(district=district)
        if day := given.get("day"):
            rows = rows.filter(starts_at__date=day)
        return rows.with_places() if given.get("free") else rows


class ProgrammeFilter(forms.Form):
    """An answer that means nothing narrows nothing."""

    day = forms.DateField(
        label=_("День"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("Район"), empty_label=_("весь город"), required=False
    )
    q = forms.CharField(label=_("Слово"), max_length=100, required=False)
    help = forms.ChoiceField(
        label=_("Помощь"),
        choices=[("", _("все события")), ("1", _("где нужны добровольцы"))],
        required=False,
    )

    def chosen(self, rows: QuerySet[FestivalEvent]) -> QuerySet[FestivalEvent]:
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        if day := given.get("day"):
            rows = rows.filter(starts_at__date=day)
        if district := given.get("district"):
            rows = rows.filter(district=district)
        if text := given.get("q"):
            rows = rows.filter(Q(title__icontains=text) | Q(place__icontains=text))
        if given.get("help"):
            rows = rows.filter(shift__state="published", shift__starts_at__gt=timezone.now())
        return rows
