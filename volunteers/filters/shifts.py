"""What a visitor asks of the list of shifts."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.rights import age_on
from portal.places.models import District
from volunteers.models import Direction, Shift
from volunteers.rules.groups import birth_date


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

    fit = forms.ChoiceField(
        label=_("Для кого"),
        choices=[("", _("все смены")), ("1", _("подходит мне"))],
        required=False,
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.is_authenticated:
            del self.fields["fit"]

    def chosen(self, rows: QuerySet[Shift]) -> QuerySet[Shift]:
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        if direction := given.get("direction"):
            rows = rows.filter(group__direction=direction)
        if district := given.get("district"):
            rows = rows.filter(district=district)
        if day := given.get("day"):
            rows = rows.filter(starts_at__date=day)
        if given.get("fit"):
            born = birth_date(self.user)
            rows = rows.fit_for(self.user, born and age_on(born, timezone.localdate()))
        return rows.with_places() if given.get("free") else rows


class MonthFilter(ShiftFilter):
    """The same for a calendar, which has its days already."""

    day = None
