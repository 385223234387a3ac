"""An organisation's application for an object, and the checks of it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.forms.property import day
from grants.models import CheckKind, LeaseOffer
from portal.files.forms import DocumentsField
from portal.organisations.models import Organisation


class LeaseForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("От какой организации"),
        empty_label=gettext_lazy("Выберите"),
    )  # fmt: skip
    purpose = forms.CharField(
        label=gettext_lazy("Для чего нужен объект"),
        help_text=gettext_lazy("Что и для кого вы будете здесь делать. Если объект передадут вам, "
                               "это увидят все: не пишите имён и телефонов."),
        max_length=3000, widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    months = forms.IntegerField(
        label=gettext_lazy("На сколько месяцев"), min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    people = forms.IntegerField(
        label=gettext_lazy("Сколько человек получат пользу за год"), min_value=1,
        max_value=2_000_000, widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    shares = forms.BooleanField(
        label=gettext_lazy("Готовы делить объект с другими организациями"), required=False
    )
    files = DocumentsField(
        label=gettext_lazy("Документы"),
        help_text=gettext_lazy("Устав, отчёт о работе, письма. Их увидят только сотрудники, и "
                               "только после вскрытия."),
        required=False, limit=10,
    )  # fmt: skip

    def __init__(self, *args, offer: LeaseOffer, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(
            pk__in=rules.organisations_of(user).values("organisation")
        )
        self.fields["organisation"].queryset = own
        if len(own) == 1:
            self.fields["organisation"].initial = own[0]
        self.fields["months"].max_value = offer.max_months
        self.fields["months"].help_text = _("Не больше %(n)d.") % {"n": offer.max_months}


class CheckForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Что проверено"), choices=CheckKind.choices)
    is_passed = forms.TypedChoiceField(
        label=gettext_lazy("Что выяснилось"),
        choices=[
            ("", "—"), ("1", gettext_lazy("нарушений нет")), ("0", gettext_lazy("есть нарушение"))
        ],
        coerce=lambda value: value == "1",
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Документ или выписка"), max_length=300,
        help_text=gettext_lazy("Номер и дата выписки или ответа."),
    )  # fmt: skip
    checked_on = day(gettext_lazy("Дата сведений"))

    def clean_checked_on(self):
        given = self.cleaned_data["checked_on"]
        if given > timezone.localdate():
            raise forms.ValidationError(_("Сведения не могут быть из будущего."))
        return given
