"""Sums as people read them: `{% load money %}{{ amount|roubles }}`.

Written by hand: a page of sums spends more time in number_format than in its queries.
"""

from decimal import Decimal

from django import template

register = template.Library()
SPACE = "\N{NO-BREAK SPACE}"


@register.filter
def roubles(amount) -> str:
    """1 500 000 ₽; kopecks only when there are any, nothing for nothing."""
    if amount is None or amount == "":
        return ""
    places = 0 if amount == Decimal(amount).to_integral_value() else 2
    return f"{amount:,.{places}f}".replace(",", SPACE).replace(".", ",") + f"{SPACE}₽"


@register.filter
def grouped(number: int) -> str:
    """1 500, the same in both languages of the portal's lists."""
    return f"{number:,}".replace(",", SPACE)
