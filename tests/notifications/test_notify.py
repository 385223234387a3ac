"""What notify() stores, for whom, and what it refuses."""

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.cases.actions import record
from portal.notifications.actions import notify
from portal.notifications.models import Channel, DeliveryState, Mode, Notification, Preference
from portal.polls.models import Poll, PollState
from tests.factories.cases import a_case
from tests.factories.people import UserFactory


@pytest.fixture
def event(db):
    return record(a_case(Poll, PollState.DRAFT), "noted", actor=None)


def rows(**filters) -> list[tuple]:
    found = Notification.objects.filter(**filters).order_by("recipient", "channel")
    return list(found.values_list("recipient", "channel", "state"))


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_refused():
    event = record(a_case(Poll, PollState.DRAFT), "noted", actor=None)
    with pytest.raises(RuntimeError, match="transaction"):
        notify(event, [UserFactory()], topic="project", subject="а", body="б")
    assert rows() == []


def test_a_told_person_gets_one_row_per_channel(event):
    user = UserFactory()
    told = notify(event, [user, user], topic="project", subject="а", body="б", url="/x/")
    assert told == 1
    assert rows() == [
        (user.pk, Channel.EMAIL, DeliveryState.PENDING),
        (user.pk, Channel.INBOX, DeliveryState.SKIPPED),
    ]


def test_telling_the_same_event_again_adds_nothing(event):
    user = UserFactory()
    for _again in range(2):
        notify(event, [user], topic="project", subject="а", body="б")
    assert len(rows()) == 2


@pytest.mark.parametrize(
    ("mode", "state"),
    [
        (Mode.INSTANT, DeliveryState.PENDING),
        (Mode.DIGEST, DeliveryState.DIGEST),
        (Mode.OFF, DeliveryState.SKIPPED),
    ],
)
def test_the_choice_of_the_person_decides_about_the_letter(event, mode, state):
    user = UserFactory()
    Preference.objects.create(user=user, topic="project", mode=mode)
    Preference.objects.create(user=user, topic="vote", mode=Mode.INSTANT)
    Preference.objects.create(user=UserFactory(), topic="project", mode=Mode.INSTANT)
    notify(event, [user], topic="project", subject="а", body="б")
    assert rows(channel=Channel.EMAIL) == [(user.pk, Channel.EMAIL, state)]


def test_comments_come_as_a_digest_by_default(event):
    user = UserFactory()
    notify(event, [user], topic="comments", subject="а", body="б")
    assert rows(channel=Channel.EMAIL) == [(user.pk, Channel.EMAIL, DeliveryState.DIGEST)]


def test_each_person_is_told_in_their_language(event):
    english, russian = UserFactory(language="en"), UserFactory(language="ru")
    notify(event, [english, russian], topic="project", subject=_("Yes"), body="б")
    subjects = dict(Notification.objects.values_list("recipient", "subject"))
    assert subjects == {english.pk: "Yes", russian.pk: "Да"}


def test_a_closed_account_is_not_told(event):
    assert notify(event, [UserFactory(is_active=False)], topic="project", subject="", body="") == 0
    assert rows() == []


def test_a_line_break_in_a_subject_becomes_a_space(event):
    subject = "Проект\r\nBcc: victim@example.org\x00\u2028 конец"
    notify(event, [UserFactory()], topic="project", subject=subject, body="а\x00б")
    stored = set(Notification.objects.values_list("subject", "body"))
    assert stored == {("Проект Bcc: victim@example.org конец", "аб")}


def test_an_unknown_topic_is_refused(event):
    with pytest.raises(ValueError, match="unknown topic"):
        notify(event, [UserFactory()], topic="typo", subject="а", body="б")


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_an_address_of_another_site_is_refused(event, url):
    with pytest.raises(ValueError, match="path of this site"):
        notify(event, [UserFactory()], topic="project", subject="а", body="б", url=url)


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_nothing_to_send():
    event, user = record(a_case(Poll, PollState.DRAFT), "noted", actor=None), UserFactory()
    with transaction.atomic():
        notify(event, [user], topic="project", subject="а", body="б")
        transaction.set_rollback(True)
    assert rows() == []


def test_telling_fifty_takes_as_many_queries_as_telling_one(event, django_assert_num_queries):
    for people in ([UserFactory()], UserFactory.create_batch(50)):
        with django_assert_num_queries(2):  # their settings, the insert
            notify(event, people, topic="project", subject="а", body="б")
