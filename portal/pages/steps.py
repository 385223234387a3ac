"""A long form in steps: each takes what is valid and remembers the rest verbatim.

The object being written has `typed`, a JSON of what its columns cannot hold yet, by step.
"""

from django import forms
from django.http import QueryDict

from portal.pages.rows import table_of

KEPT_LENGTH = 10_000  # characters of one value kept verbatim
KEPT_VALUES = 1000
NOT_TEXT = ("csrfmiddlewaretoken", "seen", "more")


class StepForm(forms.Form):
    """A step of a wizard. Empty is allowed: completeness is asked when the whole is submitted.

    `tables` maps a prefix to (form of a row, its stored rows); `more` names a table that shall
    show further empty rows.
    """

    name = ""
    is_multipart_step = False
    use_required_attribute = False
    # Asked when the whole is submitted: shown as needed, may stay empty for now.
    needed_later: tuple[str, ...] = ()

    def __init__(self, subject, data=None, files=None, *, more: str = ""):
        self.subject, self.more = subject, more
        typed = subject.typed.get(self.name) if data is None else None
        super().__init__(data if typed is None else restored(typed), files, initial=self.stored())
        self.tables = {
            prefix: self._table(form, prefix, rows)
            for prefix, (form, rows) in self.row_tables().items()
        }
        if not self.is_bound:
            self.full_clean()

    def stored(self) -> dict:
        """What the columns hold."""
        return {name: getattr(self.subject, name) for name in self.base_fields}

    def row_tables(self) -> dict:
        """Prefix → (ModelForm of a row, stored rows)."""
        return {}

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.needed_later:
            self.fields[name].required = True

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(table.is_valid() for table in self.tables.values())])

    def values(self) -> dict:
        """The valid values for the columns; call it after is_valid(), whatever it answered."""
        return dict(self.cleaned_data)

    def valid_rows(self) -> dict[str, list]:
        """Unsaved rows by prefix, of the tables that are valid."""
        return {prefix: table.rows() for prefix, table in self.tables.items() if table.is_valid()}

    def typed(self) -> dict:
        """What must be remembered verbatim: nothing when all of it is valid."""
        return {self.name: {} if self.is_valid() else self.sent()}

    def sent(self) -> dict[str, list[str]]:
        """All that was typed, verbatim, ready for JSON; `restored` makes it a form's data again."""
        return _kept(self.data)

    def _table(self, form_class, prefix: str, rows):
        if self.is_bound:
            return table_of(form_class, 0)(self._longer(prefix), prefix=prefix)
        fields = form_class._meta.fields
        initial = [{name: getattr(row, name) for name in fields} for row in rows]
        blank = 4 if self.more == prefix else 1
        return table_of(form_class, blank if initial else 3)(initial=initial, prefix=prefix)

    def _longer(self, prefix: str):
        """The sent table; with the asked further rows when it comes back from what was kept."""
        if self.more != prefix:
            return self.data
        data, key = self.data.copy(), f"{prefix}-TOTAL_FORMS"
        count = data.get(key, "0")
        known = count.isdecimal() and len(count) < 5
        data[key] = str(int(count) + 3) if known else "3"
        return data


def _kept(data: QueryDict) -> dict[str, list[str]]:
    pairs = [pair for pair in data.lists() if pair[0] not in NOT_TEXT][:KEPT_VALUES]
    return {
        key[:100]: [value[:KEPT_LENGTH].replace("\x00", "") for value in values[:3]]
        for key, values in pairs
    }


def restored(kept: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, values in kept.items():
        data.setlist(key, values)
    return data
