"""Each list costs the database the same at 1 and at 50 rows, and not much."""

from copy import deepcopy

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.tables import MODULES, table
from tests.world import browser, built, signed_in

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


@pytest.fixture(scope="module")
def shelved(django_db_setup, django_db_blocker):
    with built(django_db_blocker, Shelf) as shelf:
        yield shelf


@pytest.fixture
def shelf(shelved):
    """The test's own copy: what a row changes in memory is gone with the row."""
    return deepcopy(shelved)


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


def costs(shelf, url: str, add, sessions: dict) -> dict[str, tuple[int, int]]:
    """Queries at one row and at many, by who asks."""
    url = url.format(**vars(shelf))
    add(shelf)
    one = {who: cost(browser(session), url) for who, session in sessions.items()}
    for _more in range(MANY - 1):
        add(shelf)
    return {who: (one[who], cost(browser(session), url)) for who, session in sessions.items()}


def too_dear(found: dict, url: str, plain: int) -> dict:
    return {
        who: (one, many)
        for who, (one, many) in found.items()
        if many != one or many > plain + GATHERED.get(url.partition("?")[0], 0)
    }


@pytest.mark.parametrize("url", LISTS)
def test_a_list_costs_strangers_and_residents_no_more_when_it_is_long(shelf, url):
    sessions = {"stranger": None, **signed_in({"resident": shelf.user})}
    assert too_dear(costs(shelf, url, LISTS[url], sessions), url, PAGE) == {}


@pytest.mark.parametrize("url", OWN_LISTS)
def test_an_own_list_costs_no_more_when_it_is_long(shelf, url):
    sessions = signed_in({"resident": shelf.user})
    assert too_dear(costs(shelf, url, OWN_LISTS[url], sessions), url, PAGE) == {}


@pytest.mark.parametrize("url", ADMIN_LISTS)
def test_a_list_of_the_admin_costs_no_more_when_it_is_long(shelf, url):
    sessions = signed_in({"administrator": SuperuserFactory()})
    assert too_dear(costs(shelf, url, ADMIN_LISTS[url], sessions), url, ADMIN) == {}
