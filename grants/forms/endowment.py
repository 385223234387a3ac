"""What a donor and the officials of a fund type."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import EndowmentEntry, EndowmentFund, EndowmentOperation, EndowmentPledge


class PledgeForm(forms.ModelForm):
    class Meta:
        model = EndowmentPledge
        fields = ("amount", "public_name")
        help_texts = {
            "public_name": _(
                "Заполните, только если согласны, чтобы имя видели все. Отзовёте обещание — "
                "имя исчезнет."
            ),
        }
        widgets = {"amount": forms.TextInput(attrs={"inputmode": "decimal"})}


class OperationForm(forms.ModelForm):
    """Money to be approved by another official, or the correction of an entry."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    class Meta:
        model = EndowmentOperation
        fields = (
            *("kind", "amount", "party", "shows_party", "purpose", "document", "made_on"),
            "target",
        )
        widgets = {"made_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, fund: EndowmentFund, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4().hex
        self.fields["amount"].required = False
        open_ = EndowmentEntry.objects.filter(fund=fund, reverses=None, reversal=None)
        self.fields["target"].queryset = open_.order_by("-id")

    def _post_clean(self) -> None:
        """The action checks the whole; its refusals come back to the fields."""
