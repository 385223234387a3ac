"""What goes wrong is said in a sentence; input no browser sends is a 4xx and reaches nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.test import Client, RequestFactory
from django.urls import reverse

from portal.pages import errors
from portal.pages.middleware import BadInputMiddleware
from tests.factories.people import UserFactory


@pytest.mark.django_db
def test_a_visitor_of_a_missing_page_is_told_what_to_do(client):
    page = client.get("/nothing-here/")
    assert page.status_code == 404
    assert "Такой страницы нет" in page.text
    assert reverse("pages:search") in page.text


@pytest.mark.django_db
def test_a_refusal_shows_the_reason_of_the_view(rf):
    request = rf.get("/")
    request.user, request._messages = UserFactory(), []
    page = errors.permission_denied(request, PermissionDenied("Приём закончился 5 мая."))
    assert page.status_code == 403
    assert "Приём закончился 5 мая." in page.content.decode()


@pytest.mark.parametrize(
    ("handler", "status"),
    [(errors.server_error, 500), (errors.bad_request, 400), (errors.csrf_failure, 403)],
)
def test_a_bare_error_page_needs_no_database_and_no_session(handler, status):
    page = handler(RequestFactory().get("/"))  # neither user nor session; no database mark
    assert page.status_code == status
    assert "<h1>" in page.content.decode()
    assert 'href="/"' in page.content.decode()


def test_a_broken_view_ends_in_our_page(monkeypatch):
    def fall(*_args):
        raise RuntimeError("broken")

    monkeypatch.setattr("portal.pages.home.content", fall)
    page = Client(raise_request_exception=False).get("/")
    assert page.status_code == 500
    assert "На портале произошла ошибка" in page.text


def test_the_last_resort_needs_no_template(monkeypatch):
    def fall(*_args):
        raise ValueError("not in the manifest")

    monkeypatch.setattr(errors, "render_to_string", fall)
    page = errors.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Портал временно не отвечает" in page.content.decode()


def test_an_outdated_form_says_so():
    page = Client(enforce_csrf_checks=True).post(reverse("pages:look"), {"size": "150"})
    assert page.status_code == 403
    assert "Форма устарела" in page.text


@pytest.mark.parametrize(
    "url",
    ["/?q=%00", "/search/?q=a%00b", "/search/?%00=1", "/search/?q=%ff%fe", "/about%00/"],
)
def test_broken_text_in_an_address_is_a_bad_request(client, url):
    page = client.get(url)
    assert page.status_code == 400
    assert "не понимает" in page.text


@pytest.mark.parametrize("data", [{"size": "1\0"}, {"si\0ze": "150"}])
def test_a_nul_byte_in_a_form_is_a_bad_request(client, data):
    assert client.post(reverse("pages:look"), data).status_code == 400


def test_a_nul_byte_in_a_cookie_does_not_reach_the_sessions(client):
    client.cookies["sessionid"] = "abcdefgh\0abcdefgh"
    assert client.get("/accounts/login/").status_code == 400


def test_an_endless_query_is_refused(client):
    assert client.get("/search/?q=" + "а" * 5000).status_code == 414


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=100%", "q=%D0%B0+%D1%8F", "q=%F0%9F%99%82", "q=ё"])
def test_odd_but_honest_text_is_served(client, query):
    assert client.get(f"/search/?{query}").status_code == 200


def test_a_value_the_database_refuses_is_a_bad_request(rf):
    middleware = BadInputMiddleware(lambda request: None)
    answer = middleware.process_exception(rf.get("/"), DataError("integer out of range"))
    assert answer.status_code == 400
    assert middleware.process_exception(rf.get("/"), RuntimeError()) is None


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["9" * 19, "9" * 25, "9" * 5000])
def test_an_absurd_number_in_an_address_is_not_found(client, number):
    client.force_login(UserFactory())
    assert client.get(f"/case/budgeting.project/{number}/publish/").status_code == 404
