"""From the publication of a season to its laureates: frozen rules, ranking, quota, decision."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from grants import actions
from grants.demo.awards import DEEDS
from grants.models import Award, AwardSeason, Juror
from grants.reference import load
from portal.polls.models import Poll
from portal.portfolio.models import Certificate
from portal.scoring.models import CriteriaSet
from tests.factories.awards import (
    SeasonFactory,
    admitted,
    decided,
    judged,
    marked,
    past,
    rated,
    steward,
)
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


def in_preparation(**fields) -> AwardSeason:
    load()
    season = SeasonFactory(
        award=Award.objects.get(code="mecenat"), state="draft", scale=None, quota=2,
        criteria=CriteriaSet.objects.get(code="award-mecenat"), **fields,
    )  # fmt: skip
    season.categories.all().delete()
    actions.fill_categories(season)
    for number in range(2):
        Juror.objects.create(
            season=season, user=VerifiedUserFactory(), name=f"Демо {number}", post="эксперт"
        )
    return season


def test_an_official_publishes_a_season_and_its_rules_are_frozen():
    season = in_preparation()
    actions.publish_season(season, actor=steward())
    season.refresh_from_db()
    assert season.categories.count() == 7
    assert season.rules_hash == hashlib.sha256(season.rules_text.encode()).hexdigest()
    assert (season.scale.total, season.scale.frozen_at is None) == (130, False)
    assert next(row.code for row in actions.jury_criteria(season)) == "volume"


def test_an_official_is_told_everything_that_a_season_lacks():
    season = in_preparation(vote_points=0)
    season.jurors.all().delete()
    AwardSeason.objects.filter(pk=season.pk).update(quota=99)
    with pytest.raises(ValidationError) as refusal:
        actions.publish_season(season, actor=steward())
    assert len(refusal.value.messages) == 2


def test_a_resident_publishes_nothing():
    with pytest.raises(PermissionDenied):
        actions.publish_season(in_preparation(), actor=VerifiedUserFactory())


def test_the_ranking_adds_the_vote_to_the_marks():
    season = SeasonFactory(jury=2, vote_points=50)
    first, second = admitted(season), admitted(season)
    judged(season)
    for row, value, votes in ((first, 10, 0), (second, 8, 4)):
        for review in row.jury_reviews.all():
            marked(review, value)
        type(row).objects.filter(pk=row.pk).update(votes=votes)
    past(season, judge_until=-1)
    Poll.objects.update(state="closed")
    actions.rate_season(season, actor=steward())
    data = season.categories.get().ranking.data["rows"]
    assert [(row["id"], row["total"]) for row in data] == [("00002", "130"), ("00001", "100")]


def test_no_ranking_before_the_end_or_without_the_marks():
    season = SeasonFactory(jury=2)
    admitted(season)
    judged(season)
    with pytest.raises(ValidationError) as refusal:
        actions.rate_season(season, actor=steward())
    assert len(refusal.value.messages) == 3


def test_an_official_lets_go_a_juror_who_cannot_finish():
    season = SeasonFactory(jury=3, vote_points=0)
    row = admitted(season)
    judged(season)
    late, *others = row.jury_reviews.all()
    for review in others:
        marked(review, 5)
    assert actions.excuse_everywhere(late.juror, actor=steward(), note="Болен") == 1
    past(season, judge_until=-1)
    assert actions.judging_problems(season) == []


def test_a_laureate_needs_a_place_in_the_quota_and_reasons():
    season, official = rated(9, 8), steward()
    first, second = season.nominations.order_by("number")
    given = {"actor": official, "is_laureate": True, "post": "глава"}
    with pytest.raises(ValidationError):
        actions.decide_nomination(first, reason=" ", **given)
    actions.decide_nomination(first, reason="Первый", **given)
    with pytest.raises(ValidationError, match="не больше 1"):
        actions.decide_nomination(second, reason="Второй", **given)
    actions.decide_nomination(first, reason="Нет", **given | {"is_laureate": False})
    actions.decide_nomination(second, reason="Второй", **given)
    season.refresh_from_db()
    assert season.awarded == 1


def test_an_official_decides_nothing_about_an_own_nominee():
    season, official = rated(9), steward()
    row = season.nominations.get()
    row.nominator = official
    row.save()
    with pytest.raises(PermissionDenied):
        actions.decide_nomination(row, actor=official, is_laureate=True, reason="Да", post="глава")


def test_laureates_are_published_all_or_none():
    season, official = rated(9, 8), steward()
    row = season.nominations.get(number=1)
    actions.decide_nomination(row, actor=official, is_laureate=True, reason="Да", post="глава")
    with pytest.raises(ValidationError, match="№ 2"):
        actions.publish_laureates(season, actor=official)


def test_everybody_reads_the_laureate_the_reasons_and_the_protocol(client):
    season = decided(9, 5)
    winner = season.nominations.get(number=1)
    args = [season.award.code, season.year]
    for url in (reverse("grants:laureates"), reverse("grants:award_results", args=args)):
        page = client.get(url).content.decode()
        assert winner.nominee_name in page
        assert "Так решено." in page
    paper = client.get(reverse("grants:award_protocol", args=args))
    assert paper.content.startswith(b"%PDF")


def test_nobody_reads_decisions_before_they_are_published(client):
    season, official = rated(9), steward()
    actions.decide_nomination(
        season.nominations.get(), actor=official, is_laureate=True, reason="Тайна", post="глава"
    )
    args = [season.award.code, season.year]
    pages = [reverse("grants:award_results", args=args), reverse("grants:laureates"),
             season.nominations.get().get_absolute_url()]  # fmt: skip
    assert not any("Тайна" in client.get(url).content.decode() for url in pages)
    assert client.get(reverse("grants:award_protocol", args=args)).status_code == 404


def test_a_laureate_with_an_account_gets_a_certificate():
    season = rated(9)
    row, person = season.nominations.get(), UserFactory()
    row.nominee_user = person
    row.save()
    official = steward()
    actions.decide_nomination(row, actor=official, is_laureate=True, reason="Да", post="глава")
    actions.publish_laureates(season, actor=official)
    assert Certificate.objects.get(user=person).context["name"] == row.nominee_name


def test_a_cancelled_season_shows_no_nominee(client):
    row = admitted()
    actions.cancel_season(row.season, actor=steward(), note="Нет денег")
    assert client.get(row.get_absolute_url()).status_code == 404
    assert row.nominee_name not in client.get(row.season.get_absolute_url()).content.decode()


def test_whoever_the_demo_passes_over_stands_below_a_laureate_of_the_same_category():
    laureates = {deed.category: deed.best for deed in DEEDS if not deed.passed_over}
    passed_over = [deed for deed in DEEDS if deed.passed_over]
    assert passed_over
    assert all(deed.best < laureates[deed.category] for deed in passed_over)
    assert {deed.category for deed in DEEDS if "Фонд" in deed.name} == {0}
