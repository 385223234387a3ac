"""The residents' vote of an award: sealed, one choice a person, counted after the end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from grants import actions
from portal.polls.actions import cast_ballot, publish_poll
from portal.polls.models import Poll
from tests.factories.awards import SeasonFactory, admitted, judged, past, steward
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting():
    """A season without a jury, two nominees on the ballot."""
    season = SeasonFactory()
    admitted(season)
    admitted(season)
    return judged(season)


def url_of(season, name="award_vote") -> str:
    category = season.categories.get()
    return reverse(f"grants:{name}", args=[season.award.code, season.year, category.pk])


def ends(season) -> None:
    poll = season.categories.get().poll
    past(season, judge_until=-0.001)
    begun = poll.opens_at - timedelta(days=3)
    Poll.objects.filter(pk=poll.pk).update(opens_at=begun, closes_at=season.judge_until)
    actions.move_season(season)
    season.refresh_from_db()


def test_a_resident_marks_confirms_and_gets_a_receipt(voting, client):
    person = VerifiedUserFactory()
    client.force_login(person)
    page = client.post(url_of(voting), {"choice": "2"})
    assert "ещё не учтён" in page.content.decode()
    assert not Poll.objects.get().ballots.exists()
    client.post(url_of(voting), {"choice": "2", "confirm": "1"})
    ballot = Poll.objects.get().ballots.get()
    assert ballot.receipt in client.get(url_of(voting, "award_receipt")).content.decode()


@pytest.mark.parametrize("choice", ["", "99", "-1", "x", "9" * 30])
def test_a_mark_that_is_no_nominee_is_refused_with_a_sentence(voting, client, choice):
    client.force_login(VerifiedUserFactory())
    page = client.post(url_of(voting), {"choice": choice, "confirm": "1"})
    assert page.status_code == 422
    assert not Poll.objects.get().ballots.exists()


def test_a_newcomer_is_told_what_to_do_first(voting, client):
    client.force_login(UserFactory())
    page = client.post(url_of(voting), {"choice": "1", "confirm": "1"})
    assert page.status_code == 403
    assert "Подтвердить личность" in page.content.decode()


def test_nobody_reads_a_count_before_the_end(voting, client):
    for _turn in range(3):
        cast_ballot(Poll.objects.get(), voter=VerifiedUserFactory(), choices=[1])
    assert set(voting.nominations.values_list("votes", flat=True)) == {None}
    assert Poll.objects.get().ballot_count == 0
    with pytest.raises(Exception, match="ещё идут"):
        actions.rate_season(voting, actor=steward())


def test_votes_become_points_of_the_ranking(voting):
    for choice in (2, 2, 1):
        cast_ballot(Poll.objects.get(), voter=VerifiedUserFactory(), choices=[choice])
    ends(voting)
    actions.rate_season(voting, actor=steward())
    rows = voting.categories.get().ranking.data["rows"]
    assert [(row["id"], row["total"]) for row in rows] == [("00002", "30"), ("00001", "15")]


def test_the_package_of_the_vote_is_published_with_its_counts(voting):
    cast_ballot(Poll.objects.get(), voter=VerifiedUserFactory(), choices=[2])
    ends(voting)
    names = publish_poll(Poll.objects.get()).files.values_list("name", flat=True)
    assert {"poll.json", "ballots.csv", "verify.py"} <= set(names)


def test_the_ranking_waits_for_the_count(voting):
    past(voting, judge_until=-1)
    assert actions.judging_problems(voting) == ["Голоса ещё не подсчитаны, подождите минуту."]


def test_a_cancelled_season_counts_nothing(voting):
    cast_ballot(Poll.objects.get(), voter=VerifiedUserFactory(), choices=[2])
    actions.cancel_season(voting, actor=steward(), note="Сбой")
    assert Poll.objects.get().state == "cancelled"


def test_the_beat_counts_a_vote_once(voting):
    ends(voting)
    assert list(type(voting).objects.due(voting.judge_until)) == []
