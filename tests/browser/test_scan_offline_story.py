"""A code first scanned where there is no connection: marked in the browser, sent once later."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.test_late_marks_story import button, kinds
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import ShiftFactory, SignupFactory

pytestmark = pytest.mark.django_db(transaction=True)
READY = "navigator.serviceWorker.getRegistrations().then((all) => all.some((one) => one.active))"


@pytest.fixture
def row():
    return SignupFactory(shift=ShiftFactory(begun=True, capacity=9), user=VerifiedUserFactory())


def offline(page, row):
    """The code is scanned where there is no connection."""
    page.wait_for_function(f"() => {READY}")
    page.context.set_offline(True)
    page.goto(page.url.split("/volunteers/")[0] + reverse("volunteers:here", args=[row.shift.code]))


def test_a_volunteer_scans_without_a_connection_and_the_marks_arrive_once(row, at):
    page = at(row.user, row.shift.get_absolute_url())
    offline(page, row)
    expect(page.get_by_role("heading", name="Связи нет")).to_be_visible()
    assert row.user.last_name not in page.content()
    button(page, "Я на месте").click()
    expect(page.locator("[data-marks]")).to_contain_text("Ждут: 1")
    page.reload()
    button(page, "Я ухожу").click()
    expect(page.locator("[data-marks]")).to_contain_text("Ждут: 2")
    assert kinds(row) == []
    page.context.set_offline(False)
    expect(page.locator("main")).to_contain_text("Приход и уход отмечены", timeout=40_000)
    page.reload()
    assert kinds(row) == ["attend", "left"]


def test_after_signing_out_the_phone_knows_nobody_and_shows_nothing(row, at):
    page = at(row.user, row.shift.get_absolute_url())
    page.wait_for_function(f"() => {READY}")
    page.context.clear_cookies()
    page.goto(page.url)
    offline(page, row)
    expect(page.get_by_text("на этом телефоне никто не вошёл")).to_be_visible()
    expect(button(page, "Я на месте")).to_be_hidden()
    assert row.shift.title not in page.content()


def test_another_person_on_the_phone_neither_sees_nor_sends_the_marks(row, at, client):
    page = at(row.user, row.shift.get_absolute_url())
    offline(page, row)
    button(page, "Я на месте").click()
    expect(page.locator("[data-marks]")).to_contain_text("Ждут: 1")
    page.context.clear_cookies()
    client.force_login(VerifiedUserFactory())
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}
    page.context.add_cookies([session])
    page.context.set_offline(False)
    expect(page.locator("main")).to_contain_text("Вас нет в списке", timeout=40_000)
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Связи нет")).to_be_visible()
    expect(page.locator("[data-marks]")).to_be_hidden()
    assert kinds(row) == []
