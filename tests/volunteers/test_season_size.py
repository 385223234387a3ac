"""A season of 227 events and 2,500 volunteers: every page opens, none asks the database much."""

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import User
from tests.factories.people import SuperuserFactory
from tests.factories.places import CentreFactory, CityFactory, DistrictFactory
from volunteers.demo import crowd
from volunteers.models import FestivalEvent, HourRow, Membership, Shift, Signup

pytestmark = pytest.mark.django_db
PAGE, ADMIN = 12, 15  # the most queries, as in tests/test_list_queries.py
BOX = "bbox=49,58,50,59&zoom=12"


class Season:
    """The season with a coordinator, a volunteer who has helped and one who will."""

    def __init__(self):
        CityFactory()
        DistrictFactory.create_batch(3)
        CentreFactory()
        self.festival = crowd.load()
        assert crowd.load() is None
        self.shift = Shift.objects.to_come().order_by("starts_at").first()
        self.group = self.shift.group
        self.district = self.shift.district
        self.held = Shift.objects.filter(group=self.group, signups__state="attended").first()
        self.leader = Membership.objects.get(group=self.group, role="leader").user
        self.helped = Signup.objects.filter(shift=self.held).first()
        self.coming = Signup.objects.filter(shift=self.shift).first()
        self.official = SuperuserFactory()
        self.year = timezone.localdate(self.held.starts_at).year
        self.day = timezone.localdate(self.shift.starts_at)

    def client(self, person: User | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    def cost(self, person, path: str) -> tuple[int, str]:
        """Queries of one visit with nothing kept from before, and the page."""
        client, url = self.client(person), path.format(**vars(self))
        client.get(url)
        for cache in caches.all():
            cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, url
        return len(queries), body.decode()


@pytest.fixture(scope="module")
def season(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Season()
        transaction.set_rollback(True)


PUBLIC = (
    "",
    "?free=1&district={district.pk}",
    "?day={day}&direction=yard",
    f"map.json?{BOX}",
    f"map.json?{BOX}&district={{district.pk}}",
    "calendar/?month={day:%Y-%m}",
    "calendar.ics",
    "shifts/{shift.pk}/",
    "shifts/{shift.pk}/point.json",
    "groups/",
    "groups/{group.pk}/",
    "groups/{group.pk}/calendar.ics",
    "festivals/",
    "festivals/{festival.slug}/",
    "festivals/{festival.slug}/?day={day}",
    "festivals/{festival.slug}/?district={district.pk}&q=Уборка",
    "festivals/{festival.slug}/print/",
    "festivals/{festival.slug}/calendar.ics",
    f"festivals/{{festival.slug}}/map.json?{BOX}",
    "results/{year}/",
    "results/{year}/results.csv",
)
LEADER = (
    "my/",
    "groups/{group.pk}/team/",
    "groups/{group.pk}/shifts/",
    "groups/{group.pk}/shifts/new/?like={held.pk}",
    "shifts/{shift.pk}/people/",
    "shifts/{held.pk}/attendance/",
    "shifts/{held.pk}/walk-ins/",
    "signups/{helped.pk}/",
)
VOLUNTEER = (
    *("", "calendar/", "my/", "my/shifts/", "my/book/"),
    *("signups/{helped.pk}/", "shifts/{shift.pk}/", "shifts/{shift.pk}/sign-up/"),
)
TABLES = ("shift", "hourrow", "volunteergroup", "festival", "festivalevent")


def test_the_season_has_the_size_of_a_city(season):
    assert (FestivalEvent.objects.count(), User.objects.count()) == (227, 2501)
    assert Signup.objects.values("user").distinct().count() == 2480
    assert HourRow.objects.total() > 5000
    assert all(
        shift.places_taken == shift.signups.holding().count()
        for shift in Shift.objects.order_by("pk")[:20]
    )


@pytest.mark.parametrize("path", PUBLIC)
def test_a_visitor_opens_every_page_of_the_season(season, path):
    assert season.cost(None, f"/volunteers/{path}")[0] <= PAGE


@pytest.mark.parametrize("path", LEADER)
def test_a_coordinator_opens_every_page_of_the_season(season, path):
    assert season.cost(season.leader, f"/volunteers/{path}")[0] <= PAGE


@pytest.mark.parametrize("path", VOLUNTEER)
def test_a_volunteer_opens_every_page_of_the_season(season, path):
    assert season.cost(season.helped.user, f"/volunteers/{path}")[0] <= PAGE


@pytest.mark.parametrize("table", TABLES)
def test_an_official_opens_every_list_of_the_season(season, table):
    assert season.cost(season.official, f"/admin/volunteers/{table}/")[0] <= ADMIN


def test_the_programme_to_print_has_all_events_and_a_day_has_its_own(season):
    _cost, printed = season.cost(None, "/volunteers/festivals/{festival.slug}/print/")
    assert printed.count("<strong>") == 227
    _cost, day = season.cost(None, "/volunteers/festivals/{festival.slug}/?day={day}")
    assert day.count("<h4>") == FestivalEvent.objects.filter(starts_at__date=season.day).count()


def test_the_map_answers_with_few_groups_that_count_every_event(season):
    _cost, body = season.cost(None, f"/volunteers/festivals/{{festival.slug}}/map.json?{BOX}")
    numbers = [int(part.split("}")[0]) for part in body.split('"count": ')[1:]]
    assert sum(numbers) + body.count('"url"') == 227
    assert len(numbers) <= 16 * 16
