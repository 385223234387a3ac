"""What officials type about an object and about an offer of it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.actions.property import TERMS, frozen
from grants.models import LeaseOffer, MunicipalProperty
from portal.files.actions import MAX_IMAGES
from portal.files.forms import DocumentsField, ImagesField
from portal.files.models import Attachment
from portal.pages.forms import MoveForm
from portal.places.geo import inside_city


def day(label) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class PropertyForm(forms.ModelForm):
    drop = forms.ModelMultipleChoiceField(
        Attachment.objects.none(), label=gettext_lazy("Убрать фото"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    photos = ImagesField(label=gettext_lazy("Добавить фото"), required=False)

    class Meta:
        model = MunicipalProperty
        fields = (
            *("name", "kind", "address", "district", "latitude", "longitude"),
            *("cadastral_number", "area", "condition", "encumbrances", "rent_month", "rate"),
            *("buyout_option", "buyout_note", "is_listed"),
        )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["drop"].queryset = Attachment.objects.of(self.instance).kept().images()
            self.fields["drop"].label_from_instance = lambda photo: photo.original_name

    def clean(self):
        given = super().clean()
        kept = self.fields["drop"].queryset.count() - len(given.get("drop") or ())
        if kept + len(given.get("photos") or ()) > MAX_IMAGES:
            self.add_error("photos", _(
                "У объекта не больше %(limit)d фото, сейчас их %(n)d. Уберите лишние или "
                "выберите меньше новых.") % {"limit": MAX_IMAGES, "n": kept},
            )  # fmt: skip
        if set(self.changed_data) & set(TERMS) and (reason := frozen(self.instance)):
            raise forms.ValidationError(reason)
        point = given.get("latitude"), given.get("longitude")
        if None in point:
            if any(part is not None for part in point):
                self.add_error("latitude", _("Укажите обе координаты или ни одной."))
        elif not inside_city(*point):
            self.add_error("latitude", _("Точка лежит за пределами города."))
        if given.get("buyout_option") != "none" and not (given.get("buyout_note") or "").strip():
            self.add_error("buyout_note", _("Нужно заключение юристов: его увидят все."))
        return given


class OfferForm(forms.ModelForm):
    class Meta:
        model = LeaseOffer
        fields = (
            *("asset", "accepts_from", "accepts_until", "opens_at", "decide_by"),
            *("max_months", "terms"),
        )

    def clean(self):
        given = super().clean()
        begins, ends = given.get("accepts_from"), given.get("accepts_until")
        opens, decided = given.get("opens_at"), given.get("decide_by")
        if begins and ends and ends <= begins:
            self.add_error("accepts_until", _("Приём кончается позже, чем начинается."))
        if ends and opens and opens < ends:
            self.add_error("opens_at", _("Вскрывают не раньше конца приёма."))
        if opens and decided and decided < timezone.localdate(opens):
            self.add_error("decide_by", _("Решают не раньше вскрытия."))
        return given


class SignLeaseForm(MoveForm):
    number = forms.CharField(label=gettext_lazy("Номер договора"), max_length=40)
    signed_on = day(gettext_lazy("День подписания"))
    starts_on = day(gettext_lazy("Аренда с"))
    files = DocumentsField(label=gettext_lazy("Подписанный договор"), required=False)

    field_order = ("number", "signed_on", "starts_on", "files", "note")
