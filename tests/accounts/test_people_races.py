"""Real connections at once: one person one account, five tries are five."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portal.accounts import actions
from portal.accounts.identity import Person
from portal.accounts.models import Attempt, Method, SmsCode, Verification, VerificationConflict
from portal.accounts.sms import ConsoleBackend
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = Person("Демова", "Анна", "Ивановна", date(1955, 3, 1))


def at_once(calls) -> list:
    """Run each call in a thread with a connection of its own; return what each raised or None."""
    barrier, outcomes = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait()
        try:
            outcomes.append(call() and None)
        except ValidationError as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_accounts_claiming_one_person_at_once_one_wins():
    users = UserFactory.create_batch(8)

    def claim(user):
        return lambda: actions.verify_person(user, PERSON, actor=user, method=Method.CENSUS)

    outcomes = at_once([claim(user) for user in users])
    assert outcomes.count(None) == 1
    assert Verification.objects.active().count() == 1
    assert VerificationConflict.objects.count() == 7
    assert sum(type(user).objects.get(pk=user.pk).level for user in users) == 2


def test_one_person_proving_twice_at_once_gets_one_row():
    user = UserFactory()
    call = lambda: actions.verify_person(user, PERSON, actor=user, method=Method.CENSUS)  # noqa: E731
    assert at_once([call] * 8) == [None] * 8
    assert Verification.objects.count() == 1


def test_twenty_parallel_guesses_cost_five_tries(monkeypatch):
    monkeypatch.setattr(ConsoleBackend, "send", lambda *_args: None)
    compared = []
    monkeypatch.setattr(
        "portal.accounts.actions.sms.constant_time_compare",
        lambda *pair: compared.append(pair) and False,
    )
    user = UserFactory()
    actions.send_sms_code(user, "+79123456789", actor=user)
    guess = lambda: actions.confirm_sms_code(user, "000000", actor=user)  # noqa: E731
    refusals = at_once([guess] * 20)
    assert None not in refusals
    assert (len(compared), SmsCode.objects.get().tries) == (5, 5)


def test_parallel_requests_send_one_code(monkeypatch):
    sent = []
    monkeypatch.setattr(ConsoleBackend, "send", lambda *message: sent.append(message))
    user = UserFactory()
    send = lambda: actions.send_sms_code(user, "+79123456789", actor=user)  # noqa: E731
    assert at_once([send] * 10).count(None) == 1
    assert len(sent) == 1


def test_accounts_sharing_a_phone_share_its_five_codes(monkeypatch):
    sent = []
    monkeypatch.setattr(ConsoleBackend, "send", lambda *message: sent.append(message))
    users = UserFactory.create_batch(10)
    at_once([lambda u=u: actions.send_sms_code(u, "+79123456789", actor=u) for u in users])
    assert len(sent) == 5


def test_parallel_misses_against_the_list_are_five(monkeypatch):
    user = UserFactory()
    miss = lambda: actions.confirm_by_census(user, PERSON, actor=user)  # noqa: E731
    refusals = at_once([miss] * 15)
    assert Attempt.objects.count() == 5
    assert sum("сутки" in " ".join(refusal.messages) for refusal in refusals) == 10
