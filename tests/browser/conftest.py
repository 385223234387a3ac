"""A real Chromium at phone and desktop width, in Russian, with accessibility checks.

Every test in this folder carries the marker `browser` and runs once per width.
"""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from django.db import connections
from django.test import Client

from tests.browser.visitors import Visitor

# Playwright's synchronous API keeps an event loop in this thread, which Django would refuse.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
INSTALL = (
    "Нет Chromium, браузерные тесты не могут пройти: "
    "apt-get install -y --no-install-recommends chromium libatomic1 "
    "(или укажите путь в CHROMIUM; без браузера: make test-fast)."
)
# The same engine without the window and its buttons takes a third less of the processor.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# What passed is not brought over: it takes longer than the check. Style sheets are not fetched
# again: only css-orientation-lock reads them, which axe runs when asked by name.
RUN_AXE = """axe.run({resultTypes: ["violations"], preload: {assets: ["media"]}})
    .then(({violations}) => ({violations}))"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests of this folder, before `-m` chooses among them."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def find_chromium():
    """Return the path of the browser: CHROMIUM or the first that PATH offers."""
    named = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = find_chromium()
    if chromium is None:
        pytest.fail(INSTALL, pytrace=False)
    return browser_type_launch_args | {"executable_path": chromium, "args": FLAGS}


@pytest.fixture(scope="session", autouse=True)
def _connections_of_the_loop(django_db_setup, playwright):
    """Close what was opened beside Playwright's event loop, while it still runs.

    From the first of its tests on, Django keeps another connection in this thread than before.
    """
    yield
    connections.close_all()


@pytest.fixture(params=[360, 1280], ids=["phone", "desktop"])
def width(request):
    """Width of the window in CSS pixels."""
    return request.param


@pytest.fixture
def browser_context_args(browser_context_args, width):
    return browser_context_args | {
        "viewport": {"width": width, "height": 800},
        "locale": "ru-RU",
        "timezone_id": "Europe/Kirov",
        "reduced_motion": "reduce",  # axe would measure the contrast of half-faded text
    }


@pytest.fixture
def signed_in(page, live_server):
    """Return `signed_in(user)`: the browser is theirs, without the form of signing in."""

    def begin(user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        page.context.add_cookies([cookie])

    return begin


@pytest.fixture(scope="session")
def axe():
    """Return `axe(page)`: fails with the list of accessibility violations of the page."""

    def check(page):
        page.wait_for_load_state("load")
        page.evaluate(AXE_SCRIPT)
        found = AxeResults(page.evaluate(RUN_AXE))
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check


@pytest.fixture
def visitor(browser, browser_context_args, live_server, axe):
    """`visitor()` is a new person at a browser of her own; `visitor(user)` has signed in.

    `kind` is a class of the story that does more than Visitor.
    """
    people = []

    def arrive(user=None, kind: type[Visitor] = Visitor) -> Visitor:
        context = browser.new_context(**browser_context_args, base_url=live_server.url)
        people.append(context)
        guest = kind(context.new_page(), axe)
        if user is not None:
            guest.signs_in(user)
        return guest

    yield arrive
    for context in people:
        context.close()


@pytest.fixture
def arrives(visitor):
    """The same with more patience: a long story on a busy machine."""

    def arrive(user=None) -> Visitor:
        guest = visitor()
        guest.page.set_default_timeout(40_000)
        if user is not None:
            guest.signs_in(user)
        return guest

    return arrive


@pytest.fixture
def at(arrives):
    """(person, address) -> the person's page there."""

    def arrive(person, url):
        guest = arrives(person)
        guest.opens(url)
        return guest.page

    return arrive
