"""Promising help and confirming it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import EDITING, Organisation
from portal.pages.rows import money_field
from volunteers.forms.needs import PEOPLE_WHOLE
from volunteers.models import Need, NeedKind


def spoken_for(actor):
    """Organisations the person may act for."""
    rows = Organisation.objects.confirmed().filter(members__user=actor, members__role__in=EDITING)
    return rows.distinct()


class PledgeForm(forms.Form):
    """How much one promises of a need, and how the organiser finds the donor."""

    amount = money_field(_("Сколько обещаете"), digits=9)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("От чьего имени"), required=False
    )
    contact = forms.CharField(
        label=_("Телефон или почта"),
        help_text=_("Увидит только организатор: он договорится с вами."),
        max_length=150,
    )
    text = forms.CharField(
        label=_("Что передать организатору"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shows_name = forms.BooleanField(
        label=_("Назвать меня на стене благодарности, когда помощь получат"),
        help_text=_("Имя видно, пока действует ваше согласие на показ имени. Передумать можно."),
        required=False,
    )

    def __init__(self, *args, need: Need, actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.need = need
        self.fields["amount"].label = _("Сколько обещаете, %(unit)s") % {"unit": need.measure}
        self.fields["amount"].initial = 1 if need.kind == NeedKind.PEOPLE else None
        self.fields["organisation"].queryset = spoken_for(actor)
        self.fields["organisation"].empty_label = _("от себя")
        if not self.fields["organisation"].queryset.exists():
            del self.fields["organisation"]

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if self.need.kind == NeedKind.PEOPLE and amount % 1:
            raise forms.ValidationError(PEOPLE_WHOLE)
        return amount


class ReceiveForm(forms.Form):
    amount = money_field(_("Сколько получено"), digits=9)


class ShowNameForm(forms.Form):
    shown = forms.ChoiceField(choices=[("1", _("да")), ("0", _("нет"))])
