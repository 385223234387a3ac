"""Columns that read as people write."""

from django.contrib import admin
from django.utils.formats import number_format


def grouped(model, name: str):
    """A column or a read-only field with an amount as people read it: «1 250 000,00»."""

    @admin.display(description=model._meta.get_field(name).verbose_name, ordering=name)
    def read(row) -> str:
        amount = getattr(row, name)
        return "—" if amount is None else number_format(amount, use_l10n=True, force_grouping=True)

    return read
