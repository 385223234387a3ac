"""Observers: an address gets nothing before it is confirmed, and leaves by one click."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from portal.notifications.models import Letter
from portal.polls.actions import add_observer, ask_to_observe
from portal.polls.models import Observer
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.verification import counted_round, opened_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll():
    return opened_round().poll


def ask(client, poll, email="watch@example.org"):
    return client.post(reverse("polls:observe", args=[poll.uuid]), {"email": email}, follow=True)


def link() -> str:
    """The path of the link in the last letter."""
    return re.search(r"https?://[^/]+(/polls/observers/\S+)", Letter.objects.last().text)[1]


def test_a_stranger_asks_confirms_and_becomes_an_observer(client, poll):
    page = ask(client, poll).content.decode()
    assert "подтвердите адрес" in page
    assert Observer.objects.get().confirmed_at is None
    assert "Присылать отпечатки" in client.get(link()).content.decode()
    assert Observer.objects.get().confirmed_at is None
    assert "Вы наблюдатель" in client.post(link()).content.decode()
    assert Observer.objects.get().confirmed_at


def test_asking_again_sends_no_second_letter_and_answers_the_same(client, poll):
    first, second = ask(client, poll), ask(client, poll)
    assert first.redirect_chain == second.redirect_chain
    assert (Observer.objects.count(), Letter.objects.count()) == (1, 1)


def test_after_a_day_an_unconfirmed_address_may_be_asked_once_more(client, poll):
    ask(client, poll)
    Observer.objects.update(asked_at=timezone.now() - timedelta(days=2))
    ask(client, poll)
    ask(client, poll)
    assert Letter.objects.count() == 2


def test_a_confirmed_address_gets_no_further_question(client, poll):
    Observer.objects.create(
        email="watch@example.org",
        poll=poll,
        confirmed_at=timezone.now(),
    )
    Observer.objects.update(asked_at=timezone.now() - timedelta(days=9))
    ask(client, poll)
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "email", ["", "no", "a@b", "a\x00@example.org", "a" * 300 + "@example.org"]
)
def test_a_wrong_address_is_said_at_the_field_and_stores_nothing(client, poll, email):
    assert ask(client, poll, email).status_code in (400, 422)
    assert not Observer.objects.exists()


def test_nobody_is_asked_about_a_poll_that_has_ended(client):
    over = counted_round().poll
    before = Letter.objects.count()
    answer = ask(client, over)
    assert answer.status_code == 422
    assert "не идёт" in answer.content.decode()
    assert (Observer.objects.count(), Letter.objects.count()) == (0, before)


def leaving(observer) -> str:
    from portal.polls.actions.observing import leave_url

    return re.search(r"https?://[^/]+(/\S+)", leave_url(observer))[1]


def test_one_post_without_session_or_token_leaves(client, poll):
    observer = Observer.objects.create(email="a@example.org", poll=poll)
    strict = type(client)(enforce_csrf_checks=True)
    answer = strict.post(leaving(observer), {"List-Unsubscribe": "One-Click"})
    assert "адрес удалён" in answer.content.decode()
    assert not Observer.objects.exists()


def test_a_mail_scanner_that_follows_the_link_unsubscribes_nobody(client, poll):
    observer = Observer.objects.create(email="a@example.org", poll=poll)
    assert client.get(leaving(observer)).status_code == 200
    assert Observer.objects.exists()


def test_a_link_of_somebody_who_left_or_of_another_key_opens_nothing(client, poll):
    observer = Observer.objects.create(email="a@example.org", poll=poll)
    address = leaving(observer)
    Observer.objects.update(key="0" * 32)
    assert client.post(address).status_code == 404
    assert Observer.objects.exists()


def test_an_official_with_the_right_enters_an_observer_and_others_do_not(poll):
    official = StaffFactory(permissions=["polls.add_observer"])
    assert add_observer("press@example.org", actor=official, poll=poll).confirmed_at
    for person in (StaffFactory(), VerifiedUserFactory()):
        with pytest.raises(PermissionDenied):
            add_observer("other@example.org", actor=person)
    assert Observer.objects.count() == 1


def test_the_same_address_twice_is_an_error_at_the_field_of_the_admin(client, poll):
    Observer.objects.create(email="a@example.org")
    client.force_login(StaffFactory(permissions=["polls.add_observer", "polls.view_observer"]))
    add = reverse("admin:polls_observer_add")
    answer = client.post(add, {"email": "a@example.org", "poll": ""})
    assert answer.status_code == 200
    assert "уже получает письма" in answer.content.decode()


def test_the_letter_of_confirmation_holds_no_text_of_the_asker(client, poll):
    """Only the address is the asker's: nobody sends advertisements through the portal."""
    ask_to_observe(poll, actor=None, email="victim@example.org")
    letter = Letter.objects.get()
    assert letter.to == ["victim@example.org"]
    assert poll.title in letter.text
