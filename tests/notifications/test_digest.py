"""One letter a day for a person, with everything that waited, and none when nothing did."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.notifications import digest
from portal.notifications.digest import forget_old, last_digest_moment, send_digests
from portal.notifications.models import Channel, DeliveryState, Letter, Notification
from tests.factories.people import UserFactory
from tests.races import race

pytestmark = pytest.mark.django_db
KIROV = ZoneInfo("Europe/Kirov")


@pytest.fixture
def waiting(tell):
    """A resident whom two comments wait for since two days ago."""
    user = UserFactory(email="resident@example.org")
    tell(user, topic="comments", subject="Ответ <b>вам</b>", url="/budget/1/")
    tell(user, topic="comments", subject="Новый комментарий")
    Notification.objects.update(created_at=timezone.now() - timedelta(days=2))
    return user


def states() -> set:
    return set(Notification.objects.filter(channel=Channel.EMAIL).values_list("state", flat=True))


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (datetime(2026, 5, 4, 7, 59, tzinfo=KIROV), datetime(2026, 5, 3, 8, tzinfo=KIROV)),
        (datetime(2026, 5, 4, 8, 0, tzinfo=KIROV), datetime(2026, 5, 4, 8, tzinfo=KIROV)),
        (datetime(2026, 5, 4, 23, 0, tzinfo=KIROV), datetime(2026, 5, 4, 8, tzinfo=KIROV)),
    ],
)
def test_the_digest_day_begins_at_eight_in_the_city(now, moment):
    assert last_digest_moment(now) == moment


def test_a_person_gets_one_letter_with_everything(waiting):
    assert (send_digests(), send_digests()) == (1, 0)
    letter = Letter.objects.get()
    assert letter.to == ["resident@example.org"]
    assert letter.subject == "Новости за день: 2"
    assert "Ответ <b>вам</b>" in letter.text
    assert "Ответ &lt;b&gt;вам&lt;/b&gt;" in letter.html
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert states() == {DeliveryState.SENT}


def test_what_came_after_the_digest_hour_waits_for_the_next_day(tell):
    tell(UserFactory(), topic="comments")
    assert send_digests() == 0
    assert states() == {DeliveryState.DIGEST}


def test_a_day_without_news_sends_nothing(db):
    UserFactory()
    assert send_digests() == 0
    assert not Letter.objects.exists()


def test_a_closed_account_gets_no_digest(waiting):
    waiting.is_active = False
    waiting.save()
    assert (send_digests(), states()) == (0, {DeliveryState.SKIPPED})


def test_a_flood_is_cut_and_says_so(waiting, monkeypatch):
    monkeypatch.setattr(digest, "MOST_ITEMS", 1)
    send_digests()
    text = Letter.objects.get().text
    assert "Новый комментарий" in text
    assert "Ответ" not in text
    assert "И ещё: 1." in text


@pytest.mark.django_db(transaction=True)
def test_four_beats_at_once_write_one_digest(waiting):
    assert sorted(race(4, lambda _number: send_digests())) == [0, 0, 0, 1]
    assert Letter.objects.count() == 1


def test_old_mail_is_forgotten_and_the_inbox_stays(waiting):
    send_digests()
    Letter.objects.update(state=DeliveryState.SENT)
    old = timezone.now() - timedelta(days=91)
    for model in (Letter, Notification):
        model.objects.update(created_at=old)
    forget_old()
    assert not Letter.objects.exists()
    assert set(Notification.objects.values_list("channel", flat=True)) == {Channel.INBOX}


def test_mail_that_still_waits_is_not_forgotten(tell):
    tell(UserFactory())
    Notification.objects.update(created_at=timezone.now() - timedelta(days=400))
    forget_old()
    assert states() == {DeliveryState.PENDING}


def test_a_digest_takes_what_waits_under_a_lock(waiting):
    with CaptureQueriesContext(connection) as queries:
        send_digests()
    locked = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert any('FROM "notifications_notification"' in sql for sql in locked)
