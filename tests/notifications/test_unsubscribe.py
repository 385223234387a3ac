"""Unsubscribing works without signing in, and only for whom the letter was for."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from portal.notifications.letters import SALT, unsubscribe_url
from portal.notifications.models import Mode, Preference
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict():
    """A mail program: no session, no cookie, and CSRF is checked."""
    return Client(enforce_csrf_checks=True)


def path_for(user, topic="project") -> str:
    return unsubscribe_url(user, topic).removeprefix("http://127.0.0.1:8000")


def chosen(user) -> dict:
    return dict(Preference.objects.filter(user=user).values_list("topic", "mode"))


def test_one_click_of_a_mail_program_stops_the_topic(strict):
    user = UserFactory()
    response = strict.post(path_for(user), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert chosen(user) == {"project": Mode.OFF}


def test_a_scanner_that_follows_the_link_stops_nothing(strict):
    user = UserFactory()
    page = strict.get(path_for(user)).content.decode()
    assert "Мои проекты и те, за которыми я слежу" in page
    assert chosen(user) == {}


def test_the_link_of_a_digest_stops_every_topic(strict, settings):
    user = UserFactory()
    strict.post(path_for(user, ""))
    assert chosen(user) == dict.fromkeys(settings.NOTIFICATION_TOPICS, Mode.OFF)


@pytest.mark.parametrize(
    "token",
    [
        "x",
        signing.dumps([1, "project"], salt="other"),
        signing.dumps([10**9, "project"], salt=SALT),
        signing.dumps([1, "removed-topic"], salt=SALT),
    ],
    ids=["nonsense", "another salt", "nobody", "no such topic"],  # a token holds the second
)
def test_a_token_that_is_not_ours_is_not_found(strict, token):
    UserFactory(pk=1)
    for answer in (strict.get, strict.post):
        url = reverse("notifications:unsubscribe", args=[token])
        assert answer(url).status_code == 404
    assert not Preference.objects.exists()
