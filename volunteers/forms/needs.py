"""The table of what a mini-project needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.rows import RowsFormSet, money_field
from volunteers.models import MiniProject, Need, NeedKind

MOST_NEEDS, ROWS_FOR_NEW = 8, 4
PEOPLE_WHOLE = _("Людей считают целыми числами.")


class NeedForm(forms.ModelForm):
    amount = money_field(_("Сколько"), digits=9)

    class Meta:
        model = Need
        fields = ("title", "kind", "amount", "unit", "takes_more")
        labels = {
            "kind": _("Что нужно"),
            "title": _("Кто или что именно"),
            "unit": _("В чём считаем"),
        }
        widgets = {"unit": forms.TextInput(attrs={"placeholder": _("шт.")})}

    def clean(self):
        given = super().clean()
        amount = given.get("amount")
        if given.get("kind") == NeedKind.PEOPLE and amount is not None and amount % 1:
            self.add_error("amount", PEOPLE_WHOLE)
        return given


NeedTable = forms.formset_factory(
    NeedForm,
    formset=RowsFormSet,
    extra=ROWS_FOR_NEW,
    max_num=MOST_NEEDS,
    absolute_max=MOST_NEEDS,
    validate_max=True,
)


def stored(row: MiniProject) -> list[dict]:
    names = ("kind", "title", "amount", "unit", "takes_more")
    return list(row.needs.values(*names)) if row.pk else []
