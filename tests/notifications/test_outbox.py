"""The drain against a real socket: taken, refused for now, refused for good, nobody there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.notifications import outbox
from portal.notifications.actions import retry
from portal.notifications.models import Channel, DeliveryState, Notification
from portal.notifications.outbox import MAX_ATTEMPTS, drain
from tests.factories.people import UserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


def mailed() -> Notification:
    return Notification.objects.get(channel=Channel.EMAIL)


def make_due() -> None:
    Notification.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def test_a_letter_the_server_takes_is_sent_once(smtp, tell):
    tell(UserFactory(email="resident@example.org"))
    assert (drain(), drain()) == (1, 0)
    assert smtp.recipients() == ["resident@example.org"]
    assert smtp.ids() == [mailed().message_id]
    assert mailed().state == DeliveryState.SENT
    assert mailed().sent_at is not None


def test_a_batch_goes_over_one_connection(smtp, tell):
    tell(*UserFactory.create_batch(5))
    assert (drain(), smtp.sessions) == (5, 1)


def test_a_letter_refused_for_now_is_tried_later_with_the_same_id(smtp, tell):
    tell(UserFactory())
    smtp.refuse = {"BODY": "451 try again"}
    assert drain() == 0
    waiting = mailed()
    assert (waiting.state, waiting.attempts) == (DeliveryState.PENDING, 1)
    assert waiting.next_at > timezone.now() + timedelta(seconds=20)
    assert "451" in waiting.last_error
    smtp.refuse = {}
    assert drain() == 0
    make_due()
    assert drain() == 1
    assert smtp.ids() == [waiting.message_id] * 2


@pytest.mark.parametrize("verb", ["RCPT", "BODY"])
def test_a_letter_refused_for_good_is_dead_at_once(smtp, tell, verb):
    tell(UserFactory())
    smtp.refuse = {verb: "550 no such user"}
    drain()
    assert (mailed().state, mailed().attempts) == (DeliveryState.DEAD, 1)
    assert "550" in mailed().last_error


def test_a_refused_recipient_does_not_stop_the_others(smtp, tell):
    bad = UserFactory(email="bad@example.org")
    tell(UserFactory(email="a@example.org"), bad, UserFactory(email="c@example.org"))
    smtp.refuse, smtp.whom = {"RCPT": "550 no"}, "bad@"
    assert drain() == 2
    assert smtp.recipients() == ["a@example.org", "c@example.org"]
    dead = Notification.objects.get(state=DeliveryState.DEAD)
    assert dead.recipient == bad


def test_a_recipient_refused_for_now_is_tried_later(smtp, tell):
    tell(UserFactory())
    smtp.refuse = {"RCPT": "452 mailbox full"}
    drain()
    assert mailed().state == DeliveryState.PENDING


def test_a_refused_sender_waits_for_the_settings_to_be_mended(smtp, tell):
    tell(UserFactory())
    smtp.refuse = {"MAIL": "550 sender not allowed"}
    drain()
    assert mailed().state == DeliveryState.PENDING


def test_a_letter_is_given_up_after_the_last_attempt(smtp, tell):
    tell(UserFactory())
    Notification.objects.update(attempts=MAX_ATTEMPTS - 1)
    smtp.refuse = {"BODY": "451 try again"}
    drain()
    assert (mailed().state, mailed().attempts) == (DeliveryState.DEAD, MAX_ATTEMPTS)


def test_a_server_that_is_away_costs_no_letter_an_attempt(smtp, tell):
    tell(*UserFactory.create_batch(3))
    smtp.close()
    assert drain() == 0
    states = Notification.objects.filter(channel=Channel.EMAIL).values_list("state", "attempts")
    assert list(states) == [(DeliveryState.PENDING, 0)] * 3
    assert not Notification.objects.due(timezone.now()).exists()


def test_a_letter_that_cannot_be_built_does_not_stop_the_others(smtp, tell):
    tell(UserFactory(email="broken\n@example.org"), UserFactory(email="b@example.org"))
    assert drain() == 1
    assert smtp.recipients() == ["b@example.org"]
    assert Notification.objects.get(state=DeliveryState.DEAD).attempts == 1


def test_a_person_who_left_is_not_written_to(smtp, tell):
    user = UserFactory()
    tell(user)
    user.is_active = False
    user.save()
    assert drain() == 0
    assert (mailed().state, smtp.letters) == (DeliveryState.SKIPPED, [])


def test_a_sender_that_lost_its_lease_writes_nothing(tell):
    tell(UserFactory())
    (slow,) = outbox.claim(Notification)
    make_due()
    (_quick,) = outbox.claim(Notification)
    outbox._finish(slow, state=DeliveryState.DEAD)
    assert mailed().state == DeliveryState.PENDING


def test_a_sender_short_of_time_gives_the_rest_back(smtp, tell, monkeypatch):
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=30))
    monkeypatch.setattr(outbox, "_claims", lambda: [outbox.claim(Notification)])
    tell(UserFactory())
    assert (drain(), mailed().attempts, mailed().state) == (0, 0, DeliveryState.PENDING)


def test_a_dead_letter_is_sent_after_a_retry(smtp, tell):
    tell(UserFactory())
    Notification.objects.filter(channel=Channel.EMAIL).update(state=DeliveryState.DEAD, attempts=40)
    assert retry(Notification.objects.all()) == 1
    assert drain() == 1


def test_the_pause_grows_and_has_a_ceiling():
    pauses = [outbox.pause_after(n).total_seconds() for n in (1, 2, 3, 8, 9, 10, 40, 30000)]
    assert pauses == [30, 60, 120, 3840, 7200, 7200, 7200, 7200]


@pytest.mark.django_db(transaction=True)
def test_four_drains_at_once_send_each_letter_once(smtp, tell):
    people = UserFactory.create_batch(60)
    tell(*people)
    taken = race(4, lambda _number: drain())
    assert sum(taken) == 60
    assert smtp.recipients() == sorted(person.email for person in people)
