"""What officials fill in about a round and its projects."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from budgeting import presets
from budgeting.models import PhaseKind, ProposerKind, RefusalGround, Round
from budgeting.models.rule_set import in_order
from portal.pages.forms import MoveForm

EDITABLE = ("title", "summary", *Round.RULE_FIELDS)


class RefusalForm(MoveForm):
    """A refusal names one of the six grounds of the law beside the reason."""

    ground = forms.ModelChoiceField(
        label=_("Основание отказа (131-ФЗ)"),
        queryset=RefusalGround.objects.all(),
        widget=forms.RadioSelect,
        empty_label=None,
    )


class ProposersField(forms.MultipleChoiceField):
    """Kinds of proposers as boxes to tick, always written in one order."""

    def __init__(self, **kwargs):
        kwargs |= {"choices": ProposerKind.choices, "widget": forms.CheckboxSelectMultiple}
        super().__init__(**kwargs)

    def clean(self, value) -> list[str]:
        return in_order(super().clean(value))


class NewRoundForm(forms.ModelForm):
    """Enough to begin a round: the preset fills in the rest, and all of it may be changed."""

    preset = forms.ChoiceField(
        label=_("Порядок"),
        help_text=_("Правила скопируются в раунд, до публикации их можно менять."),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Round
        fields = ("programme", "title", "slug", "summary", "budget")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = presets.ready().values()
        choices = [(row.code, format_html("{}<br>{}", row.name, row.note)) for row in rows]
        self.fields["preset"].choices = choices


class RoundForm(forms.ModelForm):
    """A round in preparation, all its rules."""

    proposers = ProposersField(label=_("Кто предлагает"))

    class Meta:
        model = Round
        fields = ("programme", "slug", *EDITABLE)


class RevisionForm(forms.ModelForm):
    """A change of a published round: rules, dates and the reason everybody will read."""

    proposers = ProposersField(label=_("Кто предлагает"))
    reason = forms.CharField(
        label=_("Причина изменения"),
        help_text=_("Её увидят все на странице раунда, а авторы проектов — в письме."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Round
        fields = EDITABLE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        schedule = self.instance.schedule()
        for kind, label in PhaseKind.choices:
            phase = schedule.get(kind)
            for edge, word in (("starts_at", _("начало")), ("ends_at", _("окончание"))):
                self.fields[f"{kind}_{edge}"] = forms.SplitDateTimeField(
                    label=f"{label}: {word}",
                    required=False,
                    initial=phase and getattr(phase, edge),
                    widget=forms.SplitDateTimeWidget(
                        date_attrs={"type": "date"},
                        time_attrs={"type": "time"},
                        date_format="%Y-%m-%d",
                        time_format="%H:%M",
                    ),
                )

    def clean(self):
        cleaned = super().clean()
        for kind, label in PhaseKind.choices:
            edges = [cleaned.get(f"{kind}_{edge}") for edge in ("starts_at", "ends_at")]
            if any(edges) and not all(edges):
                self.add_error(
                    f"{kind}_starts_at",
                    _("«%(phase)s»: укажите и начало, и окончание, или уберите оба.")
                    % {"phase": label},
                )
        return cleaned

    def phases(self) -> dict:
        """New dates by kind; None where both were emptied."""
        return {
            kind: (start, end) if (start := self.cleaned_data[f"{kind}_starts_at"])
            and (end := self.cleaned_data[f"{kind}_ends_at"]) else None
            for kind in PhaseKind.values
        }  # fmt: skip

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in EDITABLE}
