"""What recipients type in a report, and officials about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.forms.agreements import needed_date
from grants.models import Demand, Expense, Report
from portal.files.forms import DocumentsField
from portal.pages.rows import money_field


class ReportForm(forms.ModelForm):
    """The text; any of it may wait until the report is sent."""

    beneficiaries = forms.IntegerField(
        label=_("Сколько людей получили пользу"), min_value=1, max_value=1_000_000, required=False
    )

    class Meta:
        model = Report
        fields = ("narrative", "results", "beneficiaries")
        labels = {"narrative": _("Что сделано"), "results": _("Что изменилось")}
        help_texts = {
            "narrative": _("По мероприятиям календарного плана: что было, когда, кто пришёл."),
            "results": _("Что стало лучше и чем это подтверждается."),
        }
        widgets = {
            "narrative": forms.Textarea(attrs={"rows": 8}),
            "results": forms.Textarea(attrs={"rows": 5}),
        }

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # One form of the browser holds the text and a new expense: neither button loses the other.
        for field in self.fields.values():
            field.widget.attrs["form"] = "whole"
        if not self.is_bound:
            self.full_clean()

    def full_clean(self) -> None:
        super().full_clean()
        # Asked when the report is sent: shown as needed, may stay empty for now.
        for field in self.fields.values():
            field.required = True

    def sent(self) -> dict:
        """The valid values of what was sent; what was not stays as it is stored."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.data}


class ExpenseForm(forms.ModelForm):
    paid_on = needed_date(_("Когда оплачено"))
    amount = money_field(_("Сумма из гранта, ₽"))
    files = DocumentsField(
        label=_("Чек, акт, платёжное поручение"),
        help_text=_("Увидят только ваша организация и сотрудники, которые проверяют отчёт."),
        limit=5,
    )

    class Meta:
        model = Expense
        fields = ("line", "paid_on", "amount", "what", "payee")
        labels = {"line": _("Строка бюджета"), "what": _("За что"), "payee": _("Кому заплатили")}

    def __init__(self, *args, report: Report, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].empty_label = _("Выберите")
        self.fields["line"].queryset = report.agreement.application.lines.granted()

    def _post_clean(self) -> None:
        """The action checks the whole; its refusals come back to the fields."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Причина"),
        help_text=_("Её увидит получатель."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DemandForm(forms.ModelForm):
    amount = money_field(_("Вернуть, ₽"))
    due = needed_date(_("Вернуть до"))

    class Meta:
        model = Demand
        fields = ("kind", "amount", "due", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def _post_clean(self) -> None:
        """The action checks the whole; its refusals come back to the fields."""
