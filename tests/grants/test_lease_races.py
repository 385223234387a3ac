"""Officials and applicants who act at once: an object is given once, nobody is late or doubled."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from grants import actions
from grants.models import Lease, LeaseApplication, LeaseOffer, SupportRecord
from tests.factories.people import VerifiedUserFactory
from tests.factories.property import (
    applied,
    at_hour,
    checked,
    given,
    keeper,
    nko,
    offered,
    opened,
)
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def made(results) -> int:
    return sum(not isinstance(one, Exception) for one in results)


def test_one_object_given_to_four_applicants_at_once_is_given_to_one():
    offer = offered()
    rows = [applied(offer) for _turn in range(4)]
    opened(offer)
    for row in rows:
        checked(row)
    people = [keeper() for _turn in range(4)]
    results = race(
        4, lambda number: actions.win_lease(
            LeaseApplication.objects.get(pk=rows[number].pk), actor=people[number], note="Им",
        ),
    )  # fmt: skip
    assert made(results) == 1
    refusals = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, PermissionDenied | ValidationError) for one in refusals)
    assert Lease.objects.count() == LeaseApplication.objects.filter(state="won").count() == 1


def test_the_database_itself_refuses_a_second_lease_in_force():
    lease = given()
    other = applied(offered())
    values = {"months": 1, "rent_month": 1, "paid_month": 0}
    with pytest.raises(IntegrityError), transaction.atomic():
        Lease.objects.create(asset=lease.asset, application=other, **values)


def test_an_organisation_that_applies_five_times_at_once_has_applied_once():
    head = VerifiedUserFactory()
    offer, team = offered(), nko(head)
    results = race(5, lambda _number: applied(offer, head=head, organisation=team))
    assert (made(results), LeaseApplication.objects.count()) == (1, 1)


def test_an_offer_opened_by_three_officials_at_once_is_opened_once():
    row = applied()
    at_hour(row.offer)
    people = [keeper() for _turn in range(3)]
    results = race(
        3, lambda number: actions.open_offer(
            LeaseOffer.objects.get(pk=row.offer_id), actor=people[number]
        ),
    )  # fmt: skip
    assert made(results) == 1
    assert len(LeaseOffer.objects.get().protocol["rows"]) == 1


def test_a_lease_signed_twice_at_once_stands_once_in_the_register():
    lease, people = given(), [keeper() for _turn in range(3)]

    def sign(number):
        day = lease.created_at.date()
        fresh = Lease.objects.get(pk=lease.pk)
        return actions.sign_lease(
            fresh, actor=people[number], number=f"{number}", signed_on=day, starts_on=day
        )

    results = race(3, sign)
    assert (made(results), SupportRecord.objects.count()) == (1, 1)
