"""A comment is written, refused and sent in a real browser, without leaving the page."""

import pytest
from playwright.sync_api import expect

from tests.factories.budgeting import ProjectFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_refused_comment_stays_and_is_sent_when_mended(page, live_server, signed_in, axe):
    project = ProjectFactory()
    signed_in(VerifiedUserFactory())
    page.goto(f"{live_server.url}/budget/projects/{project.pk}/")
    # The browser itself would stop at the limit of the field.
    page.locator("#id_text").evaluate("area => area.removeAttribute('maxlength')")
    page.get_by_label("Ваш комментарий").fill("длинно " * 1000)
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_text("не более 5000").first).to_be_visible()
    axe(page)
    page.get_by_label("Ваш комментарий").fill("Скамейки нужны у каждого подъезда.")
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_text("Комментарий опубликован.")).to_be_visible()
    expect(page.locator(".comment")).to_have_count(1)
