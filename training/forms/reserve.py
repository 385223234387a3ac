"""An application to the reserve, its documents, plans, exclusion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.forms import DocumentsField
from training.models import Campaign, Ground, PlanItem, ReserveApplication, ReserveDocumentKind


class ReserveForm(forms.ModelForm):
    """Empty is allowed: completeness is asked when the whole is submitted."""

    class Meta:
        model = ReserveApplication
        fields = ("education", "experience", "motivation", "list_consent")
        widgets = {
            name: forms.Textarea(attrs={"rows": 5})
            for name in ("education", "experience", "motivation")
        }
        help_texts = {
            "list_consent": _(
                "Согласие можно забрать в любой день. Без него вас учтёт только статистика."
            )
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.full_clean()

    def full_clean(self) -> None:
        """An empty text is taken; yet nothing that is asked at the end is called optional."""
        super().full_clean()
        for name in ("education", "experience", "motivation"):
            self.fields[name].required = True

    use_required_attribute = False


class ReserveDocumentForm(forms.Form):
    """A document and what it answers; only kinds of this campaign are among the choices."""

    kind = forms.ModelChoiceField(
        ReserveDocumentKind.objects.none(),
        label=_("Какой это документ"),
        required=False,
        empty_label=_("Другой документ"),
    )
    files = DocumentsField(label=_("Файл"), limit=5)

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = campaign.document_kinds.all()


class PlanItemForm(forms.ModelForm):
    class Meta:
        model = PlanItem
        fields = ("text", "due_on")
        widgets = {"due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class ExcludeForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Основание"), choices=Ground.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Пояснение"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
