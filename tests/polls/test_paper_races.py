"""Paper against the portal, and two hands on one sheet, at the same moment."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.polls.actions import cast_ballot, close_box, enter_sheet, mark_paper_voter
from portal.polls.models import Ballot, BallotEvent, PaperBox, PaperEntry, PaperMark
from tests.factories.paper import ANNA, box_of, operator_of, over, paper_poll
from tests.factories.people import VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_round", range(3))
def test_the_portal_and_paper_at_once_store_one_vote_of_a_person(_round):
    box = box_of(paper_poll())
    operator = operator_of(box.centre)
    anna = VerifiedUserFactory(
        last_name=ANNA.last_name,
        first_name=ANNA.first_name,
        patronymic=ANNA.patronymic,
        birth_date=ANNA.birth_date,
    )

    def vote(number):
        if number % 2:
            return mark_paper_voter(box, actor=operator, person=ANNA)
        return cast_ballot(box.poll, voter=anna, choices=[1])

    results = race(10, vote)
    assert Ballot.register.count() == 1
    assert BallotEvent.objects.count() + PaperMark.objects.count() == 1
    refused = PermissionDenied if PaperMark.objects.exists() else ValidationError
    assert {type(one) for one in results} <= {Ballot, PaperMark, refused}


def test_two_centres_marking_one_person_at_once_store_one_mark():
    poll = paper_poll()
    boxes = [box_of(poll) for _each in range(4)]
    operators = [operator_of(box.centre) for box in boxes]
    results = race(4, lambda n: mark_paper_voter(boxes[n], actor=operators[n], person=ANNA))
    assert sorted(type(one).__name__ for one in results) == [
        "PaperMark",
        *["ValidationError"] * 3,
    ]
    assert PaperMark.objects.count() == Ballot.register.count() == 1


def test_many_hands_on_one_sheet_make_one_ballot():
    box = box_of(paper_poll())
    people = [operator_of(box.centre) for _each in range(8)]
    over(box.poll)
    results = race(8, lambda n: enter_sheet(box, actor=people[n], serial=1, choices=[1]))
    assert sum(isinstance(one, PaperEntry) for one in results) == 2
    assert {type(one) for one in results} == {PaperEntry, ValidationError}
    assert Ballot.objects.count() == BallotEvent.objects.count() == 1


def test_a_sheet_entered_against_the_closing_is_in_the_box_or_refused():
    box = box_of(paper_poll())
    people = [operator_of(box.centre) for _each in range(3)]
    over(box.poll)
    enter_sheet(box, actor=people[0], serial=1, choices=[1])

    def act(number):
        if number == 0:
            return enter_sheet(box, actor=people[1], serial=1, choices=[1])
        return close_box(PaperBox.objects.get(pk=box.pk), actor=people[2], note="Список утерян")

    race(2, act)
    kept = PaperBox.objects.get()
    closed_with = kept.sheets if kept.state == "closed" else Ballot.objects.count()
    assert closed_with == Ballot.objects.count() == 1
