"""Somebody comes instead of somebody: asked once, taken once, never free in between."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    leader_of,
)
from tests.races import race
from tests.volunteers.test_groups import letters_to
from volunteers.actions import seek_cover, take_over
from volunteers.models import Shift, Signup

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """The place of somebody who has asked the group for cover, in a full shift."""
    row = SignupFactory(shift=ShiftFactory(capacity=1))
    seek_cover(row, actor=row.user)
    return row


def test_members_are_asked_once_and_the_place_stays(asked):
    member, stranger = MembershipFactory(group=asked.shift.group).user, VerifiedUserFactory()
    for on in (False, True):
        seek_cover(asked, actor=asked.user, on=on)
    assert letters_to(member) == [f"Нужна замена на смену: {asked.shift.title}"]
    assert (letters_to(stranger), asked.state) == ([], "confirmed")
    assert len(letters_to(leader_of(asked.shift.group))) == 2


def test_who_comes_instead_has_the_place_and_the_other_is_free(asked, person):
    row = take_over(asked.shift, actor=person)
    asked.refresh_from_db()
    assert (row.state, asked.state, asked.seeks_cover) == ("confirmed", "withdrawn", False)
    assert Shift.objects.get().places_taken == 1
    assert letters_to(asked.user) == [f"Замена нашлась: {asked.shift.title}"]
    assert [hour.kind for hour in row.hours.all()] == ["planned"]


def test_nobody_takes_over_what_nobody_gives_up(person):
    row = SignupFactory()
    with pytest.raises(ValidationError, match="больше не нужна"):
        take_over(row.shift, actor=person)


def test_who_waits_goes_before_who_would_take_over(asked, person):
    SignupFactory(shift=asked.shift, state="waiting")
    with pytest.raises(PermissionDenied, match="ждут другие"):
        take_over(asked.shift, actor=person)


def test_taking_over_is_signing_up_by_the_same_rules(asked, person):
    SignupFactory(user=person)
    with pytest.raises(PermissionDenied, match="другая смена"):
        take_over(asked.shift, actor=person)
    assert Signup.objects.get(pk=asked.pk).state == "confirmed"


@pytest.mark.parametrize("fields", [{"state": "waiting"}, {"shift__begun": True}])
def test_cover_is_sought_for_a_place_before_the_beginning(fields):
    row = SignupFactory(**fields)
    with pytest.raises(PermissionDenied, match="до начала смены"):
        seek_cover(row, actor=row.user)


def test_nobody_seeks_cover_for_another(asked, person):
    with pytest.raises(PermissionDenied):
        seek_cover(asked, actor=leader_of(asked.shift.group))


def test_both_do_it_on_the_pages(client, person):
    row = SignupFactory(shift=ShiftFactory(capacity=1))
    client.force_login(row.user)
    url = reverse("volunteers:cover", args=[row.pk])
    assert "Мы написали группе" in client.post(url, {"seek": "1"}, follow=True).content.decode()
    client.force_login(person)
    assert "Приду вместо него" in client.get(row.shift.get_absolute_url()).content.decode()
    url = reverse("volunteers:take_over", args=[row.shift_id])
    assert "место за вами" in client.post(url, follow=True).content.decode()


@pytest.mark.django_db(transaction=True)
def test_twenty_people_take_over_one_place_and_one_has_it():
    row = SignupFactory(shift=ShiftFactory(capacity=1))
    seek_cover(row, actor=row.user)
    people = VerifiedUserFactory.create_batch(20)
    results = race(20, lambda n: take_over(Shift.objects.get(), actor=people[n]))
    assert sum(isinstance(one, Signup) for one in results) == 1
    assert all(isinstance(one, Signup | ValidationError) for one in results)
    assert Shift.objects.get().places_taken == Signup.objects.holding().count() == 1
