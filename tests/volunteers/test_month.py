"""The calendar of shifts, a festival by day and on the map, a shift after the model of another."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.places import DistrictFactory
from tests.factories.volunteers import (
    FestivalEventFactory,
    FestivalFactory,
    GroupFactory,
    ShiftFactory,
    daytime,
    leader_of,
)

pytestmark = pytest.mark.django_db
BOX = {"bbox": "49,58,50,59", "zoom": "17"}
PLACE = {"latitude": "58.603500", "longitude": "49.668000"}


def month(client, moment, **asked) -> str:
    url = reverse("volunteers:month")
    return client.get(url, {"month": f"{moment:%Y-%m}"} | asked).content.decode()


def test_each_day_shows_its_shifts_and_leads_to_them(client):
    day = daytime(40)
    for hour in (10, 14):
        ShiftFactory(starts_at=day.replace(hour=hour))
    page = month(client, day)
    assert f"day={day:%Y-%m-%d}" in page
    assert ": 2 смены" in page
    assert "day=" not in month(client, day + timedelta(days=70))


def test_days_that_are_over_are_counted_and_lead_nowhere(client):
    past = daytime(-40)
    ShiftFactory(starts_at=past)
    page = month(client, past)
    assert ("1 смена" in page, "?day=" in page) == (True, False)


def test_the_calendar_shows_what_the_list_shows_and_narrows_alike(client):
    day, district = daytime(40), DistrictFactory()
    ShiftFactory(starts_at=day, members_only=True)
    ShiftFactory(starts_at=day, state="draft")
    ShiftFactory(starts_at=day, state="cancelled")
    assert "0 смен" in month(client, day)
    ShiftFactory(starts_at=day, district=district)
    assert "1 смена" in month(client, day, district=district.pk)
    other = DistrictFactory()
    page = month(client, day, district=other.pk)
    assert "В этом месяце таких смен нет" in page
    assert f"district={other.pk}" in page  # the next month keeps what was asked


@pytest.mark.parametrize("asked", ["", "nonsense", "9999-99", "2026-13", "0001-01", "²026-01"])
def test_a_month_that_is_none_is_another_month_and_no_fault(client, asked):
    assert client.get(reverse("volunteers:month"), {"month": asked}).status_code == 200


def test_the_festival_has_its_days_and_a_day_says_how_many_events(client):
    festival = FestivalFactory(ends_on=timezone.localdate() + timedelta(days=30))
    day = daytime(5)
    for hour in (10, 12, 14):
        FestivalEventFactory(festival=festival, starts_at=day.replace(hour=hour))
    FestivalEventFactory(festival=festival, starts_at=day, is_cancelled=True)
    page = client.get(festival.get_absolute_url(), {"day": f"{day:%Y-%m-%d}"}).content.decode()
    assert "3 события" in page
    assert f'href="?day={day:%Y-%m-%d}" aria-current="true"' in page


def test_the_map_of_a_festival_has_the_events_of_its_filter(client):
    festival, district = FestivalFactory(), DistrictFactory()
    near = FestivalEventFactory(festival=festival, district=district, **PLACE)
    FestivalEventFactory(festival=festival, **PLACE)
    FestivalEventFactory(festival=festival, district=district, is_cancelled=True, **PLACE)
    FestivalEventFactory(district=district, **PLACE)
    url = reverse("volunteers:festival_points", args=[festival.slug])
    (found,) = client.get(url, BOX | {"district": district.pk}).json()["features"]
    assert found["properties"]["title"] == str(near)
    assert client.get(found["properties"]["url"]).status_code == 200


def test_a_festival_that_is_not_published_has_no_map(client):
    event = FestivalEventFactory(festival__is_published=False, **PLACE)
    url = reverse("volunteers:festival_points", args=[event.festival.slug])
    assert client.get(url, BOX).status_code == 404


def test_a_new_shift_after_the_model_of_another_of_the_group_is_filled_in(client):
    group = GroupFactory()
    earlier = ShiftFactory(group=group, title="Уборка", capacity=7, training="Курс", **PLACE)
    foreign = ShiftFactory(title="Чужая смена")
    client.force_login(leader_of(group))
    url = reverse("volunteers:new_shift", args=[group.pk])
    page = client.get(url, {"like": earlier.pk}).content.decode()
    assert all(f'value="{text}"' in page for text in ("Уборка", "7", "Курс", "58.603500"))
    assert f"{earlier.starts_at.astimezone():%Y-%m-%d}" not in page
    for strange in (foreign.pk, "x", "9" * 30, "²"):
        assert "Чужая смена" not in client.get(url, {"like": strange}).content.decode()
