"""Funds of target capital.

FundFactory()                              shown to everybody, empty
with_income(100)                           the same with an approved income
ready(fund, "grant", 10)                   an operation another official may approve
"""

import itertools
from decimal import Decimal

import factory
from django.utils import timezone

from grants import actions
from grants.models import EndowmentFund, EndowmentOperation
from tests.factories.people import StaffFactory

NUMBER = itertools.count(1)
PERMISSIONS = (
    *("grants.manage_endowment", "grants.view_endowmentfund", "grants.change_endowmentfund"),
    *("grants.add_endowmentfund", "grants.view_endowmentoperation", "grants.view_endowmentpledge"),
)


def keeper(**fields):
    return StaffFactory(permissions=PERMISSIONS, **fields)


class FundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EndowmentFund

    slug = factory.Sequence(lambda n: f"fund-{n}")
    name = factory.Sequence(lambda n: f"Фонд добрых дел {n} (демо)")
    about = "Стипендии и дворы. (демо)"
    owner = "Фонд (демо)"
    is_published = True


def ready(fund, kind: str, amount, **facts) -> EndowmentOperation:
    given = {"party": "Демо Получатель", "purpose": "Сквер", "document": "ДЕМО-1",
             "made_on": timezone.localdate(), "key": f"k{next(NUMBER)}", **facts}  # fmt: skip
    actor = given.pop("actor", None) or keeper()
    return actions.prepare_operation(
        fund, actor=actor, kind=kind, amount=amount and Decimal(amount), **given
    )


def written(fund, kind: str, amount, **facts):
    """An approved operation; its entry."""
    actions.approve_operation(ready(fund, kind, amount, **facts), actor=keeper())
    fund.refresh_from_db()
    return fund.entries.latest("pk")


def with_income(amount, **fields) -> EndowmentFund:
    fund = FundFactory(**fields)
    written(fund, "income", amount)
    return fund
