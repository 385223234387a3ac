"""Marks that waited for the connection: counted once, with the phone's time within bounds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.cases.models import CaseEvent
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    leader_of,
)
from volunteers.actions import miss, unmark
from volunteers.forms.late_marks import page_stamp
from volunteers.models import Signup

pytestmark = pytest.mark.django_db
MINUTE = 60_000  # of a browser's clock


@pytest.fixture
def row():
    return SignupFactory(shift=ShiftFactory(begun=True, capacity=9))


@pytest.fixture
def coordinator(row):
    return leader_of(row.shift.group)


def stamp(user, monkeypatch, *, ago: float) -> str:
    """A page that the server gave out so many minutes ago."""
    moment = timezone.now() - timedelta(minutes=ago)
    with monkeypatch.context() as patch:
        patch.setattr("volunteers.forms.late_marks.timezone.now", lambda: moment)
        patch.setattr("django.core.signing.time.time", moment.timestamp)
        return page_stamp(user)


@pytest.fixture
def press(client, monkeypatch):
    """(person, url, mark, waited minutes) -> the answer; the phone's clock is years behind."""

    def send(person, url, mark="in", waited=0.0, opened=50, **more):
        client.force_login(person)
        body = {
            "key": more.pop("key", uuid4().hex),
            "pressed": 1_000_000,
            "sent": 1_000_000 + int(waited * MINUTE),
            "opened": stamp(more.pop("page_of", person), monkeypatch, ago=opened),
            "mark": mark,
        }
        return client.post(url, body | more)

    return send


def here(row) -> str:
    return reverse("volunteers:late_here", args=[row.shift.code])


def listed(row) -> str:
    return reverse("volunteers:late_mark", args=[row.pk])


def events(row) -> list[tuple]:
    found = CaseEvent.objects.of(row).order_by("id")
    return [(event.kind, event.data.get("forced")) for event in found]


def minutes_ago(moment) -> int:
    return round((timezone.now() - moment) / timedelta(minutes=1))


def test_a_mark_that_waited_counts_from_the_press_and_says_that_it_is_late(press, row):
    assert press(row.user, here(row), waited=30).json() == {"done": True}
    row.refresh_from_db()
    assert (row.state, minutes_ago(row.came_at)) == ("attended", 30)
    assert events(row) == [("attend", True)]
    assert "прислано позже" in CaseEvent.objects.of(row).get().note


def test_a_mark_sent_at_once_is_an_ordinary_one(press, row):
    press(row.user, here(row), waited=0.2)
    row.refresh_from_db()
    assert (minutes_ago(row.came_at), events(row)) == (0, [("attend", False)])


def test_the_same_press_arriving_again_changes_nothing_even_after_a_correction(
    press, row, coordinator
):
    key = uuid4().hex
    for _time in range(3):
        assert press(row.user, here(row), waited=5, key=key).status_code == 200
    row.refresh_from_db()
    unmark(row, actor=coordinator, note="Перепутали")
    assert press(row.user, here(row), waited=6, key=key).status_code == 200
    row.refresh_from_db()
    assert (row.state, events(row)) == ("confirmed", [("attend", True), ("unmark", None)])


def test_coming_and_leaving_arrive_in_their_order(press, row):
    press(row.user, here(row), "in", waited=40)
    press(row.user, here(row), "out", waited=10)
    row.refresh_from_db()
    assert (minutes_ago(row.came_at), minutes_ago(row.left_at)) == (40, 10)


@pytest.mark.parametrize(
    ("waited", "opened"),
    [(51.5, 50), (13 * 60, 14 * 60), (-1, 50)],
    ids=["before the page", "half a day", "from the future"],
)
def test_a_time_out_of_the_servers_bounds_is_refused(press, row, waited, opened):
    answer = press(row.user, here(row), waited=waited, opened=opened)
    assert (answer.status_code, Signup.objects.get(pk=row.pk).state) == (400, "confirmed")
    assert "часы телефона сбились" in answer.json()["errors"][0]


def test_a_mark_made_before_the_shift_could_be_marked_is_refused(press):
    row = SignupFactory(shift=ShiftFactory(begun=True))
    answer = press(row.user, here(row), waited=3 * 60, opened=4 * 60)
    assert "за час до начала" in answer.json()["errors"][0]


def test_a_page_of_somebody_else_a_forged_or_an_old_one_marks_nothing(press, client, row):
    other = VerifiedUserFactory()
    bad = [
        press(row.user, here(row), page_of=other),
        client.post(here(row), {"key": uuid4().hex, "pressed": 1, "sent": 1, "opened": "x:y"}),
        press(row.user, here(row), opened=25 * 60),
        press(row.user, here(row), key="no-uuid"),
    ]
    assert {answer.status_code for answer in bad} == {400}
    assert events(row) == []


def test_who_has_no_place_is_told_so(press, row):
    answer = press(VerifiedUserFactory(), here(row))
    assert "Вас нет в списке" in answer.json()["errors"][0]
    waiting = SignupFactory(shift=row.shift, state="waiting")
    assert "нет места" in press(waiting.user, here(row)).json()["errors"][0]


def test_a_coordinators_press_waits_too_and_counts_once(press, row, coordinator):
    key = uuid4().hex
    for _time in range(2):
        assert press(coordinator, listed(row), waited=20, key=key).status_code == 200
    press(coordinator, listed(row), "out", waited=5)
    row.refresh_from_db()
    assert (minutes_ago(row.came_at), minutes_ago(row.left_at)) == (20, 5)
    assert [kind for kind, _forced in events(row)] == ["attend", "left"]


def test_nobody_else_marks_by_the_coordinators_address(press, row):
    member = MembershipFactory(group=row.shift.group).user
    statuses = [press(who, listed(row)).status_code for who in (member, row.user)]
    assert (statuses, events(row)) == ([404, 404], [])


def test_a_mark_that_no_longer_fits_is_refused_with_words(press, client, row, coordinator):
    signup = SignupFactory(shift=row.shift, state="refused")
    assert press(coordinator, listed(signup)).status_code == 400
    miss(row, actor=coordinator)
    client.force_login(coordinator)
    again = client.post(reverse("volunteers:mark", args=[row.pk]), {"mark": "miss"})
    assert (again.status_code, "уже изменилось" in again.content.decode()) == (400, True)
