"""Seals: when a journal is sealed, what the chain binds, what nobody learns from it."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.notifications.models import Letter
from portal.polls import chain, tasks
from portal.polls.actions import cancel_poll, cast_ballot, close_poll, open_poll, seal_poll
from portal.polls.actions import sealing as actions
from portal.polls.models import BallotEvent, Observer, Poll, Seal
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.polls import PollFactory
from tests.factories.verification import ended
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll():
    poll = PollFactory(state="draft")
    open_poll(poll)
    return Poll.objects.get()


def entries(poll, count: int) -> None:
    """Journal entries as ballots make them, without the people."""
    BallotEvent.objects.bulk_create(
        BallotEvent(
            poll=poll,
            kind="cast",
            commitment=chain.digest(f"{poll.pk} {timezone.now()} {number}"),
            created_at=timezone.now(),
        )
        for number in range(count)
    )


def test_nineteen_entries_wait_and_twenty_are_sealed(poll):
    entries(poll, 19)
    assert seal_poll(poll) is None
    entries(poll, 1)
    seal = seal_poll(poll)
    assert (seal.number, seal.size) == (1, 20)


def test_the_head_is_the_one_anybody_can_compute_from_the_files(poll):
    entries(poll, 20)
    seal = seal_poll(poll)
    lines = sorted(f"{row.commitment} cast\n" for row in BallotEvent.objects.all())
    body = chain.digest("".join(lines))
    assert seal.head == chain.digest(f"{poll.rule_hash}\n1\n20\n{body}\n")
    assert chain.digest(poll.terms.text) == poll.rule_hash


def test_a_batch_does_not_tell_the_order_in_which_people_voted(poll):
    lines = [chain.line("cast", one * 64) for one in "c1b0a9"]
    assert chain.body(lines) == chain.body(reversed(lines))


def test_a_second_seal_within_the_hour_is_not_made_however_many_vote(poll):
    entries(poll, 20)
    first = seal_poll(poll)
    entries(poll, 300)
    assert seal_poll(poll) is None
    assert Seal.objects.get() == first


def test_the_next_hour_seals_only_what_is_new_on_top_of_the_last_head(poll, monkeypatch):
    entries(poll, 20)
    first = seal_poll(poll)
    monkeypatch.setattr(actions, "INTERVAL", timedelta(0))
    entries(poll, 25)
    second = seal_poll(poll)
    assert (second.number, second.size) == (2, 25)
    assert second.head == chain.head(first.head, 2, 25, second.body_digest)


def test_the_close_seals_even_a_single_entry_that_is_left(poll):
    cast_ballot(poll, voter=VerifiedUserFactory(), choices=[1])
    ended(poll)
    close_poll(Poll.objects.get())
    assert Seal.objects.get().size == 1


def test_a_poll_nobody_voted_in_closes_without_a_seal(poll):
    ended(poll)
    close_poll(Poll.objects.get())
    assert not Seal.objects.exists()


def test_a_closed_or_cancelled_poll_is_sealed_no_more(poll):
    entries(poll, 30)
    official = StaffFactory(permissions=["polls.change_poll"])
    cancel_poll(poll, actor=official, note="Ошибка")
    assert seal_poll(poll) is None


@pytest.mark.parametrize("change", [{"head": "0" * 64}, {"size": 1}, {"last_event": 1}])
def test_nobody_rewrites_a_seal(poll, change):
    entries(poll, 20)
    seal_poll(poll)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Seal.objects.update(**change)


def test_nobody_rewrites_the_frozen_conditions(poll):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        poll.terms.delete()


def test_beat_seals_every_open_poll_and_a_fault_of_one_keeps_nobody_waiting(poll, monkeypatch):
    other = PollFactory(state="draft")
    open_poll(other)
    entries(poll, 20)
    entries(other, 20)
    real = tasks.seal_poll

    def faulty(one):
        if one.pk == poll.pk:
            raise RuntimeError("disk full")
        return real(one)

    faulty.__name__ = "seal_poll"
    monkeypatch.setattr(tasks, "seal_poll", faulty)
    tasks.seal_polls()
    assert [seal.poll_id for seal in Seal.objects.all()] == [other.pk]


def test_only_confirmed_observers_of_this_poll_or_of_all_get_the_head_once(poll):
    now = timezone.now()
    other = PollFactory()
    rows = [
        ("mine@example.org", poll, now),
        ("all@example.org", None, now),
        ("both@example.org", poll, now),
        ("both@example.org", None, now),
        ("unproved@example.org", poll, None),
        ("other@example.org", other, now),
    ]
    for email, watched, confirmed in rows:
        Observer.objects.create(email=email, poll=watched, confirmed_at=confirmed)
    entries(poll, 20)
    seal = seal_poll(poll)
    letters = Letter.objects.order_by("to")
    told = sorted(letter.to[0] for letter in letters)
    assert told == ["all@example.org", "both@example.org", "mine@example.org"]
    assert all(seal.head in letter.text for letter in letters)
    assert all("One-Click" in letter.headers["List-Unsubscribe-Post"] for letter in letters)


def test_no_letter_tells_how_many_entries_were_sealed(poll):
    Observer.objects.create(email="a@example.org", poll=poll, confirmed_at=timezone.now())
    entries(poll, 137)  # no hour, minute or day has three digits
    seal_poll(poll)
    letter = Letter.objects.get()
    said = [word for word in (letter.subject + letter.text).split() if "/" not in word]
    assert not re.search(r"\b137\b", " ".join(said).replace(poll.title, ""))


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_make_one_seal():
    poll = PollFactory(state="draft")
    open_poll(poll)
    entries(poll, 25)
    results = race(8, lambda _n: seal_poll(Poll.objects.get(pk=poll.pk)))
    assert sorted(type(one).__name__ for one in results) == ["NoneType"] * 7 + ["Seal"]
    assert Seal.objects.get().size == 25


@pytest.mark.django_db(transaction=True)
def test_seals_made_while_people_vote_hold_every_entry_exactly_once(monkeypatch):
    monkeypatch.setattr(actions, "INTERVAL", timedelta(0))
    monkeypatch.setattr(actions, "LEAST", 1)
    poll = PollFactory(state="draft", options=range(1, 4))
    open_poll(poll)
    people = VerifiedUserFactory.create_batch(30)

    def act(number: int):
        if number % 4 == 3:
            return [seal_poll(poll) for _again in range(4)]
        return cast_ballot(poll, voter=people[number], choices=[1 + number % 3])

    faults = [one for one in race(30, act) if isinstance(one, Exception)]
    assert faults == []
    ended(poll)
    close_poll(Poll.objects.get(pk=poll.pk))
    seals = list(Seal.objects.order_by("number"))
    assert sum(seal.size for seal in seals) == BallotEvent.objects.count()
    head = Poll.objects.get(pk=poll.pk).rule_hash
    last = 0
    for number, seal in enumerate(seals, start=1):
        rows = BallotEvent.objects.filter(id__gt=last, id__lte=seal.last_event)
        body = chain.body(chain.line("cast", row.commitment) for row in rows)
        head, last = chain.head(head, number, len(rows), chain.digest(body)), seal.last_event
        assert (seal.number, seal.size, seal.head) == (number, len(rows), head)
