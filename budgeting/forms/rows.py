"""Rows of the estimate and of participation."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from budgeting.models import CostItem, Participation
from portal.pages.rows import money_field


class CostItemForm(forms.ModelForm):
    quantity = money_field(_("Количество"), digits=10, places=3)
    price = money_field(_("Цена, ₽"), digits=12)

    class Meta:
        model = CostItem
        fields = ("name", "unit", "quantity", "price")
        labels = {"name": _("Что нужно"), "unit": _("Ед. изм.")}


class ParticipationForm(forms.ModelForm):
    """The city's own share is not asked: it is what the others leave of the estimate."""

    amount = money_field(_("Сумма, ₽"), digits=14, required=False)

    class Meta:
        model = Participation
        fields = ("source", "kind", "amount", "note")
        labels = {"source": _("Кто участвует"), "kind": _("Чем"), "note": _("Пояснение")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [pair for pair in Participation.Source.choices if pair[0] != "city"]
        self.fields["source"].choices = [("", "—"), *choices]
        self.fields["kind"].initial = Participation.Kind.MONEY

    def clean(self):
        cleaned = super().clean()
        cleaned["amount"] = cleaned.get("amount") or Decimal(0)
        is_money = cleaned.get("kind") == Participation.Kind.MONEY
        if is_money and not cleaned["amount"] and "amount" not in self.errors:
            self.add_error("amount", _("Укажите сумму."))
        if not is_money and not cleaned.get("note"):
            self.add_error("note", _("Опишите, чем именно: например, «субботник, 20 человек»."))
        return cleaned
