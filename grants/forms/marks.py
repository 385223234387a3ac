"""Marks by criterion, as experts and jurors type them."""

from decimal import Decimal

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from portal.pages.rows import SpacedDecimalField

LACKING = {"required": _("Поставьте оценку и объясните её.")}


class MarksForm(forms.Form):
    """A mark and its reason by every criterion; a draft (no `final`) may lack any of it."""

    use_required_attribute = False

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        fields = {}
        for row in criteria:
            fields[row.code] = mark_field(row)
            fields[f"{row.code}_note"] = forms.CharField(
                label=_("%(criterion)s: почему") % {"criterion": row.name},
                error_messages=LACKING,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields = fields | self.fields
        if self.is_bound and "final" not in self.data:
            for field in self.fields.values():
                field.required = False

    def values(self) -> dict:
        """Marks and notes by the code of the criterion, as the actions take them."""
        codes = [row.code for row in self.criteria]
        return {
            "marks": {code: self.cleaned_data.get(code) for code in codes},
            "notes": {code: self.cleaned_data.get(f"{code}_note", "") for code in codes},
        }


class MarkField(SpacedDecimalField):
    """Takes «7,5» and «7.5» in either language: a mark has no thousands to be mistaken for."""

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def mark_field(row) -> MarkField:
    high = number_format(row.high.normalize(), use_l10n=True)
    weight = number_format(row.weight.normalize(), use_l10n=True)
    return MarkField(
        label=row.name,
        error_messages=LACKING,
        min_value=Decimal(0),
        max_value=row.high,
        max_digits=7,
        decimal_places=3,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("От 0 до %(high)s. Вес %(weight)s.") % {"high": high, "weight": weight},
    )
