"""Coming and leaving on a bad connection: pressed in the page, sent once when it is back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from portal.cases.models import CaseEvent
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import ShiftFactory, SignupFactory, leader_of
from volunteers.models import Signup

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def row():
    return SignupFactory(shift=ShiftFactory(begun=True, capacity=9), user=VerifiedUserFactory())


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def kinds(row) -> list[str]:
    return list(CaseEvent.objects.of(row).order_by("id").values_list("kind", flat=True))


def test_a_volunteer_comes_and_leaves_without_a_connection_and_both_arrive_once(row, at):
    page = at(row.user, reverse("volunteers:here", args=[row.shift.code]))
    page.context.set_offline(True)
    button(page, "Я на месте").click()
    expect(page.locator("[data-marks]")).to_contain_text("уйдут сами, когда она появится. Ждут: 1")
    button(page, "Я ухожу").click()
    expect(page.locator("[data-marks]")).to_contain_text("Ждут: 2")
    assert kinds(row) == []
    page.context.set_offline(False)
    expect(page.locator("main")).to_contain_text("Приход и уход отмечены")
    assert kinds(row) == ["attend", "left"]
    page.reload()
    expect(page.locator("[data-marks]")).to_be_hidden()
    assert kinds(row) == ["attend", "left"]


def test_a_mark_whose_answer_was_lost_is_sent_again_and_counts_once(row, at):
    page = at(row.user, reverse("volunteers:here", args=[row.shift.code]))
    lost = []

    def lose(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    page.route("**/late/", lose)
    with page.expect_event("requestfailed"):
        button(page, "Я на месте").click()
    expect(page.locator("[data-marks]")).to_contain_text("Ждут: 1")
    page.reload()
    expect(button(page, "Я ухожу")).to_be_visible()
    expect(page.locator("[data-marks]")).to_be_hidden()
    assert (kinds(row), len(lost)) == (["attend"], 1)


def test_a_coordinator_marks_a_list_without_a_connection(row, at):
    other = SignupFactory(shift=row.shift)
    page = at(leader_of(row.shift.group), reverse("volunteers:attendance", args=[row.shift_id]))
    page.context.set_offline(True)
    for found in (row, other):
        page.locator(f"form[data-mark-url*='/{found.pk}/mark/late/']").get_by_role(
            "button", name="Пришёл", exact=True
        ).click()
    expect(page.locator("[data-marks]")).to_contain_text("Ждут: 2")
    page.context.set_offline(False)
    expect(page.locator("[data-marks]")).to_be_hidden()
    expect(button(page, "Ушёл")).to_have_count(2)
    assert set(Signup.objects.values_list("state", flat=True)) == {"attended"}


def test_without_scripts_the_buttons_work_as_before(row, browser, live_server, client):
    client.force_login(row.user)
    context = browser.new_context(java_script_enabled=False)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("volunteers:here", args=[row.shift.code]))
    expect(button(page, "Я ухожу")).to_be_hidden()
    button(page, "Я на месте").click()
    expect(page.locator("main")).to_contain_text("Приход отмечен")
    context.close()
    assert kinds(row) == ["attend"]
