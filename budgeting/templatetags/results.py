"""Money of a round in templates: `{{ amount|money:round.currency }}`."""

from django import template

from budgeting.views.results import money

register = template.Library()
register.filter("money", money)
