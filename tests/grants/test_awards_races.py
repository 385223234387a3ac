"""Officials and nominators who act at once: the quota holds, a nominee is asked once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from grants import actions
from grants.models import AwardDecision, AwardSeason, Nomination
from tests.factories.awards import NominationFactory, SeasonFactory, rated, steward
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def counted(results, kind) -> int:
    return sum(isinstance(one, kind) for one in results)


def test_officials_who_award_at_once_stay_within_the_quota():
    season = rated(9, 8, 7, 6, 5, quota=2)
    rows = list(season.nominations.order_by("number"))
    people = [steward() for _row in rows]

    def decide(number):
        row = Nomination.objects.get(pk=rows[number].pk)
        return actions.decide_nomination(
            row, actor=people[number], is_laureate=True, reason="Да", post="глава"
        )

    results = race(5, decide)
    assert (counted(results, AwardDecision), counted(results, ValidationError)) == (2, 3)
    assert AwardSeason.objects.get().awarded == 2


def test_the_database_itself_refuses_a_laureate_beyond_the_quota():
    season = SeasonFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardSeason.objects.filter(pk=season.pk).update(awarded=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        season.categories.update(awarded=2)


def test_a_nominee_put_forward_by_four_at_once_is_asked_once():
    season = SeasonFactory()
    rows = NominationFactory.create_batch(4, season=season, nominee_email="one@example.org")

    def send(number):
        row = Nomination.objects.get(pk=rows[number].pk)
        return actions.send_nomination(row, actor=row.nominator)

    assert counted(race(4, send), ValidationError) == 3


def test_nominations_sent_at_once_have_numbers_of_their_own():
    season = SeasonFactory()
    rows = NominationFactory.create_batch(4, season=season)

    def send(number):
        row = Nomination.objects.get(pk=rows[number].pk)
        return actions.send_nomination(row, actor=row.nominator)

    race(4, send)
    assert sorted(season.nominations.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_nominee_who_refuses_while_an_official_admits_is_not_shown():
    row = NominationFactory(state="check")
    official = steward()

    def act(number):
        fresh = Nomination.objects.get(pk=row.pk)
        if number:
            return actions.admit_nomination(fresh, actor=official)
        return actions.decline(fresh, actor=None)

    race(2, act)
    row.refresh_from_db()
    assert (row.state, row.nominee_name) == ("declined", "")
