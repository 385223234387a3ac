"""Each list costs the database the same at 1 and at 50 rows, and not much."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.tables import MODULES, table

pytestmark = pytest.mark.django_db
MANY, PAGE, ADMIN = 50, 12, 15  # rows; the most queries of a page and of an admin page
# Pages that gather from every app: one query more for each thing an app brings to them.
GATHERED = {
    "/": len(settings.HOME_PANELS),
    "/admin/": len(settings.MODERATION_QUEUES),
    "/admin/queue/": len(settings.MODERATION_QUEUES),
}
LISTS, OWN_LISTS, ADMIN_LISTS = table("LISTS"), table("OWN_LISTS"), table("ADMIN_LISTS")


class Shelf:
    """Where the rows go (each app's `shelve` adds its own), and the visitor who looks at them."""

    def __init__(self):
        self.user, self.author = VerifiedUserFactory(), VerifiedUserFactory()
        self.district = DistrictFactory()
        self.official = StaffFactory()
        for module in MODULES:
            if shelve := getattr(module, "shelve", None):
                shelve(self)


@pytest.fixture
def shelf():
    return Shelf()


def cost(client, url: str) -> int:
    """Queries of one visit with nothing kept from before."""
    client.get(url)  # content types and their kind are fetched once for the process
    for cache in caches.all():
        cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    return len(queries)


def most(url: str, plain: int) -> int:
    return plain + GATHERED.get(url.partition("?")[0], 0)


def costs(client, shelf, url: str, add) -> tuple[int, int]:
    url = url.format(**vars(shelf))
    add(shelf)
    one = cost(client, url)
    for _more in range(MANY - 1):
        add(shelf)
    return one, cost(client, url)


@pytest.mark.parametrize("url", LISTS)
def test_a_stranger_costs_no_more_when_a_list_is_long(client, shelf, url):
    one, many = costs(client, shelf, url, LISTS[url])
    assert (many, many <= most(url, PAGE)) == (one, True)


@pytest.mark.parametrize("url", [*LISTS, *OWN_LISTS])
def test_a_resident_costs_no_more_when_a_list_is_long(client, shelf, url):
    client.force_login(shelf.user)
    one, many = costs(client, shelf, url, (LISTS | OWN_LISTS)[url])
    assert (many, many <= most(url, PAGE)) == (one, True)


@pytest.mark.parametrize("url", ADMIN_LISTS)
def test_an_official_costs_no_more_when_a_list_is_long(client, shelf, url):
    client.force_login(SuperuserFactory())
    one, many = costs(client, shelf, url, ADMIN_LISTS[url])
    assert (many, many <= most(url, ADMIN)) == (one, True)
