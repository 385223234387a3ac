"""What a visitor asks of the partner exchange."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.places.models import District
from volunteers.models import Category, PartnerCard, Side


class PartnerFilter(forms.Form):
    """An answer that means nothing narrows nothing; a district also finds what is for the city."""

    q = forms.CharField(label=_("Слово"), max_length=100, required=False)
    side = forms.ChoiceField(
        label=_("Что ищете"), choices=[("", _("всё")), *Side.choices], required=False
    )
    category = forms.ChoiceField(
        label=_("Вид помощи"), choices=[("", _("любой")), *Category.choices], required=False
    )
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("Район"), empty_label=_("весь город"), required=False
    )

    def chosen(self, rows: QuerySet[PartnerCard]) -> QuerySet[PartnerCard]:
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        if text := given.get("q"):
            rows = rows.filter(Q(title__icontains=text) | Q(text__icontains=text))
        if district := given.get("district"):
            rows = rows.filter(Q(district=district) | Q(district=None))
        same = {name: given[name] for name in ("side", "category") if given.get(name)}
        return rows.filter(**same)
