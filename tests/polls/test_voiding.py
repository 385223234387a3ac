"""Voiding takes two officials, a reason and the time before the close; the voter is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from portal.polls.actions import (
    cast_ballot,
    close_poll,
    confirm_voiding,
    propose_voiding,
    reject_voiding,
)
from portal.polls.models import Ballot, BallotEvent, Poll, Voiding
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.polls import PollFactory
from tests.factories.verification import ended, officials
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll():
    return PollFactory()


@pytest.fixture
def ballot(poll):
    return cast_ballot(poll, voter=VerifiedUserFactory(), choices=[1])


def proposed(ballot, actor=None) -> Voiding:
    return propose_voiding(
        ballot.poll, actor=actor or officials()[0], receipt=ballot.receipt, reason="court"
    )


def test_a_second_official_voids_and_the_journal_says_so(ballot):
    confirm_voiding(proposed(ballot), actor=officials()[1], note="Решение суда от 1 мая")
    assert not Ballot.objects.exists()
    last = BallotEvent.objects.last()
    assert (last.kind, last.commitment) == ("void", ballot.receipt)
    assert Voiding.objects.get().state == "confirmed"


def test_the_voter_is_told_the_reason_and_not_the_names(ballot):
    proposer, other = officials()
    confirm_voiding(proposed(ballot, proposer), actor=other, note="Внутренняя справка")
    letter = Notification.objects.filter(recipient=ballot.voter, channel="email").last()
    assert "решение суда" in letter.body
    assert "справка" not in letter.body
    assert other.last_name not in letter.body


def test_the_official_who_proposed_it_may_not_confirm_it_not_even_a_superuser(ballot):
    boss = SuperuserFactory()
    voiding = proposed(ballot, boss)
    with pytest.raises(PermissionDenied):
        confirm_voiding(voiding, actor=boss, note="Сам решу")
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("person", [VerifiedUserFactory, StaffFactory])
def test_nobody_without_the_right_proposes_or_confirms(ballot, person):
    voiding = proposed(ballot)
    with pytest.raises(PermissionDenied):
        confirm_voiding(voiding, actor=person(), note="Хочу")
    with pytest.raises(PermissionDenied):
        proposed(ballot, person())
    assert Ballot.objects.count() == 1


def test_no_ballot_is_voided_after_the_close(ballot):
    voiding = proposed(ballot)
    ended(ballot.poll)
    close_poll(Poll.objects.get())
    with pytest.raises(PermissionDenied):
        confirm_voiding(Voiding.objects.get(), actor=officials()[1], note="Поздно")
    with pytest.raises(PermissionDenied):
        proposed(ballot, SuperuserFactory())
    assert (Ballot.objects.count(), voiding.state) == (1, "proposed")


def test_a_confirmation_without_a_reason_is_refused(ballot):
    with pytest.raises(ValidationError):
        confirm_voiding(proposed(ballot), actor=officials()[1], note=" ")
    assert Ballot.objects.count() == 1


def test_a_rejected_proposal_leaves_the_ballot_and_lets_propose_again(ballot):
    reject_voiding(proposed(ballot), actor=officials()[1], note="Не подтвердилось")
    assert proposed(ballot).state == "proposed"
    assert BallotEvent.objects.filter(kind="void").count() == 0


def test_one_ballot_is_not_proposed_twice_at_once(ballot):
    proposed(ballot)
    with pytest.raises(ValidationError, match="уже предложено"):
        proposed(ballot)


@pytest.mark.parametrize("receipt", ["", "0" * 64, "nonsense"])
def test_a_receipt_of_no_living_ballot_is_refused(ballot, receipt):
    with pytest.raises(ValidationError):
        propose_voiding(ballot.poll, actor=officials()[0], receipt=receipt, reason="court")


def test_a_receipt_of_another_poll_is_refused(ballot):
    with pytest.raises(ValidationError):
        propose_voiding(PollFactory(), actor=officials()[0], receipt=ballot.receipt, reason="court")


def test_a_voter_who_votes_again_meanwhile_does_not_escape(ballot):
    voiding = proposed(ballot)
    later = cast_ballot(ballot.poll, voter=ballot.voter, choices=[2])
    confirm_voiding(voiding, actor=officials()[1], note="Решение суда")
    assert not Ballot.objects.exists()
    assert BallotEvent.objects.last().commitment == later.receipt
    assert Voiding.objects.get().receipt == later.receipt


def test_the_person_may_vote_anew_with_a_new_entry_in_the_journal(ballot):
    confirm_voiding(proposed(ballot), actor=officials()[1], note="Голосовал не он")
    again = cast_ballot(ballot.poll, voter=ballot.voter, choices=[2])
    assert [row.kind for row in BallotEvent.objects.order_by("id")] == ["cast", "void", "cast"]
    assert Ballot.objects.get() == again


def test_the_public_history_tells_the_reason_and_neither_person_nor_receipt(ballot):
    proposer, other = officials()
    confirm_voiding(proposed(ballot, proposer), actor=other, note="Решение суда от 1 мая")
    events = CaseEvent.objects.of(ballot.poll).public()
    event = events.get(kind="ballot_voided")
    assert (event.actor, event.note, event.data) == (None, "решение суда", {"reason": "court"})


def test_the_public_page_counts_voids_by_reason(ballot, client):
    confirm_voiding(proposed(ballot), actor=officials()[1], note="Решение суда")
    page = client.get(reverse("polls:audit", args=[ballot.poll.uuid])).content.decode()
    assert "решение суда: 1" in page


def test_an_official_proposes_by_the_address_of_the_voter_and_sees_no_choice(ballot, client):
    client.force_login(officials()[0])
    fields = {"poll": ballot.poll.pk, "email": ballot.voter.email, "reason": "court", "note": "Суд"}
    answer = client.post(reverse("admin:polls_voiding_add"), fields, follow=True)
    assert Voiding.objects.get().ballot == ballot
    assert "Проект 1" not in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"email": "nobody@example.org"}, {"receipt": "zz"}, {"receipt": "a" * 64}, {}],
)
def test_a_wrong_receipt_or_address_is_said_at_the_field(ballot, client, typed):
    client.force_login(officials()[0])
    fields = {"poll": ballot.poll.pk, "reason": "court", "note": "Суд", **typed}
    answer = client.post(reverse("admin:polls_voiding_add"), fields)
    assert answer.status_code in (200, 403)
    assert not Voiding.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_officials_confirming_at_once_void_one_ballot_once():
    ballot = cast_ballot(PollFactory(), voter=VerifiedUserFactory(), choices=[1])
    voiding = proposed(ballot)
    others = [officials()[0] for _ in range(6)]

    def confirm(number: int):
        return confirm_voiding(Voiding.objects.get(pk=voiding.pk), actor=others[number], note="Суд")

    results = race(6, confirm)
    assert sum(isinstance(one, CaseEvent) for one in results) == 1
    assert {type(one) for one in results} <= {CaseEvent, InvalidTransition, ValidationError}
    assert BallotEvent.objects.filter(kind="void").count() == 1
