"""What jurors and the officials of awards type."""

from decimal import Decimal

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from portal.pages.forms import MoveForm

LACKING = {"required": _("Поставьте оценку и объясните её.")}


class MarksForm(forms.Form):
    """A mark and its reason by every criterion; a draft may lack any of it."""

    use_required_attribute = False

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for row in criteria:
            high = number_format(row.high.normalize(), use_l10n=True)
            self.fields[row.code] = forms.DecimalField(
                label=row.name, error_messages=LACKING, min_value=Decimal(0), max_value=row.high,
                max_digits=7, decimal_places=3,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                help_text=_("От 0 до %(high)s. Вес %(weight)s.")
                % {"high": high, "weight": number_format(row.weight.normalize(), use_l10n=True)},
            )  # fmt: skip
            self.fields[f"{row.code}_note"] = forms.CharField(
                label=_("Почему"), error_messages=LACKING, max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        if self.is_bound and "final" not in self.data:
            for field in self.fields.values():
                field.required = False

    def values(self) -> dict:
        """The arguments of `save_marks`."""
        codes = [row.code for row in self.criteria]
        return {
            "marks": {code: self.cleaned_data.get(code) for code in codes},
            "notes": {code: self.cleaned_data.get(f"{code}_note", "") for code in codes},
        }


class ExcuseForm(forms.Form):
    """A juror who cannot finish, and why."""

    juror = forms.ModelChoiceField(label=_("Член жюри"), queryset=None)
    note = forms.CharField(label=_("Причина"), max_length=1000)

    def __init__(self, *args, season, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["juror"].queryset = season.jurors.all()


class DecisionForm(forms.Form):
    """The decision about one nomination: in the official's own name."""

    is_laureate = forms.TypedChoiceField(
        label=_("Решение"),
        choices=[("", "—"), ("1", _("лауреат")), ("0", _("не лауреат"))],
        coerce=lambda value: value == "1",
    )
    reason = forms.CharField(
        label=_("Причины"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Их увидят все вместе с вашим именем и должностью."),
    )
    post = forms.CharField(label=_("Ваша должность"), max_length=200)


class CheckForm(MoveForm):
    """The reason of a return or a refusal; the history keeps it for ever."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = _(
            "Её прочтёт тот, кто выдвинул. Не пишите имени и других сведений о номинанте: "
            "история дела хранится всегда, а отказ номинанта стирает его данные."
        )
