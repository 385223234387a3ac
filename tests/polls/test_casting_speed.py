"""What a vote costs the database: the number of trips is pinned, whatever the ballot holds."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.polls.actions import cast_ballot
from portal.polls.models import Ballot
from tests.factories.people import VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db
# Locks with the poll and the clock; the account with its proof; options; the person's row; the
# ballot with its line of the journal; the event; chosen ways of letters; the letter.
FIRST = 8
CHANGED = FIRST + 1  # an update, and the line of the journal by itself


def cast(poll, voter, choices) -> int:
    ContentType.objects.get_for_model(Ballot)
    with CaptureQueriesContext(connection) as queries:
        cast_ballot(poll, voter=voter, choices=choices)
    return len([one for one in queries if "SAVEPOINT" not in one["sql"]])


def test_a_first_vote_and_a_changed_one_cost_what_is_pinned_here():
    poll, resident = PollFactory(), VerifiedUserFactory(district=DistrictFactory())
    assert [cast(poll, resident, [1]), cast(poll, resident, [2])] == [FIRST, CHANGED]


def test_a_long_ballot_costs_no_more_than_a_short_one():
    poll = PollFactory(options=range(1, 41), max_choices=None)
    found = [cast(poll, VerifiedUserFactory(), list(range(1, size))) for size in (2, 41)]
    assert found == [FIRST, FIRST]


def test_only_a_poll_of_some_districts_asks_which():
    district = DistrictFactory()
    poll, resident = PollFactory(), VerifiedUserFactory(district=district)
    poll.districts.add(district)
    assert cast(poll, resident, [1]) == FIRST + 1
