"""Head and foot are kept for many visitors, yet hold what is theirs alone."""

import re

import pytest
from django.test import Client

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def tokens(page) -> set[str]:
    return set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text))


def test_two_visitors_never_share_a_token_or_an_address():
    anna, boris = Client().get("/about/?a=1&c=3"), Client().get("/about/?b=2")
    assert len(tokens(anna)) == len(tokens(boris)) == 1
    assert tokens(anna) != tokens(boris)
    assert 'value="/about/?a=1&amp;c=3"' in anna.text
    assert 'value="/about/?a=1' not in boris.text


def test_the_form_of_the_kept_head_is_accepted():
    client = Client(enforce_csrf_checks=True)
    (token,) = tokens(client.get("/about/"))
    answer = client.post("/look/", {"csrfmiddlewaretoken": token, "size": "150"})
    assert answer.status_code == 302


def test_nobody_sees_the_menu_of_another(client):
    anna, boris = UserFactory(email="anna@example.org"), UserFactory(email="boris@example.org")
    client.force_login(anna)
    assert "anna@example.org" in client.get("/about/").text
    client.force_login(boris)
    page = client.get("/about/").text
    assert "boris@example.org" in page
    assert "anna@example.org" not in page
    client.logout()
    assert "example.org</p>" not in client.get("/about/").text


def test_an_address_cannot_write_into_the_page(client):
    page = client.get('/about/?x="><script>alert(1)</script>&y=\ue000csrf\ue000').text
    assert "<script>alert" not in page
    assert "\ue000" not in page


def test_a_signed_in_visitor_sees_how_many_messages_wait(client, monkeypatch):
    monkeypatch.setattr("portal.pages.context.unread", lambda request: "7")
    client.force_login(UserFactory())
    assert '<span class="count">7<span' in client.get("/about/").text
