"""Pages about the portal itself: who opens them, in which language, with how many queries."""

import pytest
from django.urls import reverse

from tests.factories.people import SuperuserFactory, UserFactory

PUBLIC = ["home", "search", "about", "accessibility", "privacy"]
PLAIN = {"/healthz": "ok\n", "/readyz": "ready\n"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_a_stranger_opens_every_public_page(client, name):
    page = client.get(reverse(f"pages:{name}"))
    assert page.status_code == 200
    assert 'lang="ru"' in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_a_resident_opens_every_public_page(client, name):
    client.force_login(UserFactory(email="olga@example.org"))
    assert "olga@example.org" in client.get(reverse(f"pages:{name}")).text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["about", "accessibility", "privacy"])
def test_a_stranger_costs_the_database_nothing(client, name, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse(f"pages:{name}"))


@pytest.mark.django_db
def test_a_resident_costs_one_query_for_the_unread_messages(client, django_assert_num_queries):
    client.force_login(UserFactory())
    with django_assert_num_queries(3):  # session, user, unread
        client.get(reverse("pages:about"))


@pytest.mark.django_db
def test_an_official_finds_the_workplace_in_the_menu(client):
    client.force_login(SuperuserFactory())
    assert reverse("admin:index") in client.get("/about/").text


@pytest.mark.django_db
def test_a_resident_finds_no_workplace_in_the_menu(client):
    client.force_login(UserFactory())
    assert reverse("admin:index") not in client.get("/about/").text


@pytest.mark.django_db
@pytest.mark.parametrize(("url", "text"), PLAIN.items())
def test_a_probe_gets_plain_text_without_signing_in(client, url, text):
    answer = client.get(url)
    assert (answer.status_code, answer.text) == (200, text)
    assert answer["Content-Type"] == "text/plain"


def test_readiness_says_so_when_the_database_is_gone(client, monkeypatch):
    def gone():
        raise OSError("no such host")

    monkeypatch.setattr("portal.pages.views.connection.cursor", gone)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_robots_are_kept_out_of_the_workplace(client):
    assert "Disallow: /admin/" in client.get("/robots.txt").text


def test_the_icon_of_the_portal_is_our_own(client):
    assert client.get("/favicon.ico")["Location"].startswith("/static/portal/img/mark")


@pytest.mark.django_db
def test_the_menu_leaves_out_a_page_nobody_serves(client, settings):
    settings.NAVIGATION = [("Есть", "pages:about"), ("Нет", "nobody:serves_this")]
    page = client.get("/search/").text
    assert ">Есть</a>" in page
    assert ">Нет</a>" not in page


@pytest.mark.django_db
def test_the_menu_marks_the_page_we_are_on(client, settings):
    settings.NAVIGATION = [("О нас", "pages:about"), ("Поиск", "pages:search")]
    assert client.get("/about/").text.count('aria-current="true">О нас') == 2
    assert 'aria-current="true">Поиск' not in client.get("/about/").text
