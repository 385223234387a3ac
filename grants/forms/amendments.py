"""What an official types about a supplementary agreement: terms as they stand, to be changed."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import actions
from grants.forms.agreements import needed_date
from grants.models import Agreement, Amendment
from portal.pages.rows import money_field


class AmendmentForm(forms.ModelForm):
    """Every part and line has a field of its own; one further part may be added."""

    signed_on = needed_date(gettext_lazy("Подписано"))
    ends_on = needed_date(gettext_lazy("Деньги можно тратить до"))

    class Meta:
        model = Amendment
        fields = ("number", "signed_on", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"reason": gettext_lazy("Её увидят получатель и читатели реестра.")}

    def __init__(self, *args, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = actions.terms_now(agreement)
        self.fields["ends_on"].initial = agreement.ends_on
        for number, amount, day, *_rest in self.now["parts"]:
            self._add_part(number, Decimal(amount), day)
        self.next_part = 1 + max((part[0] for part in self.now["parts"]), default=0)
        self._add_part(self.next_part, None, None, required=False)
        names = {str(row.pk): row.name for row in agreement.application.lines.all()}
        for pk, amount in self.now["lines"].items():
            label = _("Строка «%(line)s», ₽") % {"line": names[pk]}
            field = money_field(label, required=False)
            field.initial = Decimal(amount)
            self.fields[f"line{pk}"] = field

    def _add_part(self, number: int, amount, day, *, required: bool = True) -> None:
        told = _("Часть %(number)s") if required else _("Новая часть %(number)s, если нужна")
        label = told % {"number": number}
        sum_field = money_field(f"{label}, ₽", required=required)
        day_field = needed_date(f"{label}: " + _("перечислить до"))
        sum_field.initial, day_field.initial, day_field.required = amount, day, required
        self.fields[f"part{number}"], self.fields[f"day{number}"] = sum_field, day_field

    def clean(self):
        given = super().clean()
        more = given.get(f"part{self.next_part}"), given.get(f"day{self.next_part}")
        if any(more) and not all(more):
            self.add_error(f"day{self.next_part}", _("Укажите и сумму, и день новой части."))
        return given

    def _post_clean(self) -> None:
        """The action checks the whole; its refusals come back to the fields."""

    def terms(self) -> dict:
        """The whole terms, changed and unchanged, as the action takes them."""
        given = self.cleaned_data
        rest = {part[0]: part[3:] for part in self.now["parts"]} | {self.next_part: ["", 0]}
        numbers = [number for number in rest if given.get(f"part{number}")]
        return {
            "ends_on": str(given["ends_on"]),
            "parts": [
                [number, money(given[f"part{number}"]), str(given[f"day{number}"]), *rest[number]]
                for number in numbers
            ],
            "lines": {pk: money(given.get(f"line{pk}") or 0) for pk in self.now["lines"]},
        }


def money(amount) -> str:
    return str(Decimal(amount).quantize(Decimal("0.01")))
