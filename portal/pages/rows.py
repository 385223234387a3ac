"""Tables of rows inside a form: the whole table is sent and replaces the old one.

No row carries a key, so no posted number can reach somebody else's row.
"""

from decimal import Decimal

from django import forms

MAX_ROWS = 60


class SpacedDecimalField(forms.DecimalField):
    """Takes «1 250 000,50» as people write it, with any kind of space between the digits."""

    def to_python(self, value):
        if isinstance(value, str):
            value = "".join(value.split())
        return super().to_python(value)


def money_field(label, *, digits: int = 14, places: int = 2, required: bool = True, **more):
    """A sum or a quantity; where it is required it is above zero."""
    return SpacedDecimalField(
        label=label,
        max_digits=digits,
        decimal_places=places,
        min_value=Decimal(1).scaleb(-places) if required else Decimal(0),
        required=required,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        **more,
    )


class RowsFormSet(forms.BaseFormSet):
    """Every row may stay empty; how many rows there were before is not the browser's word."""

    def initial_form_count(self) -> int:
        return 0

    def total_form_count(self) -> int:
        if self.is_bound:
            return super().total_form_count()
        return min(len(self.initial or ()) + self.extra, MAX_ROWS)

    def get_form_kwargs(self, index):
        # `initial_form_count` is 0, so Django would not hand the stored rows to the forms.
        kwargs = super().get_form_kwargs(index)
        if not self.is_bound and self.initial and index is not None and index < len(self.initial):
            kwargs["initial"] = self.initial[index]
        return kwargs

    def rows(self) -> list:
        """The filled rows as unsaved objects; call it on a valid formset only."""
        return [form.save(commit=False) for form in self.forms if form.has_changed()]


def table_of(form_class, blank: int):
    return forms.formset_factory(
        form_class,
        formset=RowsFormSet,
        extra=blank,
        max_num=MAX_ROWS,
        absolute_max=MAX_ROWS,
        validate_max=True,
    )
