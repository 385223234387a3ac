"""What officials type about an agreement and its money."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants import actions
from grants.forms.applications import date_field
from grants.models import Agreement, Entry, Instalment, Payment, PaymentKind
from portal.files.forms import DocumentsField
from portal.pages.forms import MoveForm
from portal.pages.rows import money_field

TERMS = ("number", "amount", "starts_on", "ends_on")


def needed_date(label, **more):
    field = date_field(label, **more)
    field.required = True
    return field


class AgreementForm(forms.ModelForm):
    """The terms of an agreement; `application` where it is only being begun."""

    amount = money_field(_("Сумма, ₽"))
    starts_on = needed_date(_("Деньги можно тратить с"))
    ends_on = needed_date(_("Деньги можно тратить до"))

    class Meta:
        model = Agreement
        fields = TERMS

    def __init__(self, *args, application=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application or self.instance.application

    def clean(self):
        cleaned = super().clean()
        if set(TERMS) <= cleaned.keys():
            terms = {name: cleaned[name] for name in TERMS}
            for name, text in actions.agreement_problems(self.application, **terms).items():
                self.add_error(name, text)
        return cleaned


class InstalmentForm(forms.ModelForm):
    amount = money_field(_("Сумма, ₽"))

    class Meta:
        model = Instalment
        fields = ("number", "amount", "planned_on", "after_reports", "condition")


class SignForm(MoveForm):
    signed_on = needed_date(_("День подписания"))
    files = DocumentsField(
        label=_("Подписанное соглашение"),
        help_text=_("Увидят только получатель и сотрудники, которые ведут соглашения."),
        limit=3,
    )


class PaymentForm(forms.ModelForm):
    """Carries a key of its own, so that a second click prepares nothing twice."""

    key = forms.CharField(max_length=60, widget=forms.HiddenInput)
    amount = money_field(_("Сумма, ₽"), required=False)
    document_date = needed_date(_("Дата документа"))

    class Meta:
        model = Payment
        fields = (
            *("kind", "amount", "instalment", "demand", "target", "reason"),
            *("document_number", "document_date"),
        )
        help_texts = {
            "instalment": _("Только для перечисления."),
            "demand": _("Только для возврата."),
            "target": _("Только для исправления: запись исправляется целиком."),
            "reason": _("Только для исправления."),
        }

    def __init__(self, *args, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = str(uuid.uuid4())
        self.fields["kind"].initial = PaymentKind.PAYMENT
        self.fields["instalment"].queryset = agreement.instalments.all()
        self.fields["demand"].queryset = agreement.demands.open()
        open_entries = Entry.objects.filter(agreement=agreement, reverses=None, reversal=None)
        self.fields["target"].queryset = open_entries

    def clean_document_date(self):
        day = self.cleaned_data["document_date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Эта дата ещё не наступила."))
        return day

    def _post_clean(self) -> None:
        """The action checks the whole; its refusals come back to the fields."""
