"""What a visitor asks of the list of groups."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.places.models import District
from volunteers.models import Direction, VolunteerGroup


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
