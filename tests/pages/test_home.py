"""Home: panels of the apps, kept for everybody for seconds, hence nothing personal in them."""

import pytest
from django.utils import translation

from portal.pages import home
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
calls = []


def one(request):
    calls.append(request)
    return {"template": "portal/components/badge.html", "order": 2, "context": badge("второй")}


def two(request):
    return {"template": "portal/components/badge.html", "order": 1, "context": badge("первый")}


def none(request):
    return None


def badge(text):
    return {"text": text, "tone": "plain"}


@pytest.fixture(autouse=True)
def _panels(settings):
    calls.clear()
    settings.HOME_PANELS = [f"{__name__}.{name}" for name in ("one", "two", "none")]


def test_panels_stand_in_their_order(client):
    page = client.get("/").text
    assert page.index("первый") < page.index("второй")


def test_panels_are_made_once_for_many_visitors(client):
    client.get("/")
    client.get("/")
    assert len(calls) == 1


def test_panels_are_kept_for_each_language(client):
    with translation.override("ru"):
        home.content()
    with translation.override("en"):
        home.content()
    assert len(calls) == 2


def test_a_panel_never_learns_who_is_looking(client):
    client.force_login(UserFactory())
    client.cookies["look"] = "200.dark.on"
    client.get("/")
    assert not calls[0].user.is_authenticated
    assert calls[0].COOKIES == {}


def test_a_city_without_news_says_what_will_be_here(client, settings):
    settings.HOME_PANELS = []
    assert "Сейчас нет открытых голосований" in client.get("/").text


def test_home_kept_costs_a_stranger_no_query(client, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(0):
        client.get("/")
