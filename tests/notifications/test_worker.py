"""The real worker in a process of its own, woken through the real broker, and killed."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from portal.celery import app
from portal.notifications.models import Channel, DeliveryState, Notification
from portal.notifications.outbox import drain
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def environment(smtp) -> dict:
    """The settings of this run, in variables: the test database and the mail server stub."""
    name = connection.settings_dict["NAME"]
    url, _slash, rest = os.environ["DATABASE_URL"].partition("?")
    return {
        **os.environ,
        "DATABASE_URL": f"{url.rsplit('/', 1)[0]}/{name}{_slash}{rest}",
        "MAIL_TRANSPORT": settings.MAIL_TRANSPORT,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp.port),
    }


def wait_until(done, seconds=90) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@pytest.fixture
def worker(smtp):
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "portal", "worker", "-P", "solo", "-l", "warning"],
        env=environment(smtp),
        start_new_session=True,
    )
    wait_until(lambda: app.control.ping(timeout=0.5))
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)


def test_a_commit_wakes_the_worker_and_the_letter_goes(worker, smtp, tell):
    tell(UserFactory(email="resident@example.org"))
    wait_until(lambda: Notification.objects.filter(state=DeliveryState.SENT).exists())
    assert smtp.recipients() == ["resident@example.org"]


def test_a_worker_killed_mid_send_repeats_the_letter_once_with_the_same_id(worker, smtp, tell):
    smtp.stall.clear()
    tell(UserFactory())
    assert smtp.stalled.wait(90)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(20)
    smtp.stall.set()
    assert drain() == 0, "the lease still holds"
    Notification.objects.update(next_at=timezone.now())
    assert (drain(), drain()) == (1, 0)
    sent = Notification.objects.get(channel=Channel.EMAIL)
    assert smtp.ids() == [sent.message_id] * 2
    assert (sent.state, sent.attempts) == (DeliveryState.SENT, 2)


def test_the_command_sends_without_broker_or_worker(smtp, tell, capsys):
    tell(UserFactory())
    call_command("drain_outbox")
    assert (len(smtp.letters), capsys.readouterr().out) == (1, "1 sent\n")


def test_the_looping_command_stops_when_it_is_asked_to(smtp, tell):
    tell(UserFactory())
    process = subprocess.Popen(
        [sys.executable, "manage.py", "drain_outbox", "--loop"],
        env=environment(smtp),
        stdout=subprocess.DEVNULL,
    )
    wait_until(lambda: smtp.letters)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
