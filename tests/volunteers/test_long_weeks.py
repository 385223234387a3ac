"""Hours that are too many for one week are looked at by an official."""

import pytest

from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.volunteers import attended, leader_of
from volunteers.actions import confirm_hours, reverse_hours

pytestmark = pytest.mark.django_db
KIND = "Необычно много часов"


def worked(user, days: int, lasting: float = 9) -> list:
    rows = [attended(user, since=24 * (day + 1), lasting=lasting) for day in range(days)]
    for row in rows:
        confirm_hours(row, actor=leader_of(row.shift.group))
    return rows


def queue(client, viewer) -> str:
    client.force_login(viewer)
    return client.get("/admin/queue/").content.decode()


def test_a_person_with_too_many_hours_of_a_week_stands_in_the_queue(client, official, person):
    # Twelve days hold one whole week at least, whatever day it is.
    worked(person, 12)
    worked(VerifiedUserFactory(last_name="Скромная"), 2)
    text = queue(client, official)
    assert (KIND in text, person.last_name in text, "Скромная" in text) == (True, True, False)


def test_hours_taken_back_no_longer_stand_there(client, official, person):
    for row in worked(person, 12):
        reverse_hours(row, actor=leader_of(row.shift.group), note="Приписали")
    assert KIND not in queue(client, official)


def test_an_official_of_something_else_sees_nobody_s_hours(client, person):
    worked(person, 12)
    assert KIND not in queue(client, StaffFactory(permissions=["budgeting.view_project"]))
