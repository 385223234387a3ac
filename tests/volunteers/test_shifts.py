"""Preparing and announcing a shift; lists, calendars, home and search show what one may see."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.factories.places import DistrictFactory
from tests.factories.volunteers import (
    GroupFactory,
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    hours,
    leader_of,
)
from tests.volunteers.test_groups import letters_to
from volunteers.actions import (
    cancel_shift,
    create_shift,
    edit_shift,
    publish_shift,
    warn_of_risk,
)
from volunteers.models import Shift
from volunteers.tasks import warn_of_risks

pytestmark = pytest.mark.django_db
LISTS = ("/volunteers/", "/volunteers/calendar.ics", "/", "/search/?q=секретная")


def typed(**fields) -> dict:
    start = timezone.localtime(hours(72))
    given = {
        "title": "Сбор листвы",
        "place": "Парк",
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start.replace(minute=59, hour=23):%Y-%m-%dT%H:%M}",
        "capacity": "5",
        "min_age": "14",
        "offer_hours": "24",
    }
    return given | fields


def plan(**fields) -> dict:
    times = {"leave_until": hours(1), "starts_at": hours(2), "ends_at": hours(4)}
    return {"title": "Сбор", "place": "Парк", "capacity": 2, **times, **fields}


def test_a_coordinator_prepares_a_shift_and_announces_it(client, group):
    helper = MembershipFactory(group=group, role="coordinator").user
    shift = create_shift(group, actor=helper, **plan())
    assert client.get(shift.get_absolute_url()).status_code == 404
    publish_shift(shift, actor=helper)
    assert client.get(shift.get_absolute_url()).status_code == 200


def test_a_member_prepares_none_and_a_group_that_waits_has_none(group):
    with pytest.raises(PermissionDenied):
        create_shift(group, actor=MembershipFactory(group=group).user, **plan())
    waiting = GroupFactory(state="submitted")
    with pytest.raises(PermissionDenied, match="ещё не одобрили"):
        create_shift(waiting, actor=leader_of(waiting), **plan())


def test_a_shift_of_the_past_is_not_announced(group, leader):
    shift = ShiftFactory(group=group, state="draft", begun=True)
    with pytest.raises(PermissionDenied, match="уже прошло"):
        publish_shift(shift, actor=leader)


def test_a_shift_that_has_begun_is_not_called_off(group, leader):
    with pytest.raises(PermissionDenied, match="уже началась"):
        cancel_shift(ShiftFactory(group=group, begun=True), actor=leader, note="Поздно")


def test_an_announced_shift_keeps_its_time_and_changes_its_place(group, leader):
    shift, draft = ShiftFactory(group=group), ShiftFactory(group=group, state="draft")
    for row in (shift, draft):
        edit_shift(row, actor=leader, place="Сквер", min_age=20)
        row.refresh_from_db()
    assert [(row.place, row.min_age) for row in (shift, draft)] == [("Сквер", 14), ("Сквер", 20)]


def test_a_cancelled_shift_is_not_edited(group, leader):
    shift = ShiftFactory(group=group, state="cancelled")
    with pytest.raises(ValidationError, match="отменили"):
        edit_shift(shift, actor=leader, place="Сквер")


def test_a_shift_is_written_down_on_the_page_with_the_usual_term_of_leaving(client, group, leader):
    client.force_login(leader)
    answer = client.post(reverse("volunteers:new_shift", args=[group.pk]), typed(), follow=True)
    shift = Shift.objects.get()
    assert "Проверьте её и объявите" in answer.content.decode()
    assert (shift.starts_at - shift.leave_until).total_seconds() == 86400


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": "2001-01-01T10:00"},
        {"starts_at": "9999-12-31T23:59"},
        {"ends_at": "2001-01-01T10:00"},
        {"capacity": "0"},
        {"min_age": "7"},
        {"leave_until": "9000-01-01T10:00"},
    ],
)
def test_a_shift_that_makes_no_sense_is_refused_at_the_form(client, group, leader, wrong):
    client.force_login(leader)
    url = reverse("volunteers:new_shift", args=[group.pk])
    answer = client.post(url, typed(**wrong))
    assert (answer.status_code, Shift.objects.exists()) == (400, False)
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("url", LISTS)
@pytest.mark.parametrize("fields", [{"state": "draft"}, {"members_only": True}])
def test_a_stranger_finds_no_shift_that_is_not_for_all(client, url, fields):
    ShiftFactory(title="Открытая секретная", group=GroupFactory())
    ShiftFactory(title="Особая секретная", **fields)
    page = client.get(url).content.decode()
    assert ("Открытая" in page, "Особая" in page) == (True, False)


def test_a_member_sees_the_shifts_of_the_group_in_lists_and_calendar(client):
    shift = ShiftFactory(title="Только наши", members_only=True)
    client.force_login(MembershipFactory(group=shift.group).user)
    urls = ("/volunteers/", reverse("volunteers:group_calendar", args=[shift.group_id]))
    assert all("Только наши" in client.get(url).content.decode() for url in urls)


def test_shifts_of_a_group_that_waits_are_hidden(client):
    shift = ShiftFactory(group=GroupFactory(state="refused"))
    assert client.get(shift.get_absolute_url()).status_code == 404


def test_the_calendar_tells_a_phone_of_a_shift_called_off(client):
    ShiftFactory(title="Отменённая", state="cancelled")
    ShiftFactory(title="Прошлая", over=True)
    text = client.get("/volunteers/calendar.ics").content.decode()
    assert ("STATUS:CANCELLED" in text, "Прошлая" in text) == (True, False)


def test_shifts_are_found_by_direction_district_day_and_free_places(client):
    district = DistrictFactory()
    near = ShiftFactory(title="Нужная", district=district, group=GroupFactory(direction="care"))
    full = ShiftFactory(title="Лишняя", capacity=1, starts_at=hours(300))
    SignupFactory(shift=full)
    day = timezone.localtime(near.starts_at).date()
    for query in ("direction=care", f"district={district.pk}", f"day={day}", "free=1"):
        page = client.get(f"/volunteers/?{query}").content.decode()
        assert ("Нужная" in page, "Лишняя" in page) == (True, False), query


def test_a_shift_soon_with_few_people_is_marked_for_its_coordinators(client, group, leader):
    risky = ShiftFactory(group=group, capacity=5, starts_at=hours(20))
    SignupFactory(shift=risky)
    filled = ShiftFactory(group=group, capacity=2, starts_at=hours(20))
    SignupFactory(shift=filled)
    late = ShiftFactory(group=group, capacity=5, starts_at=hours(100))
    assert set(Shift.objects.at_risk()) == {risky}
    assert (risky.is_at_risk, filled.is_at_risk, late.is_at_risk) == (True, False, False)
    client.force_login(leader)
    page = client.get(reverse("volunteers:group_shifts", args=[group.pk])).content.decode()
    assert "Людей мало, а смена скоро" in page


def test_coordinators_are_warned_once_of_a_shift_at_risk(group, leader):
    risky = ShiftFactory(group=group, capacity=5, starts_at=hours(20), title="Мало людей")
    full = ShiftFactory(group=group, capacity=1, starts_at=hours(20))
    SignupFactory(shift=full)
    member = MembershipFactory(group=group).user
    for _hour in range(2):
        warn_of_risks()
    assert letters_to(leader) == [f"На смену записалось мало людей: {risky.title}"]
    assert (letters_to(member), warn_of_risk(full)) == ([], None)
