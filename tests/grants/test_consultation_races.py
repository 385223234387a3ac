"""Two organisations are not promised one hour of an official."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from grants.models import Consultation
from tests.factories.consultations import HOUR, appoint, asked, keeper
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_hour_of_an_official_appointed_to_four_at_once_goes_to_one():
    official, at = keeper(), timezone.now() + HOUR
    rows, people = [asked() for _turn in range(4)], [keeper() for _turn in range(4)]
    results = race(
        4, lambda number: appoint(rows[number], actor=people[number], official=official,
                                  starts_at=at),
    )  # fmt: skip
    counted = [sum(isinstance(one, kind) for one in results)
               for kind in (Consultation, ValidationError)]  # fmt: skip
    assert counted == [1, 3]
