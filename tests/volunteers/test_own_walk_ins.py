"""Hours of a shift one came to without an account, taken by the phone confirmed since."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import HOUR, ShiftFactory, WalkInFactory, leader_of
from volunteers.actions import count_hours, forget_person, join_by_phone, join_walk_in
from volunteers.models import WalkIn
from volunteers.personal_data import collect

pytestmark = pytest.mark.django_db
PHONE = "+79120000001"
PAGE = "/volunteers/my/walk-ins/"


@pytest.fixture
def person():
    return VerifiedUserFactory(phone=PHONE)


@pytest.fixture
def row():
    """Confirmed hours of somebody who gave a phone and no mail."""
    shift = ShiftFactory(begun=True, title="Посадка сирени")
    found = WalkInFactory(shift=shift, email="", phone=PHONE, left_at=shift.starts_at + HOUR)
    count_hours(found, actor=leader_of(shift.group))
    return found


def answer(client, row, act: str):
    return client.post(reverse("volunteers:answer_own_walk_in", args=[row.pk]), {"act": act})


def test_who_has_confirmed_the_phone_takes_the_hours_once(client, person, row):
    client.force_login(person)
    assert "Забрать часы" in client.get("/volunteers/my/shifts/").content.decode()
    assert row.shift.title in client.get(PAGE).content.decode()
    assert answer(client, row, "join").status_code == 302
    assert person.volunteer_hours.total() == 1
    row.refresh_from_db()
    assert (row.state, row.name, row.phone) == ("merged", "", "")
    assert answer(client, row, "join").status_code == 404
    assert row.shift.title not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "fields", [{"phone": ""}, {"phone": "+79120000002"}, {"phone": PHONE, "level": 0}]
)
def test_another_phone_none_or_one_no_longer_proved_opens_nothing(client, row, fields):
    stranger = VerifiedUserFactory(**fields)
    WalkInFactory(phone="", shift=row.shift)
    client.force_login(stranger)
    assert row.shift.title not in client.get(PAGE).content.decode()
    assert answer(client, row, "join").status_code == 404
    assert answer(client, row, "forget").status_code == 404
    with pytest.raises(PermissionDenied):
        join_by_phone(row, actor=stranger)
    assert not any(PHONE in str(one) for one in collect(stranger)["volunteer_walk_ins"])


def test_the_name_written_down_is_not_shown_by_the_phone(client, person, row):
    client.force_login(person)
    assert row.name not in client.get(PAGE).content.decode()


def test_hours_joined_by_the_coordinator_are_not_taken_again(client, person, row):
    join_walk_in(row, actor=person, person=person)
    with pytest.raises(PermissionDenied):
        join_by_phone(row, actor=person)


def test_who_it_was_not_has_the_data_removed(client, person, row):
    client.force_login(person)
    assert answer(client, row, "forget").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.name, row.phone, row.hours) == ("forgotten", "", "", 1)


def test_a_press_of_neither_button_and_a_refusal_are_told(client, person, row):
    client.force_login(person)
    assert "одну из двух кнопок" in answer(client, row, "").content.decode()
    WalkIn.objects.update(confirmed_by=person)
    refused = answer(client, row, "join")
    assert (refused.status_code, "другой человек" in refused.content.decode()) == (400, True)


def test_what_stands_on_the_phone_is_in_my_data_and_goes_with_the_account(person, row):
    assert collect(person)["volunteer_walk_ins"][0]["phone"] == PHONE
    forget_person(person)
    row.refresh_from_db()
    assert (row.state, row.name) == ("forgotten", "")
