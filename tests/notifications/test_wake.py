"""A broker that is down or hung costs a request nothing and loses nothing."""

import socket
import time

import pytest
from celery import Celery
from django.db import transaction

from portal.notifications import actions, outbox, wake
from portal.notifications.models import Channel, DeliveryState, Notification
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker(monkeypatch):
    """A port that accepts and says nothing; `broker.close()` makes it one nobody listens to."""
    server = socket.create_server(("127.0.0.1", 0))
    app = Celery(broker=f"redis://127.0.0.1:{server.getsockname()[1]}/0")
    app.conf.broker_transport_options = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}
    monkeypatch.setattr(wake, "app", app)
    yield server
    wait_for_silence()
    app.close()
    server.close()


def wait_for_silence() -> None:
    """Until the waking thread has given up: the next test must not meet it."""
    assert wake._talking.acquire(timeout=20)
    wake._talking.release()


@pytest.mark.parametrize("closed", [True, False], ids=["broker down", "broker hung"])
def test_a_broken_broker_neither_fails_nor_delays_and_the_letter_goes(
    broker, closed, tell, smtp, caplog
):
    if closed:
        broker.close()
    started = time.monotonic()
    tell(*UserFactory.create_batch(2))
    tell(UserFactory())
    assert time.monotonic() - started < 2
    wait_for_silence()
    assert "broker does not answer" in caplog.text
    assert outbox.drain() == 3


def test_a_hung_broker_is_asked_by_one_thread_only(broker, tell):
    for _each in range(5):
        tell(UserFactory())
    broker.settimeout(1)
    broker.accept()[0].close()
    wait_for_silence()


def test_a_wake_is_asked_for_after_the_commit_only(tell, monkeypatch):
    woken = []
    monkeypatch.setattr(actions, "wake", lambda: woken.append(Notification.objects.count()))
    with transaction.atomic():
        tell(UserFactory())
        assert woken == []
    assert woken == [2]


def test_a_wake_that_breaks_does_not_break_the_request(tell, monkeypatch, caplog):
    def broken():
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "wake", broken)
    tell(UserFactory())
    assert Notification.objects.get(channel=Channel.EMAIL).state == DeliveryState.PENDING
    assert "ZeroDivisionError" in caplog.text
