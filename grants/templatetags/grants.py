"""`{% load grants %}{{ answer|yesno_or_text }}`."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def yesno_or_text(answer) -> str:
    """An answer of the form as people read it."""
    if answer is True:
        return _("да")
    return _("нет") if answer is False else str(answer)
