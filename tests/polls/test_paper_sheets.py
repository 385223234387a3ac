"""What the box held: two readings, a third look, a comparison with the list, then the count."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.cases.lifecycle import InvalidTransition
from portal.polls.actions import (
    awaiting,
    cast_ballot,
    close_box,
    close_poll,
    enter_sheet,
    mark_paper_voter,
    mismatches,
    rule_on_sheet,
)
from portal.polls.ballots import Choice, receipt
from portal.polls.models import Ballot, BallotEvent, PaperBox, PaperEntry, PaperRuling, Poll
from portal.polls.rules import ready_to_count
from tests.factories.paper import ANNA, box_of, operator_of, over, paper_poll
from tests.factories.people import SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def box():
    """The box of a poll in which one person voted at the centre; the voting is over."""
    box = box_of(paper_poll(max_choices=2))
    mark_paper_voter(box, actor=operator_of(box.centre), person=ANNA)
    over(box.poll)
    return box


@pytest.fixture
def people(box):
    return [operator_of(box.centre) for _each in range(3)]


def both_read(box, people, serial=1, choices=(1,), **fields):
    for person in people[:2]:
        enter_sheet(box, actor=person, serial=serial, choices=choices, **fields)


def test_a_sheet_two_people_read_alike_is_a_ballot(box, people):
    both_read(box, people, choices=[2, 1])
    ballot = Ballot.objects.get()
    assert (ballot.choices, ballot.method, ballot.voter) == ("1,2", "paper", None)
    assert ballot.receipt == receipt(box.poll.uuid, ballot.nonce, "1,2")
    event = BallotEvent.objects.get()
    assert (event.kind, event.commitment, event.replaces) == ("cast", ballot.receipt, "")


def test_one_reading_counts_for_nothing(box, people):
    enter_sheet(box, actor=people[0], serial=1, choices=[1])
    assert (Ballot.objects.count(), BallotEvent.objects.count()) == (0, 0)
    assert [awaiting(box, person) for person in people[:2]] == [[], [1]]


def test_one_person_does_not_read_a_sheet_twice(box, people):
    enter_sheet(box, actor=people[0], serial=1, choices=[1])
    with pytest.raises(ValidationError, match="уже вводили"):
        enter_sheet(box, actor=people[0], serial=1, choices=[1])
    assert PaperEntry.objects.count() == 1


def test_a_sheet_is_not_read_a_third_time(box, people):
    both_read(box, people)
    with pytest.raises(ValidationError, match="уже введён дважды"):
        enter_sheet(box, actor=people[2], serial=1, choices=[1])


def test_different_readings_wait_for_a_third_person(box, people):
    for person, choices in zip(people, ([1], [2]), strict=False):
        enter_sheet(box, actor=person, serial=7, choices=choices)
    assert (list(mismatches(box)), Ballot.objects.count()) == ([7], 0)
    with pytest.raises(ValidationError, match="третий человек"):
        rule_on_sheet(box, actor=people[0], serial=7, choices=[1], reason="Вижу единицу")
    with pytest.raises(ValidationError, match="в чём ошибка"):
        rule_on_sheet(box, actor=people[2], serial=7, choices=[1], reason=" ")
    rule_on_sheet(box, actor=people[2], serial=7, choices=[1], reason="Второй раз описка")
    assert (Ballot.objects.get().choices, mismatches(box)) == ("1", {})
    assert PaperRuling.objects.get().reason == "Второй раз описка"


def test_a_sheet_is_ruled_on_once(box, people):
    for person, choices in zip(people, ([1], [2]), strict=False):
        enter_sheet(box, actor=person, serial=7, choices=choices)
    rule_on_sheet(box, actor=people[2], serial=7, choices=[1], reason="Описка")
    fourth = operator_of(box.centre)
    with pytest.raises(ValidationError, match="расхождения нет"):
        rule_on_sheet(box, actor=fourth, serial=7, choices=[2], reason="Нет")
    assert Ballot.objects.get().choices == "1"


def test_a_sheet_outside_the_limits_is_entered_only_as_spoiled(box, people):
    with pytest.raises(ValidationError, match="не больше 2"):
        enter_sheet(box, actor=people[0], serial=1, choices=[1, 2, 3])
    both_read(box, people, choices=(), spoiled=True)
    assert Ballot.objects.get().choices == ""


@pytest.mark.parametrize("serial", [0, -1, 100_000, 10**30])
def test_a_sheet_has_a_number_that_fits(box, people, serial):
    with pytest.raises(ValidationError, match="Номер бюллетеня"):
        enter_sheet(box, actor=people[0], serial=serial, choices=[1])


def test_points_and_order_are_entered_as_on_the_portal(people, box):
    Poll.objects.update(ballot_kind="cumulative", max_sum_points=5)
    both_read(box, people, choices=[Choice(2, 3), Choice(1, 2)])
    assert Ballot.objects.get().choices == "1:2,2:3"


def test_while_people_vote_no_box_is_opened_for_entry():
    box = box_of(paper_poll())
    with pytest.raises(PermissionDenied, match="после окончания голосования"):
        enter_sheet(box, actor=operator_of(box.centre), serial=1, choices=[1])


def test_a_superuser_who_is_no_operator_enters_nothing(box):
    with pytest.raises(PermissionDenied, match="только оператор"):
        enter_sheet(box, actor=SuperuserFactory(), serial=1, choices=[1])


def test_after_the_term_new_sheets_are_refused_and_begun_ones_finished(box, people):
    enter_sheet(box, actor=people[0], serial=1, choices=[1])
    now = timezone.now()
    Poll.objects.update(closes_at=now - timedelta(seconds=2), paper_until=now)
    with pytest.raises(ValidationError, match="Срок ввода кончился"):
        enter_sheet(box, actor=people[0], serial=2, choices=[1])
    enter_sheet(box, actor=people[1], serial=1, choices=[1])
    assert Ballot.objects.count() == 1


def test_a_box_that_agrees_with_the_list_is_closed(box, people):
    both_read(box, people)
    close_box(box, actor=people[0])
    kept = PaperBox.objects.get()
    assert (kept.state, kept.marks, kept.sheets, kept.spoiled, kept.difference_reason) == (
        "closed",
        1,
        1,
        0,
        "",
    )


def test_a_difference_needs_a_reason(box, people):
    with pytest.raises(ValidationError, match="Отмечено в списке: 1, бюллетеней в ящике: 0"):
        close_box(box, actor=people[0])
    close_box(box, actor=people[0], note="Бюллетень унесён")
    assert PaperBox.objects.get().difference_reason == "Бюллетень унесён"


def test_a_box_in_doubt_is_not_closed(box, people):
    enter_sheet(box, actor=people[0], serial=4, choices=[1])
    with pytest.raises(ValidationError, match="Введены один раз: № 4"):
        close_box(box, actor=people[0], note="Спешим")
    enter_sheet(box, actor=people[1], serial=4, choices=[2])
    with pytest.raises(ValidationError, match="Не разобраны расхождения: № 4"):
        close_box(box, actor=people[0], note="Спешим")
    assert PaperBox.objects.get().state == "open"


def test_a_spoiled_sheet_is_counted_among_the_sheets(box, people):
    both_read(box, people, choices=(), spoiled=True)
    close_box(box, actor=people[0])
    assert (PaperBox.objects.get().sheets, PaperBox.objects.get().spoiled) == (1, 1)


def test_a_closed_box_takes_nothing_more(box, people):
    both_read(box, people)
    close_box(box, actor=people[0])
    with pytest.raises(PermissionDenied, match="закрыт"):
        enter_sheet(box, actor=people[0], serial=2, choices=[1])


def test_nothing_is_counted_before_every_box_is_closed(box, people):
    assert box.centre.name in ready_to_count(box.poll).reason
    with pytest.raises(InvalidTransition, match="бумажные бюллетени"):
        close_poll(box.poll)
    both_read(box, people)
    close_box(box, actor=people[0])
    assert ready_to_count(box.poll)
    close_poll(box.poll)
    assert Poll.objects.get().ballot_count == 1


def test_ballots_of_both_ways_are_counted_together(people, box):
    Poll.objects.update(closes_at=timezone.now() + timedelta(hours=1))
    cast_ballot(box.poll, voter=VerifiedUserFactory(), choices=[1])
    over(box.poll)
    both_read(box, people, choices=[2])
    close_box(box, actor=people[0])
    close_poll(box.poll)
    assert (Poll.objects.get().ballot_count, Ballot.register.count()) == (2, 3)
    assert sorted(Ballot.people.values_list("method", "choices")) == [
        ("internet", "1"),
        ("paper", ""),
    ]


def test_readings_and_rulings_cannot_be_rewritten(box, people):
    both_read(box, people)
    for change in (
        lambda: PaperEntry.objects.update(choices="2"),
        lambda: PaperEntry.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
