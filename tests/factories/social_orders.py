"""Services of the social order, their executors and facts.

keeper()                          an official who keeps the social order
SocialOrderFactory()              a shown plan: 100 hours, 10 000 roubles
executor(order)                   a confirmed NKO that provides it
entered(order, one, "agreement", 1000)    waits for a second official
written(order, one, "agreement", 1000)    the same, confirmed; its entry
"""

import itertools
from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from grants import actions
from grants.models import SocialEntry, SocialExecutor, SocialFact, SocialOrder
from tests.factories.grants import DirectionFactory
from tests.factories.people import StaffFactory
from tests.factories.property import nko

NUMBER = itertools.count(1)


def keeper(**fields):
    return StaffFactory(permissions=["grants.manage_social_order"], **fields)


class SocialOrderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SocialOrder

    year = factory.LazyFunction(lambda: timezone.localdate().year)
    authority = "Департамент социального развития (демо)"
    service = factory.Sequence(lambda n: f"Присмотр за пожилыми {n:04} (демо)")
    direction = factory.SubFactory(DirectionFactory)
    recipients, unit = "Одинокие пожилые", "часов"
    planned_volume, planned_sum = Decimal(100), Decimal(10_000)
    is_published = True


def executor(order, organisation=None, way="contest") -> SocialExecutor:
    given = {"organisation": organisation or nko(), "way": way}
    return actions.add_social_executor(order, actor=keeper(), **given)


def entered(order, one, kind: str, amount, *, volume=1, actor=None, **facts) -> SocialFact:
    today = timezone.localdate()
    given = {
        "document": f"СЗ-{next(NUMBER)}", "made_on": today, "key": f"k{next(NUMBER)}",
        "starts_on": today, "ends_on": today + timedelta(days=90), **facts,
    }  # fmt: skip
    amounts = {"volume": Decimal(volume), "amount": Decimal(amount)} if amount else {}
    return actions.prepare_fact(
        order, actor=actor or keeper(), kind=kind, executor=one, **amounts, **given
    )


def written(order, one, kind: str, amount, **facts) -> SocialEntry:
    actions.approve_fact(entered(order, one, kind, amount, **facts), actor=keeper())
    order.refresh_from_db()
    if one:
        one.refresh_from_db()
    return order.entries.latest("pk")


def agreed(order, amount, **fields) -> SocialExecutor:
    """An executor with one confirmed agreement."""
    one = executor(order, fields.pop("organisation", None))
    written(order, one, "agreement", amount, **fields)
    return one
