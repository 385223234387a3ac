"""What an Open311 client may ask and post."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from civic.forms.reports import OUTSIDE
from civic.models import Category
from portal.places.geo import inside_city

WINDOW = timedelta(days=90)
MOST = 1000
LONGEST_LIST = 200


class MomentField(forms.CharField):
    """A w3 moment («2026-01-01T00:00:00Z») or a day; without a zone it is the city's time."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        # In an address «+03:00» arrives as « 03:00».
        text = text.strip().replace(" 0", "+0") if "T" in text else text.strip()
        try:
            found = parse_datetime(text) or parse_datetime(f"{text}T00:00:00")
            return timezone.make_aware(found) if timezone.is_naive(found) else found
        except (ValueError, OverflowError, AttributeError):
            raise ValidationError(_("Время пишется так: 2026-01-01T00:00:00Z.")) from None


class ListField(forms.CharField):
    """Comma-separated values."""

    def to_python(self, value) -> list[str]:
        text = super().to_python(value)
        found = [part.strip() for part in text.split(",") if part.strip()]
        if len(found) > LONGEST_LIST:
            raise ValidationError(_("Слишком длинный список."))
        return found


class RequestsForm(forms.Form):
    """Parameters of GET requests; unknown ones are passed over."""

    service_request_id = ListField(required=False)
    service_code = ListField(required=False)
    status = ListField(required=False)
    start_date = MomentField(required=False)
    end_date = MomentField(required=False)
    updated_after = MomentField(required=False)
    updated_before = MomentField(required=False)
    updates_since = MomentField(required=False)
    page = forms.IntegerField(min_value=1, max_value=1000, required=False)
    page_size = forms.IntegerField(min_value=1, max_value=MOST, required=False)

    def clean_service_request_id(self) -> list[int]:
        found = self.cleaned_data["service_request_id"]
        return [int(part) for part in found if part.isascii() and part.isdigit() and len(part) < 18]

    def clean_status(self) -> list[str]:
        found = self.cleaned_data["status"]
        if set(found) - {"open", "closed"}:
            raise ValidationError(_("Состояние — open или closed."))
        return found

    def clean(self):
        clean = super().clean()
        start, end = clean.get("start_date"), clean.get("end_date")
        if start and end and (end < start or end - start > WINDOW):
            self.add_error("end_date", _("Промежуток — не больше 90 дней."))
        return clean

    def window(self) -> tuple:
        """From when to when requests are looked for, at most WINDOW."""
        start, end = self.cleaned_data.get("start_date"), self.cleaned_data.get("end_date")
        try:
            if start:
                return start, end or start + WINDOW
            end = end or timezone.now()
            return end - WINDOW, end
        except OverflowError:
            raise ValidationError(_("Дата слишком далёкая.")) from None

    @property
    def since(self):
        return self.cleaned_data.get("updates_since") or self.cleaned_data.get("updated_after")


class PostForm(forms.Form):
    """A report of another system."""

    service_code = forms.SlugField()
    lat = forms.DecimalField(min_value=-90, max_value=90, max_digits=20, required=False)
    long = forms.DecimalField(min_value=-180, max_value=180, max_digits=20, required=False)
    address_string = forms.CharField(max_length=300, required=False)
    description = forms.CharField(max_length=3000)
    email = forms.EmailField(max_length=200, required=False)

    def clean_service_code(self) -> Category:
        found = Category.objects.offered().filter(code=self.cleaned_data["service_code"]).first()
        if found is None:
            raise ValidationError(_("Такой услуги нет: см. GET services."))
        return found

    def clean(self):
        clean = super().clean()
        latitude, longitude = clean.get("lat"), clean.get("long")
        if latitude is not None and longitude is not None and not inside_city(latitude, longitude):
            self.add_error("lat", OUTSIDE)
        return clean

    def fields_of_report(self) -> dict:
        """The columns; both coordinates or none, six places."""
        clean = self.cleaned_data
        latitude, longitude = clean.get("lat"), clean.get("long")
        whole = latitude is not None and longitude is not None
        return {
            "category": clean["service_code"],
            "text": clean["description"],
            "address": clean["address_string"],
            "latitude": round(latitude, 6) if whole else None,
            "longitude": round(longitude, 6) if whole else None,
            "contact": clean["email"],
        }
