"""Polls that are open now, with three options of 100, 200 and 300 thousand roubles.

PollFactory()                      open since yesterday, until tomorrow
PollFactory(options=[5, 7])        options with these numbers
PollFactory(state="draft")         nothing drawn, nothing frozen
"""

from datetime import timedelta

import factory
from django.utils import timezone

from portal.polls.models import Option, Poll, PollState


class PollFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Poll
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Выбор проектов {n}")
    state = PollState.OPEN
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))

    @factory.post_generation
    def options(self, create, extracted, **kwargs):
        for place, number in enumerate(extracted if extracted is not None else (1, 2, 3), start=1):
            OptionFactory(poll=self, number=number, cost=place * 100_000)


class OptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Option

    poll = factory.SubFactory(PollFactory, options=[])
    number = factory.Sequence(lambda n: n + 1)
    label = factory.LazyAttribute(lambda row: f"Проект {row.number}")
    cost = 100_000
