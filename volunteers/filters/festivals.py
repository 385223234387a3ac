"""What a visitor asks of the programme of a festival."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.places.models import District
from volunteers.models import FestivalEvent


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
