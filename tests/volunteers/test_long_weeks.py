"""Hours that are too many for one week are looked at by an official."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.cases.models import CaseEvent
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.volunteers import HOUR, GroupFactory, ShiftFactory, attended, leader_of
from volunteers.actions import confirm_hours, look_at_week, reverse_hours
from volunteers.models import Signup

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


def week_page(client, official) -> str:
    """The address of the first week of the queue, for who may open it."""
    found = re.search(r"/admin/volunteers/hourrow/weeks/\d+/[\d-]+/", queue(client, official))
    return found and found.group()


def test_a_week_looked_at_with_a_note_leaves_the_queue_until_it_has_more_hours(
    client, official, person
):
    rows = worked(person, 12)
    weeks = 0
    while url := week_page(client, official):
        text = client.get(url).content.decode()
        assert any(row.shift.title in text for row in rows)
        assert client.post(url, {"note": " "}).status_code == 422
        assert client.post(url, {"note": "Дежурил на паводке"}).status_code == 302
        weeks += 1
    events = CaseEvent.objects.filter(kind="week_looked")
    assert (events.count(), {one.note for one in events}) == (weeks, {"Дежурил на паводке"})
    assert weeks
    looked = Signup.objects.get(pk=events.first().object_id)
    more = attended(person, shift=ShiftFactory(starts_at=looked.came_at + 12 * HOUR))
    times = {"came_at": looked.came_at + 10 * HOUR, "left_at": looked.came_at + 12 * HOUR}
    for name, moment in times.items():
        setattr(more, name, moment)
    more.save()
    confirm_hours(more, actor=leader_of(more.shift.group))
    assert KIND in queue(client, official)


def test_a_week_is_not_looked_at_twice_by_a_stranger_or_for_oneself(client, official, person):
    worked(person, 12)
    url = week_page(client, official)
    monday = date.fromisoformat(url.split("/")[-2])
    given = {"week": monday, "note": "Проверено"}
    for actor in (person, leader_of(GroupFactory())):
        with pytest.raises(PermissionDenied):
            look_at_week(person, actor=actor, **given)
    look_at_week(person, actor=official, **given)
    with pytest.raises(ValidationError, match="уже посмотрели"):
        look_at_week(person, actor=official, **given)
    client.force_login(StaffFactory(permissions=["volunteers.view_hourrow"]))
    assert client.get(url).status_code == 403
    client.force_login(official)
    for wrong in ("2026-99-99", "0001-01-01", "9999-12-31", "мусор"):
        assert client.get(url.replace(str(monday), wrong)).status_code == 404
