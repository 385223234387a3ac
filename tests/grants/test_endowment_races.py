"""Officials who distribute at once stay within the income."""

import pytest
from django.core.exceptions import ValidationError

from grants import actions
from grants.models import EndowmentFund, EndowmentOperation
from portal.cases.lifecycle import InvalidTransition
from tests.factories.endowment import keeper, ready, with_income
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def counted(results, kind) -> int:
    return sum(isinstance(one, kind) for one in results)


def test_distributions_prepared_at_once_stay_within_the_income():
    fund, people = with_income(100), [keeper() for _turn in range(6)]

    def prepare(number):
        return ready(EndowmentFund.objects.get(pk=fund.pk), "grant", 30, actor=people[number])

    results = race(6, prepare)
    assert (counted(results, EndowmentOperation), counted(results, ValidationError)) == (3, 3)


def test_a_distribution_approved_by_four_at_once_is_paid_once():
    fund = with_income(100)
    row, people = ready(fund, "grant", 100), [keeper() for _turn in range(4)]
    results = race(
        4,
        lambda number: actions.approve_operation(
            EndowmentOperation.objects.get(pk=row.pk), actor=people[number]
        ),
    )
    assert counted(results, InvalidTransition) == 3
    fund.refresh_from_db()
    assert (fund.distributed, fund.pending) == (100, 0)
