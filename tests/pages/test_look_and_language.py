"""«Версия для слабовидящих» and the language: chosen by a POST, kept in a cookie, no script."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
LOOK, LANGUAGE = reverse("pages:look"), reverse("pages:set_language")


@pytest.mark.parametrize(
    ("field", "value", "css"),
    [
        ("size", "150", "size-150"),
        ("size", "200", "size-200"),
        ("colours", "light", "colours-light"),
        ("colours", "dark", "colours-dark"),
        ("pictures", "off", "pictures-off"),
    ],
)
def test_a_visitor_chooses_a_look_and_every_page_has_it(client, field, value, css):
    answer = client.post(LOOK, {field: value, "next": "/about/?a=1"})
    assert answer["Location"] == "/about/?a=1"
    assert css in client.get("/").text.split("<head>")[0]


def test_a_second_choice_keeps_the_first(client):
    client.post(LOOK, {"size": "200"})
    client.post(LOOK, {"colours": "dark"})
    assert "size-200 colours-dark" in client.get("/").text


@pytest.mark.parametrize("value", ["999", '"><script>', "", "150.150"])
def test_an_unknown_size_leaves_the_usual_look(client, value):
    client.post(LOOK, {"size": value})
    assert 'class="size-100 colours-city pictures-on"' in client.get("/").text


@pytest.mark.parametrize("value", ["", ".", '"><script>.x.y', "200", "a.b.c.d.e"])
def test_a_forged_cookie_cannot_break_or_enter_the_page(client, value):
    client.cookies["look"] = value
    page = client.get("/")
    assert page.status_code == 200
    assert "<script>.x" not in page.text


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
@pytest.mark.parametrize("url", [LOOK, LANGUAGE])
def test_a_switch_never_leads_to_another_site(client, url, target):
    answer = client.post(url, {"next": target, "language": "en", "size": "150"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("url", [LOOK, LANGUAGE])
def test_a_switch_takes_no_get_and_no_forged_post(url):
    assert Client().get(url).status_code == 405
    assert Client(enforce_csrf_checks=True).post(url, {"size": "150"}).status_code == 403


def test_a_stranger_switches_to_english_and_back(client):
    client.post(LANGUAGE, {"language": "en", "next": "/about/"})
    assert 'lang="en"' in client.get("/about/").text.split("<head>")[0]
    client.post(LANGUAGE, {"language": "ru", "next": "/about/"})
    assert 'lang="ru"' in client.get("/about/").text.split("<head>")[0]
