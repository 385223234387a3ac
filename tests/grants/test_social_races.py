"""Officials who enter agreements at once stay within the plan."""

import pytest
from django.core.exceptions import ValidationError

from grants.models import SocialFact, SocialOrder
from tests.factories.social_orders import SocialOrderFactory, entered, executor, keeper
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_agreements_entered_at_once_stay_within_the_plan():
    order = SocialOrderFactory()
    rows, people = [executor(order) for _turn in range(5)], [keeper() for _turn in range(5)]

    def enter(number):
        fresh = SocialOrder.objects.get(pk=order.pk)
        return entered(fresh, rows[number], "agreement", 3000, actor=people[number])

    results = race(5, enter)
    counted = [sum(isinstance(one, kind) for one in results)
               for kind in (SocialFact, ValidationError)]  # fmt: skip
    assert counted == [3, 2]
