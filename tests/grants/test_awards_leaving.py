"""A nominee who takes the consent back after the judging began is out of the contest."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from grants import actions
from portal.notifications.models import Notification
from portal.polls.models import Poll, Terms
from portal.scoring.models import Mark
from tests.factories.awards import SeasonFactory, admitted, decided, judged, marked, past, rated
from tests.factories.awards import steward as official
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def judging():
    """Two nominees of one category; the jury has marked the first, who has an account."""
    season = SeasonFactory(jury=2, vote_points=30)
    first, _second = admitted(season, nominee_user=UserFactory()), admitted(season)
    judged(season)
    for review in first.jury_reviews.all():
        marked(review, 9)
    first.refresh_from_db()
    return first


def test_marks_of_one_who_left_are_kept_without_words_and_rank_nothing(judging):
    season = judging.season
    actions.decline(judging, actor=judging.nominee_user)
    assert set(Mark.objects.filter(object_id=judging.pk).values_list("value", "note")) == {(9, "")}
    for review in season.nominations.get(number=2).jury_reviews.all():
        marked(review, 5)
    past(season, judge_until=-1)
    Poll.objects.update(state="closed")
    actions.rate_season(season, actor=official())
    assert [row["id"] for row in season.categories.get().ranking.data["rows"]] == ["00002"]


def test_the_nominator_and_the_jury_are_told_and_the_jury_reads_no_more(judging, client):
    told = [row.juror.user for row in judging.jury_reviews.select_related("juror__user")]
    review = judging.jury_reviews.first()
    actions.decline(judging, actor=judging.nominee_user)
    news = Notification.objects.filter(event__kind="decline")
    assert {judging.nominator_id, *(user.pk for user in told)} <= set(
        news.values_list("recipient", flat=True)
    )
    assert not news.filter(body__contains=judging.nominee_name).exists()
    client.force_login(told[0])
    assert client.get(review.get_absolute_url()).status_code == 404
    assert not judging.jury_reviews.unfinished().exists()


def test_nobody_votes_for_one_who_left_and_the_sealed_terms_name_nobody(judging, client):
    category, name = judging.category, judging.nominee_name
    url = reverse(
        "grants:award_vote", args=[judging.season.award.code, judging.season.year, category.pk]
    )
    client.force_login(VerifiedUserFactory())
    assert name in client.get(url).content.decode()
    actions.decline(judging, actor=judging.nominee_user)
    page = client.get(url).content.decode()
    assert name not in page
    assert "Выбыли из конкурса: № 1." in page
    assert client.post(url, {"choice": "1", "confirm": "1"}).status_code == 422
    assert name not in Terms.objects.get().text


def test_one_who_leaves_after_the_ranking_gives_the_place_back(client):
    season, decider = rated(9, 8), official()
    first, second = season.nominations.order_by("number")
    given = {"actor": decider, "is_laureate": True, "reason": "Так решено.", "post": "глава"}
    actions.decide_nomination(first, **given)
    actions.decline(first, actor=None)
    actions.decide_nomination(second, **given)
    actions.publish_laureates(season, actor=decider)
    args = [season.award.code, season.year]
    page = client.get(reverse("grants:award_results", args=args)).content.decode()
    assert "согласие отозвано: № 1" in page
    assert first.nominee_name not in page
    assert client.get(reverse("grants:award_protocol", args=args)).status_code == 200


def test_a_laureate_who_was_named_writes_to_the_city_instead():
    row = decided(9).nominations.get()
    with pytest.raises(PermissionDenied, match="уже названы"):
        actions.decline(row, actor=None)
