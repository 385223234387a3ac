"""The pin of a place: two numbers a person can type, and a map that fills them in."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from portal.places.geo import inside_city

SIX_PLACES = Decimal("0.000001")


class CoordinateField(forms.DecimalField):
    """Degrees; takes a decimal comma too and keeps six places (about 10 cm)."""

    def to_python(self, value):
        value = super().to_python(str(value or "").replace(",", "."))
        try:
            return value if value is None else value.quantize(SIX_PLACES, ROUND_HALF_UP)
        except InvalidOperation:  # infinity, or more digits than a Decimal keeps
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class PointWidget(forms.MultiWidget):
    """Two number inputs; map.js puts a map above them. Without JavaScript they work as they are."""

    template_name = "places/point.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        box = {"step": "0.000001", "inputmode": "decimal", "autocomplete": "off"}
        widgets = {
            "latitude": forms.NumberInput({**box, "min": -90, "max": 90}),
            "longitude": forms.NumberInput({**box, "min": -180, "max": 180}),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value) -> list:
        return list(value) if value else [None, None]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def _render(self, template_name, context, renderer=None):
        # The page's own engine, not the renderer of forms: that one knows no project templates.
        for widget, box in zip(self.widgets, context["widget"]["subwidgets"], strict=True):
            box["html"] = widget._render(box["template_name"], {"widget": box}, renderer)
        return mark_safe(render_to_string(template_name, context))  # noqa: S308


class PointField(forms.MultiValueField):
    """Cleans to (latitude, longitude) as Decimals of six places, or None when both are empty.

    `inside`: the point must lie in the city (a sentence at the field says so otherwise).
    """

    widget = PointWidget
    default_error_messages = {
        "incomplete": _("Укажите обе координаты: широту и долготу. Или поставьте точку на карте."),
        "outside": _("Точка лежит за пределами города. Передвиньте её на карте."),
    }

    def __init__(self, *, inside: bool = True, **kwargs):
        self.inside = inside
        number = {"invalid": _("Координата — это число, например 58.603500.")}
        fields = (
            CoordinateField(min_value=-90, max_value=90, error_messages=number),
            CoordinateField(min_value=-180, max_value=180, error_messages=number),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)
        for field in fields:
            field.required = bool(self.required)

    def clean(self, value):
        parts = [str(part).strip() if part is not None else "" for part in value or ("", "")]
        if len(parts) == 2 and any(parts) and not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return super().clean(parts)

    def compress(self, data_list):
        return tuple(data_list) if data_list else None

    def validate(self, value):
        super().validate(value)
        if value and self.inside and not inside_city(*value):
            raise ValidationError(self.error_messages["outside"], code="outside")
