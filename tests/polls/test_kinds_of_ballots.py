"""Points, marks and rankings: what is stored, and what is refused whole."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from portal.polls.actions import cast_ballot
from portal.polls.ballots import Choice, receipt
from portal.polls.models import Ballot, BallotEvent
from tests.factories.people import VerifiedUserFactory
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db


def points_poll(**fields):
    fields = {"ballot_kind": "cumulative", "max_sum_points": 10, "max_points": 5, **fields}
    return PollFactory(**fields)


def cast(poll, choices) -> Ballot:
    return cast_ballot(poll, voter=VerifiedUserFactory(), choices=choices)


def test_a_resident_gives_out_points():
    poll = points_poll()
    ballot = cast(poll, [Choice(3, 5), Choice(1, 5)])
    assert ballot.choices == "1:5,3:5"
    assert ballot.receipt == receipt(poll.uuid, ballot.nonce, "1:5,3:5")


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([Choice(1, 5), Choice(2, 5), Choice(3, 1)], "Роздано баллов: 11, а у вас их 10"),
        ([Choice(1, 6)], "от 1 до 5"),
        ([Choice(1, 0)], "от 1 до 5"),
        ([Choice(1, -1)], "от 1 до 5"),
        ([Choice(1, Decimal("2.5"))], "от 1 до 5"),
        ([Choice(1)], "от 1 до 5"),
        ([1], "от 1 до 5"),
        ([Choice(1, 2), Choice(1, 3)], "отмечен дважды"),
        ([Choice(9, 1)], "нет в бюллетене"),
        ([], "хотя бы один"),
    ],
)
def test_points_outside_the_rules_are_refused_whole(choices, said):
    with pytest.raises(ValidationError, match=said):
        cast(points_poll(), choices)
    assert (Ballot.objects.count(), BallotEvent.objects.count()) == (0, 0)


def test_without_a_limit_for_one_project_all_points_may_go_to_it():
    assert cast(points_poll(max_points=None), [Choice(2, 10)]).choices == "2:10"
    with pytest.raises(ValidationError, match="целое число"):
        cast(points_poll(max_points=None), [Choice(2, 11)])


def test_marks_have_a_top_and_no_sum():
    poll = PollFactory(ballot_kind="scoring", max_points=5)
    assert cast(poll, [Choice(1, 5), Choice(2, 5), Choice(3, 5)]).choices == "1:5,2:5,3:5"
    with pytest.raises(ValidationError, match="от 1 до 5"):
        cast(poll, [Choice(1, 6)])


def test_a_ranking_keeps_the_order_of_the_voter():
    poll = PollFactory(ballot_kind="ordinal", max_choices=3)
    assert cast(poll, [3, 1, 2]).choices == "3,1,2"


def test_another_order_is_another_choice():
    poll, resident = PollFactory(ballot_kind="ordinal"), VerifiedUserFactory()
    first = cast_ballot(poll, voter=resident, choices=[1, 2])
    second = cast_ballot(poll, voter=resident, choices=[2, 1])
    assert (second.choices, second.changes, first.receipt == second.receipt) == ("2,1", 1, False)


def test_a_ranking_longer_than_allowed_is_refused():
    with pytest.raises(ValidationError, match="не больше 2"):
        cast(PollFactory(ballot_kind="ordinal", max_choices=2), [1, 2, 3])


@pytest.mark.parametrize("kind", ["approval", "choose-1", "ordinal"])
def test_a_ballot_without_points_takes_none(kind):
    with pytest.raises(ValidationError, match="баллов нет"):
        cast(PollFactory(ballot_kind=kind), [Choice(1, 1)])


def test_a_basket_of_money_is_counted_under_the_lock():
    poll = PollFactory(max_choices=None, max_cost=Decimal(400_000))
    assert cast(poll, [1, 3]).choices == "1,3"
    with pytest.raises(ValidationError, match="600 000 ₽, а можно не больше 400 000 ₽"):
        cast(poll, [1, 2, 3])
