"""A step of the proposal wizard: takes what is valid and remembers the rest verbatim."""

from django import forms
from django.http import QueryDict

from budgeting.models import Project

LONG_TEXT = 5000
KEPT_LENGTH = 10_000  # characters of one value kept verbatim
KEPT_VALUES = 400


def date_field(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def text_field(label, hint):
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class StepForm(forms.Form):
    """A step of the wizard. Empty is allowed: completeness is asked when the project is submitted.

    `more` names a table that shall show further empty rows.
    """

    name = ""
    is_multipart_step = False
    use_required_attribute = False
    # Asked of a submitted project, not of a draft: shown as needed, may stay empty for now.
    needed_later: tuple[str, ...] = ()

    def __init__(self, project: Project, data=None, files=None, *, more: str = ""):
        self.project, self.more = project, more
        kept = project.typed.get(self.name) if data is None else None
        super().__init__(data if kept is None else _restored(kept), files, initial=self.stored())
        if not self.is_bound:
            self.full_clean()

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.needed_later:
            self.fields[name].required = True

    def stored(self) -> dict:
        """What the columns hold."""
        return {name: getattr(self.project, name) for name in self.base_fields}

    def values(self) -> dict:
        """The valid values for the columns; call it after is_valid(), whatever it answered."""
        return dict(self.cleaned_data)

    def tables(self) -> dict:
        """Rows for save_draft, when they are valid."""
        return {}

    def typed(self) -> dict:
        """What must be remembered verbatim: nothing when all of it is valid."""
        return {self.name: {} if self.is_valid() else _kept(self.data)}


def _kept(data: QueryDict) -> dict[str, list[str]]:
    pairs = [pair for pair in data.lists() if pair[0] != "csrfmiddlewaretoken"][:KEPT_VALUES]
    return {
        key[:100]: [value[:KEPT_LENGTH].replace("\x00", "") for value in values[:3]]
        for key, values in pairs
    }


def _restored(kept: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, values in kept.items():
        data.setlist(key, values)
    return data
