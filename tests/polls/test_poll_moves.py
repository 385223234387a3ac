"""Opening freezes, closing counts, cancelling needs a reason and an official."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from portal.polls.actions import cancel_poll, cast_ballot, close_poll, open_poll, rule_hash
from portal.polls.ballots import lot
from portal.polls.models import Ballot, Poll
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db


def test_opening_draws_the_lot_and_freezes_the_rules_in_public():
    poll = PollFactory(state="draft")
    event = open_poll(poll, rules="abc")
    kept = Poll.objects.get()
    assert (kept.state, len(kept.lot_seed)) == ("open", 32)
    assert event.data == {"rule_hash": kept.rule_hash, "lot_seed": kept.lot_seed, "rules": "abc"}
    assert kept.rule_hash == rule_hash(kept, "abc")
    assert event.is_public
    assert sorted(lot(kept.lot_seed, [1, 2, 3])) == [1, 2, 3]


def test_a_poll_without_options_does_not_open():
    poll = PollFactory(state="draft", options=[])
    with pytest.raises(ValidationError):
        open_poll(poll)
    assert Poll.objects.get().state == "draft"


@pytest.mark.parametrize(
    "change",
    [
        lambda poll: setattr(poll, "max_choices", 9),
        lambda poll: setattr(poll, "closes_at", poll.closes_at + timedelta(hours=1)),
        lambda poll: poll.options.filter(number=1).update(cost=1),
        lambda poll: poll.options.filter(number=1).delete(),
        lambda poll: setattr(poll, "lot_seed", "0" * 32),
    ],
)
def test_whatever_is_changed_later_no_longer_fits_the_frozen_digest(change):
    poll = PollFactory(state="draft")
    open_poll(poll, rules="abc")
    poll = Poll.objects.get()
    change(poll)
    assert rule_hash(poll, "abc") != poll.rule_hash


def test_closing_counts_ballots_and_notes_the_moment():
    poll = PollFactory()
    for resident in VerifiedUserFactory.create_batch(3):
        cast_ballot(poll, voter=resident, choices=[1])
    Poll.objects.update(closes_at=timezone.now())
    event = close_poll(poll)
    kept = Poll.objects.get()
    assert (kept.state, kept.ballot_count, event.data["ballots"]) == ("closed", 3, 3)
    assert kept.closed_at.isoformat() == event.data["closed_at"]
    assert kept.closed_at >= Ballot.objects.order_by("-cast_at").first().cast_at


def test_the_count_stays_zero_while_voting_goes_on():
    poll = PollFactory()
    cast_ballot(poll, voter=VerifiedUserFactory(), choices=[1])
    assert Poll.objects.get().ballot_count == 0


def test_nobody_closes_before_the_announced_end():
    poll = PollFactory()
    for actor in (None, SuperuserFactory()):
        with pytest.raises(InvalidTransition):
            close_poll(poll, actor=actor)
    assert Poll.objects.get().state == "open"


def test_an_official_does_not_close_even_after_the_end():
    poll = PollFactory(closes_at=timezone.now())
    with pytest.raises(PermissionDenied):
        close_poll(poll, actor=SuperuserFactory())


def test_a_poll_is_closed_once():
    poll = PollFactory(closes_at=timezone.now())
    close_poll(poll)
    with pytest.raises(InvalidTransition):
        close_poll(poll)
    assert CaseEvent.objects.of(poll).count() == 1


def test_an_official_with_the_right_cancels_with_a_reason_everybody_sees():
    poll, official = PollFactory(), StaffFactory(permissions=["polls.change_poll"])
    with pytest.raises(ValidationError):
        cancel_poll(poll, actor=official, note=" ")
    event = cancel_poll(poll, actor=official, note="Ошибка в стоимости")
    assert (event.note, event.is_public, Poll.objects.get().state) == (
        "Ошибка в стоимости",
        True,
        "cancelled",
    )


def test_voters_are_told_why_the_voting_was_called_off():
    poll, (voted, other) = PollFactory(), VerifiedUserFactory.create_batch(2)
    cast_ballot(poll, voter=voted, choices=[1])
    official = StaffFactory(permissions=["polls.change_poll"])
    event = cancel_poll(poll, actor=official, note="Ошибка в стоимости")
    told = Notification.objects.filter(event=event, channel="email")
    assert [(one.recipient, one.body) for one in told] == [(voted, "Причина: Ошибка в стоимости")]
    assert other.notifications.count() == 0


def test_an_official_without_the_right_does_not_cancel():
    poll = PollFactory()
    with pytest.raises(PermissionDenied):
        cancel_poll(poll, actor=StaffFactory(), note="так надо")


def test_a_closed_poll_is_not_cancelled_by_anybody():
    poll = PollFactory(state="closed")
    with pytest.raises((PermissionDenied, InvalidTransition)):
        cancel_poll(poll, actor=SuperuserFactory(), note="так надо")


def test_drafts_are_for_staff():
    draft, open_one = PollFactory(state="draft"), PollFactory()
    assert list(Poll.objects.visible_to(VerifiedUserFactory())) == [open_one]
    assert set(Poll.objects.visible_to(StaffFactory())) == {draft, open_one}
