"""What a voter gets with «my data», and what is left when the account is erased."""

import pytest

from portal.notifications.models import Notification
from portal.polls.actions import cast_ballot, forget_voter
from portal.polls.models import Ballot
from portal.polls.personal_data import collect
from tests.factories.people import VerifiedUserFactory
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db


def test_a_voter_gets_own_ballots_and_nobody_elses():
    poll, (mine, other) = PollFactory(), VerifiedUserFactory.create_batch(2)
    ballot = cast_ballot(poll, voter=mine, choices=[2])
    cast_ballot(poll, voter=other, choices=[1])
    (row,) = collect(mine)["ballots"]
    assert (row["poll"], row["receipt"], row["choices"]) == (
        poll.title,
        ballot.receipt,
        ["Проект 2"],
    )


@pytest.mark.parametrize("polls", [1, 4])
def test_own_ballots_take_two_queries_however_many(polls, django_assert_num_queries):
    resident = VerifiedUserFactory()
    for poll in PollFactory.create_batch(polls):
        cast_ballot(poll, voter=resident, choices=[1])
    with django_assert_num_queries(2):
        assert len(collect(resident)["ballots"]) == polls


def test_an_erased_account_leaves_the_ballot_counted_and_untied():
    poll, (mine, other) = PollFactory(), VerifiedUserFactory.create_batch(2)
    for resident in (mine, other):
        cast_ballot(poll, voter=resident, choices=[1])
    forget_voter(mine)
    assert set(Ballot.objects.values_list("voter", flat=True)) == {None, other.pk}
    assert set(Notification.objects.values_list("recipient", flat=True)) == {other.pk}
    assert collect(mine) == {"ballots": []}
