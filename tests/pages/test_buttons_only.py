"""Addresses that only a button opens: asked otherwise they say so; after signing in, back."""

import pytest
from django.urls import reverse

from tests.factories.civic_reports import ReportFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def button():
    """An address that takes a POST alone."""
    return reverse("civic:me_too", args=[ReportFactory().pk])


def test_a_browser_that_opens_it_reads_what_to_do(client, button):
    client.force_login(UserFactory())
    answer = client.get(button, HTTP_ACCEPT="text/html,*/*;q=0.8")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "Сюда ведёт кнопка" in page
    assert 'href="/"' in page


def test_a_program_gets_the_bare_answer(client, button):
    client.force_login(UserFactory())
    answer = client.get(button, HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/city/reports/7/?from=map", "/city/reports/7/%3Ffrom%3Dmap"),
        ("https://elsewhere.example/city/reports/7/", None),
        ("http://testserver.elsewhere.example/", None),
        ("", None),
    ],
)
def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(
    client, button, referer, back
):
    answer = client.post(button, HTTP_REFERER=referer)
    assert answer.url == f"{reverse('account_login')}?next={back or button}"
