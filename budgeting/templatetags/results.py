"""Money of a round in templates: `{{ amount|money:round.currency }}`."""

from django import template

from budgeting.explanations import money

register = template.Library()
register.filter("money", money)
