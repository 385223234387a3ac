"""Who may vote, and the sentence for everybody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.polls.rules import may_vote
from tests.factories.people import SuperuserFactory, UserFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db


def test_a_verified_resident_may_vote():
    assert may_vote(VerifiedUserFactory(), PollFactory())


def test_a_visitor_is_asked_to_sign_in():
    assert "войдите" in may_vote(AnonymousUser(), PollFactory()).reason


def test_an_unverified_account_is_told_how_to_prove_itself():
    assert "Подтвердите личность" in may_vote(UserFactory(), PollFactory()).reason


def test_a_phone_is_enough_where_the_poll_says_so():
    resident = UserFactory(level=1)
    assert may_vote(resident, PollFactory(min_level=1))
    assert not may_vote(resident, PollFactory(min_level=2))


def test_a_superuser_needs_a_proved_identity_as_everybody():
    assert not may_vote(SuperuserFactory(), PollFactory())


def test_a_deactivated_account_does_not_vote():
    assert not may_vote(VerifiedUserFactory(is_active=False), PollFactory())


@pytest.mark.parametrize(("years_ago", "allowed"), [(16, True), (15, False)])
def test_age_is_counted_on_the_day_of_voting(years_ago, allowed):
    today = timezone.localdate()
    born = date(today.year - years_ago, 1, 1)
    verdict = may_vote(VerifiedUserFactory(birth_date=born), PollFactory(min_age=16))
    assert verdict.allowed is allowed
    assert allowed or "16" in verdict.reason


def test_a_resident_becomes_old_enough_on_the_birthday():
    resident = VerifiedUserFactory(birth_date=date(2010, 3, 5))
    poll = PollFactory(
        min_age=16,
        opens_at=datetime(2026, 3, 1, tzinfo=UTC),
        closes_at=datetime(2026, 3, 9, tzinfo=UTC),
    )
    # Midnight in Kirov is 21:00 UTC of the day before.
    assert not may_vote(resident, poll, datetime(2026, 3, 4, 20, 59, tzinfo=UTC))
    assert may_vote(resident, poll, datetime(2026, 3, 4, 21, 0, tzinfo=UTC))


def test_only_residents_of_the_named_districts_vote():
    here, elsewhere = DistrictFactory(name="Октябрьский"), DistrictFactory()
    poll = PollFactory()
    poll.districts.add(here)
    assert may_vote(VerifiedUserFactory(district=here), poll)
    verdict = may_vote(VerifiedUserFactory(district=elsewhere), poll)
    assert "Октябрьский" in verdict.reason


def test_the_proved_district_counts_and_not_the_typed_one():
    here, elsewhere = DistrictFactory(), DistrictFactory()
    poll = PollFactory()
    poll.districts.add(here)
    resident = VerifiedUserFactory(district=elsewhere)
    resident.district = here
    assert not may_vote(resident, poll)


@pytest.mark.parametrize(
    ("state", "word"),
    [("draft", "не началось"), ("closed", "завершилось"), ("cancelled", "отменено")],
)
def test_a_poll_that_is_not_open_takes_nobody(state, word):
    assert word in may_vote(VerifiedUserFactory(), PollFactory(state=state)).reason


def test_an_open_poll_obeys_its_dates_to_the_second():
    poll, resident = PollFactory(), VerifiedUserFactory()
    second = timedelta(seconds=1)
    assert "не началось" in may_vote(resident, poll, poll.opens_at - second).reason
    assert may_vote(resident, poll, poll.opens_at)
    assert may_vote(resident, poll, poll.closes_at - second)
    assert "завершилось" in may_vote(resident, poll, poll.closes_at).reason
