"""`{% load grants %}{{ answer|yesno_or_text }}`, `{{ review.total|points }}`."""

import re
from decimal import Decimal

from django import template
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def yesno_or_text(answer) -> str:
    """An answer of the form as people read it."""
    if answer is None:
        return "—"
    if answer is True:
        return _("да")
    return _("нет") if answer is False else str(answer)


@register.filter
def points(score) -> str:
    """77,5 out of 77.500, whether it comes from a column or from a frozen ranking."""
    if score is None or score == "":
        return ""
    return number_format(Decimal(score).normalize(), use_l10n=True)


@register.filter
def marks(told: str) -> str:
    """«2 эксперта: 7,5; 8» out of what the frozen ranking keeps as «2 эксперта: 7.5, 8»."""
    separated = re.sub(r"(\d), (?=\d)", r"\1; ", str(told))
    return re.sub(r"(\d)\.(?=\d)", rf"\1{get_format('DECIMAL_SEPARATOR')}", separated)
