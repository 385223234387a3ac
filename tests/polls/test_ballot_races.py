"""Real connections, one barrier: one ballot per person, none late, nothing half-written."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, connections
from django.utils import timezone

from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from portal.polls.actions import cast_ballot, close_poll
from portal.polls.actions import casting as actions
from portal.polls.models import Ballot, BallotEvent, Poll
from tests.factories.people import VerifiedUserFactory
from tests.factories.polls import PollFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def chain_of(poll) -> list[str]:
    """The commitments of a one-voter journal, each event replacing the one before."""
    events = list(BallotEvent.objects.filter(poll=poll).order_by("id"))
    assert [event.kind for event in events] == ["cast", *["change"] * (len(events) - 1)]
    assert [event.replaces for event in events[1:]] == [one.commitment for one in events[:-1]]
    return [event.commitment for event in events]


def test_forty_connections_casting_for_one_person_store_one_ballot():
    poll, resident = PollFactory(options=range(40)), VerifiedUserFactory()
    results = race(40, lambda n: cast_ballot(poll, voter=resident, choices=[n]))
    assert {type(result) for result in results} == {Ballot}
    ballot = Ballot.objects.get()
    journal = chain_of(poll)
    assert (len(journal), journal[-1], ballot.changes) == (40, ballot.receipt, 39)
    assert set(journal) == {result.receipt for result in results}


def test_two_accounts_of_one_person_casting_at_once_store_one_ballot(monkeypatch):
    poll, accounts = PollFactory(options=range(20)), VerifiedUserFactory.create_batch(2)
    monkeypatch.setattr(actions, "mark_of", lambda *_args: "f" * 64)
    results = race(20, lambda n: cast_ballot(poll, voter=accounts[n % 2], choices=[n]))
    assert {type(result) for result in results} == {Ballot}
    assert Ballot.objects.get().receipt == chain_of(poll)[-1]


def test_forty_people_casting_against_the_close_are_counted_or_told(monkeypatch):
    """Every ballot takes its time inside the transaction; without the lock some come late."""
    poll, people = PollFactory(), VerifiedUserFactory.create_batch(40)
    tell = actions._tell
    monkeypatch.setattr(actions, "_tell", lambda *args: (time.sleep(0.3), tell(*args)))
    Poll.objects.update(closes_at=timezone.now() + timedelta(seconds=1))
    results = race(41, lambda n: cast_late(poll, people[n], n) if n < 40 else close(poll))
    kinds = {type(result) for result in results[:40]}
    assert kinds == {Ballot, PermissionDenied}
    assert no_late_ballot(poll) == sum(isinstance(result, Ballot) for result in results)


def cast_late(poll, person, n):
    time.sleep(n * 0.04)
    return cast_ballot(poll, voter=person, choices=[1])


def close(poll):
    while True:
        try:
            return close_poll(poll)
        except InvalidTransition:
            time.sleep(0.01)


def no_late_ballot(poll) -> int:
    closed = Poll.objects.get(pk=poll.pk)
    event = CaseEvent.objects.of(poll).get()
    stored = Ballot.objects.filter(poll=poll).count()
    assert closed.ballot_count == event.data["ballots"] == stored
    assert BallotEvent.objects.filter(poll=poll).count() == stored
    assert not BallotEvent.objects.filter(poll=poll, created_at__gt=closed.closed_at).exists()
    return stored


def test_a_connection_killed_midway_leaves_nothing_and_blocks_nobody(monkeypatch):
    poll, resident, other = PollFactory(), VerifiedUserFactory(), VerifiedUserFactory()
    tell = actions._tell

    def killed(*args):
        tell(*args)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "_tell", killed)
        (result,) = race(1, lambda _n: cast_ballot(poll, voter=resident, choices=[1]))
    assert isinstance(result, OperationalError)
    left = [model.objects.count() for model in (Ballot, BallotEvent, CaseEvent, Notification)]
    assert left == [0, 0, 0, 0]
    assert race(1, lambda _n: cast_ballot(poll, voter=other, choices=[1]))[0].voter == other


def test_voters_do_not_wait_for_each_other():
    poll, people = PollFactory(), VerifiedUserFactory.create_batch(2)
    second = connections["default"].copy()
    second.set_autocommit(False)
    with second.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [f"poll:{poll.uuid}"]
        )
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
    assert cast_ballot(poll, voter=people[0], choices=[1])
    second.rollback()
    second.close()
