"""A festival: its programme stays navigable with two hundred events, its numbers are counted."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.people import VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.factories.volunteers import (
    DAY,
    HOUR,
    FestivalEventFactory,
    FestivalFactory,
    ShiftFactory,
    attended,
    hours,
    leader_of,
)
from volunteers.actions import confirm_hours
from volunteers.models import FestivalEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def festival():
    return FestivalFactory()


def page_of(client, festival, query: str = "", page: str = "") -> str:
    return client.get(f"{festival.get_absolute_url()}{page}?{query}").content.decode()


def test_a_festival_in_preparation_is_seen_by_officials_alone(client, official):
    hidden = FestivalEventFactory(festival=FestivalFactory(is_published=False)).festival
    for viewer, status in ((None, 404), (VerifiedUserFactory(), 404), (official, 200)):
        client.logout()
        if viewer:
            client.force_login(viewer)
        for page in ("", "print/", "calendar.ics"):
            assert client.get(hidden.get_absolute_url() + page).status_code == status
        listed = client.get("/volunteers/festivals/").content.decode()
        assert (hidden.title in listed) is (status == 200)


def test_events_are_found_by_day_district_word_and_need_of_help(client, festival):
    district = DistrictFactory()
    near = FestivalEventFactory(
        festival=festival, title="Ярмарка", district=district, shift=ShiftFactory()
    )
    FestivalEventFactory(festival=festival, title="Концерт", starts_at=hours(200))
    FestivalEventFactory(title="Ярмарка другого фестиваля")
    day = timezone.localtime(near.starts_at).date()
    for query in (f"day={day}", f"district={district.pk}", "q=ярм", "help=1"):
        for page in ("", "print/"):
            text = page_of(client, festival, query, page)
            assert ("Ярмарка" in text, "Концерт" in text) == (True, False), query
            assert "другого" not in text


def test_two_hundred_events_cost_as_few_queries_as_one_and_come_in_pages(client, festival):
    start = hours(24)
    FestivalEvent.objects.bulk_create(
        FestivalEventFactory.build(
            festival=festival, title=f"Дело {n:03}", starts_at=start + n * HOUR,
            ends_at=start + (n + 1) * HOUR,
        )
        for n in range(227)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        first = page_of(client, festival)
    assert len(queries) <= 6
    assert ("Дело 039" in first, "Дело 040" in first, "227" in first) == (True, False, True)
    whole = page_of(client, festival, page="print/")
    assert all(f"Дело {n:03}" in whole for n in range(227))


def test_a_cancelled_event_says_so_and_is_not_printed(client, festival):
    FestivalEventFactory(festival=festival, title="Салют", is_cancelled=True)
    assert "отменено" in page_of(client, festival)
    assert "Салют" not in page_of(client, festival, page="print/")
    calendar = client.get(f"{festival.get_absolute_url()}calendar.ics").content.decode()
    assert "STATUS:CANCELLED" in calendar
    assert festival.figures()["number"] == 0


def test_numbers_count_hosts_guests_and_volunteers_once(festival):
    row = attended()
    confirm_hours(row, actor=leader_of(row.shift.group))
    attended(shift=row.shift)
    for guests in (100, 50):
        FestivalEventFactory(festival=festival, shift=row.shift, guests=guests, host="ТОС")
    FestivalEventFactory(festival=festival, host="")
    assert festival.figures() == {"number": 3, "hosts": 1, "guests": 150, "volunteers": 1}


def test_an_event_leads_to_the_shift_that_everybody_may_take(client, festival):
    open_, inner = ShiftFactory(), ShiftFactory(members_only=True)
    for shift in (open_, inner):
        FestivalEventFactory(festival=festival, shift=shift)
    text = page_of(client, festival)
    assert (open_.get_absolute_url() in text, inner.get_absolute_url() in text) == (True, False)


def test_dates_go_in_order(festival):
    festival.ends_on = festival.starts_on - DAY
    with pytest.raises(ValidationError, match="не раньше"):
        festival.full_clean()
    event = FestivalEventFactory.build(festival=festival, ends_at=hours(1))
    with pytest.raises(ValidationError, match="позже, чем начинается"):
        event.full_clean()
