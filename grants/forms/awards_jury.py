"""What jurors and the officials of awards type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.forms import MoveForm


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
