"""Moving a case: who wins a race, what is undone with it, what its history says."""

import pytest
from django.db import transaction

from portal.cases.actions import advance, link, record
from portal.cases.lifecycle import InvalidTransition, Lifecycle, Transition
from portal.cases.models import CaseEvent, CaseLink
from portal.polls.models import Poll, PollState
from tests.factories.cases import a_case
from tests.races import race


@pytest.mark.django_db(transaction=True)
def test_forty_parallel_moves_leave_one_winner_and_one_event():
    poll = a_case(Poll, PollState.DRAFT)
    copies = [Poll.objects.get(pk=poll.pk) for _ in range(40)]
    results = race(40, lambda number: advance(copies[number], "open", actor=None))
    assert sorted(type(result).__name__ for result in results) == [
        "CaseEvent",
        *["InvalidTransition"] * 39,
    ]
    assert CaseEvent.objects.of(poll).count() == 1


@pytest.mark.django_db
def test_a_move_that_is_rolled_back_leaves_no_event():
    poll = a_case(Poll, PollState.DRAFT)
    with transaction.atomic():
        advance(poll, "open", actor=None)
        transaction.set_rollback(True)
    assert Poll.objects.get().state == PollState.DRAFT
    assert not CaseEvent.objects.exists()


@pytest.mark.django_db
def test_a_second_mover_with_an_old_copy_does_not_win():
    poll = a_case(Poll, PollState.DRAFT)
    stale = Poll.objects.get(pk=poll.pk)
    advance(poll, "open", actor=None)
    with pytest.raises(InvalidTransition):
        advance(stale, "cancel", actor=None, note="ошибка")
    assert stale.state == PollState.DRAFT


@pytest.mark.django_db
def test_fields_given_with_a_move_are_stored_with_it():
    poll = a_case(Poll, PollState.DRAFT)
    advance(poll, "open", actor=None, rule_hash="abc")
    assert (poll.rule_hash, Poll.objects.get().rule_hash) == ("abc", "abc")


@pytest.mark.django_db
def test_the_label_of_an_event_is_the_label_of_its_move():
    poll = a_case(Poll, PollState.DRAFT)
    advance(poll, "open", actor=None)
    record(poll, "noted", actor=None)
    labels = [str(event.label) for event in CaseEvent.objects.of(poll)]
    assert labels == [str(Poll.LIFECYCLE["open"].label), "noted"]


@pytest.mark.django_db
def test_events_of_another_case_do_not_leak_into_a_history():
    mine, other = (a_case(Poll, PollState.DRAFT) for _ in range(2))
    record(other, "noted", actor=None)
    record(mine, "seen", actor=None, public=False)
    assert [event.kind for event in CaseEvent.objects.of(mine)] == ["seen"]
    assert not CaseEvent.objects.of(mine).public().exists()


@pytest.mark.django_db
def test_two_cases_are_linked_once():
    one, two = (a_case(Poll, PollState.DRAFT) for _ in range(2))
    assert link(one, two, "grew_into") == link(one, two, "grew_into")
    assert CaseLink.objects.count() == 1
    assert CaseLink.objects.get().target == two


def test_a_lifecycle_with_a_typing_error_does_not_load():
    with pytest.raises(ValueError, match="unknown state"):
        Lifecycle(PollState, PollState.DRAFT, Transition("go", ("nowhere",), PollState.OPEN))
    move = Transition("go", (PollState.DRAFT,), PollState.OPEN)
    with pytest.raises(ValueError, match="share a name"):
        Lifecycle(PollState, PollState.DRAFT, move, move)
