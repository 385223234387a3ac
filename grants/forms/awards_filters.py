"""What a reader asks of the lists of awards."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models import AwardSeason


class NominationFilter(forms.Form):
    """An answer that means nothing narrows nothing."""

    q = forms.CharField(label=_("Кто или за что"), required=False, max_length=100)
    category = forms.ModelChoiceField(
        label=_("Номинация"), queryset=None, required=False, empty_label=_("все")
    )

    def __init__(self, *args, season: AwardSeason, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = season.categories.all()

    def chosen(self, rows):
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        if words := given.get("q"):
            rows = rows.filter(Q(nominee_name__icontains=words) | Q(text__icontains=words))
        if category := given.get("category"):
            rows = rows.filter(category=category)
        return rows


class LaureateFilter(forms.Form):
    """Laureates of a year, of an award."""

    year = forms.IntegerField(label=_("Год"), required=False, min_value=2000, max_value=2100)
    award = forms.ChoiceField(label=_("Награда"), required=False)

    def __init__(self, *args, awards, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = [("", _("все")), *awards]

    def chosen(self, rows):
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        if year := given.get("year"):
            rows = rows.filter(season__year=year)
        if award := given.get("award"):
            rows = rows.filter(season__award__code=award)
        return rows
