"""The map of the city as people use it: by mouse, by keyboard, on a phone."""

import pytest
from playwright.sync_api import expect

from portal.places import reference


@pytest.fixture
def city_map(page, live_server):
    """The open map and everything the console said."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    reference.load()
    page.goto(f"{live_server.url}/places/")
    expect(page.locator(".map-pin")).to_have_count(6)
    return said


@pytest.mark.django_db(transaction=True)
def test_a_visitor_sees_centres_on_the_map_without_a_violation(page, city_map, axe):
    axe(page)
    assert city_map == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.django_db(transaction=True)
def test_a_keyboard_user_opens_a_pin(page, city_map):
    page.get_by_role("button", name="ЦМА на ул. Пугачёва: ул. Пугачёва, 18").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content")).to_have_text(
        "ЦМА на ул. Пугачёва: ул. Пугачёва, 18"
    )
    assert city_map == []
