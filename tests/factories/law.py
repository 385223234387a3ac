"""Law: terms and special days of the calendar."""

import factory

from portal.law.models import DeadlineRule, WorkCalendarDay


class WorkCalendarDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkCalendarDay

    is_working = False
    note = "Перенос (демо)"


class DeadlineRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeadlineRule
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"term-{n}")
    name = "Ответить (демо)"
    starts_from = "регистрации"
    length = 5
    unit = "working"
