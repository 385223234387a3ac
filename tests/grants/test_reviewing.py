"""Marks of experts: kept, final, given up, and the third opinion where two lie apart."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from grants import actions
from grants.models import Review
from portal.notifications.models import Notification
from portal.scoring.models import Mark
from tests.factories.expertise import ExpertFactory, ReviewFactory, final, on_expertise, scored
from tests.factories.grants import officer
from tests.factories.organisations import MemberFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return officer()


# --- Marks ----------------------------------------------------------------------------------------
def sent(review, value="7", **more) -> dict:
    fields = {"comment": "Хорошо.", **more}
    for row in actions.expert_criteria(review.application.contest):
        fields.setdefault(row.code, value)
        fields.setdefault(f"{row.code}_note", "Потому.")
    return fields


def test_a_draft_is_kept_and_the_final_review_counts(client):
    review = ReviewFactory(state="open")
    client.force_login(review.expert.user)
    client.post(review.get_absolute_url(), sent(review, relevance="", draft="1"))
    assert Mark.objects.count() == 1
    client.post(review.get_absolute_url(), sent(review, relevance="5", final="1"))
    review.refresh_from_db()
    assert (review.state, review.total) == ("final", Decimal("58.000"))  # 60·5/10 + 40·7/10


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"relevance": ""}, "Поставьте оценку"),
        ({"relevance_note": " "}, "Поставьте оценку"),
        ({"comment": ""}, "Напишите заключение"),
        ({"relevance": "11"}, "10"),
        ({"relevance": "много"}, "число"),
        ({"relevance": "-1"}, "0"),
    ],
)
def test_an_unfinished_or_odd_review_is_refused_and_what_was_typed_stays(client, fields, words):
    review = ReviewFactory(state="open")
    client.force_login(review.expert.user)
    page = client.post(review.get_absolute_url(), sent(review, final="1", **fields))
    assert page.status_code == 422
    assert words in page.text
    assert "Потому." in page.text
    assert Mark.objects.count() == 0


@pytest.mark.parametrize("typed", ["7,5", "7.5"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_half_a_point_is_typed_with_a_comma_or_a_dot(client, typed, language):
    review = ReviewFactory(state="open")
    client.force_login(review.expert.user)
    client.cookies["django_language"] = language
    client.post(review.get_absolute_url(), sent(review, typed, draft="1"))
    assert set(Mark.objects.values_list("value", flat=True)) == {Decimal("7.5")}
    shown = 'value="7,5"' if language == "ru" else 'value="7.5"'
    assert shown in client.get(review.get_absolute_url()).text


def test_what_is_lacking_is_listed_once_by_the_name_of_its_criterion(client):
    review = ReviewFactory(state="open")
    client.force_login(review.expert.user)
    page = client.post(review.get_absolute_url(), sent(review, final="1", relevance_note="")).text
    assert page.count("Проверьте, пожалуйста") == 1
    assert "Критерий relevance: почему</a>: Поставьте оценку" in page


def test_what_stands_on_the_review_opens_it_when_its_address_is_reloaded(client):
    review = ReviewFactory(state="open")
    client.force_login(review.expert.user)
    assert client.post(f"{review.get_absolute_url()}recuse/", {"note": ""}).status_code == 422
    page = client.get(f"{review.get_absolute_url()}recuse/")
    assert (page.status_code, "Проверьте, пожалуйста" in page.text) == (200, False)
    answer = client.get(f"{review.get_absolute_url()}declare/")
    assert (answer.status_code, answer.url) == (302, review.get_absolute_url())


def test_a_final_review_is_not_changed(client):
    review = final(ReviewFactory(state="open"), 8)
    client.force_login(review.expert.user)
    assert client.post(review.get_absolute_url(), sent(review, final="1")).status_code == 422
    assert set(Mark.objects.values_list("value", flat=True)) == {Decimal(8)}


def test_marks_of_another_are_in_no_page_of_an_expert(client):
    review = ReviewFactory(state="open")
    other = ReviewFactory(application=review.application, state="open")
    final(other, "3.217", note="Тайное мнение")
    client.force_login(review.expert.user)
    page = client.get(review.get_absolute_url()).text
    assert "3,217" not in page
    assert "Тайное мнение" not in page


# --- Stepping aside -------------------------------------------------------------------------------
def test_who_steps_aside_loses_the_marks_and_another_gets_the_place(client, official):
    contest = on_expertise(applications=1, experts=3)
    actions.assign_all(contest, actor=official)
    review = Review.objects.first()
    final(review, 9)
    client.force_login(review.expert.user)
    answer = client.post(f"{review.get_absolute_url()}recuse/", {"note": "Узнал заявителя."})
    assert answer.url == "/grants/expert/"
    review.refresh_from_db()
    assert (review.state, review.total, Mark.objects.count()) == ("recused", None, 0)
    live = Review.objects.live().values_list("expert", flat=True)
    assert (len(live), review.expert_id in live) == (2, False)
    assert client.get(review.get_absolute_url()).status_code == 404


def test_one_does_not_step_aside_without_a_reason(client):
    review = ReviewFactory(state="open")
    client.force_login(review.expert.user)
    assert client.post(f"{review.get_absolute_url()}recuse/", {"note": ""}).status_code == 422
    review.refresh_from_db()
    assert review.state == "open"


def test_an_official_takes_an_unfinished_review_away_and_it_is_given_anew(official):
    contest = on_expertise(applications=1, experts=3)
    actions.assign_all(contest, actor=official)
    review = Review.objects.first()
    actions.remove(review, actor=official, note="Не отвечает.")
    assert Review.objects.live().count() == 2
    letter = Notification.objects.filter(recipient=review.expert.user, channel="email").last()
    assert "Делать ничего не нужно" in letter.body


def test_final_marks_are_taken_away_only_for_a_conflict(official):
    contest = on_expertise(applications=1, experts=3)
    actions.assign_all(contest, actor=official)
    review = final(Review.objects.first(), 2)
    with pytest.raises(ValidationError, match="конфликт интересов"):
        actions.remove(review, actor=official, note="Слишком строго.")
    MemberFactory(organisation=review.application.organisation, user=review.expert.user)
    actions.remove(review, actor=official, note="Вступил в клуб.")
    review.refresh_from_db()
    assert (review.state, review.total, Mark.objects.count()) == ("removed", None, 0)
    assert Review.objects.live().count() == 2


def test_an_expert_who_takes_part_no_longer_leaves_the_rest_to_others(official):
    contest = on_expertise(applications=2, experts=3)
    actions.assign_all(contest, actor=official)
    expert = max(contest.experts.all(), key=lambda one: one.reviews.count())
    final(expert.reviews.first(), 7)
    retired = actions.retire_expert(expert, actor=official, note="Уехал.")
    states = [row.state for row in expert.reviews.live()]
    assert (retired.is_active, states) == (False, ["final"])
    assert Review.objects.live().count() == 4
    assert actions.assign_all(contest, actor=official)[0] == 0


# --- The third opinion ----------------------------------------------------------------------------
@pytest.mark.parametrize(("second", "count"), [("4", 2), ("3.9", 3)])
def test_a_third_expert_comes_when_marks_lie_more_than_half_the_scale_apart(
    official, second, count
):
    contest = on_expertise(applications=1, experts=3)
    actions.assign_all(contest, actor=official)
    for review, value in zip(Review.objects.all(), ("9", second), strict=True):
        final(review, value)
    assert Review.objects.count() == count
    assert Review.objects.filter(is_extra=True).count() == count - 2


def test_there_is_no_fourth_opinion(official):
    contest = on_expertise(applications=1, experts=5)
    actions.assign_all(contest, actor=official)
    for review, value in zip(Review.objects.all(), ("10", "1"), strict=True):
        final(review, value)
    final(Review.objects.get(is_extra=True), "5")
    assert Review.objects.count() == 3


def test_where_nobody_was_free_a_new_expert_gets_the_third_opinion(official):
    contest = on_expertise(applications=1, experts=2)
    actions.assign_all(contest, actor=official)
    for review, value in zip(Review.objects.all(), ("10", "1"), strict=True):
        final(review, value)
    with pytest.raises(ValidationError, match="нужен ещё один эксперт: № 1"):
        actions.rate_contest(contest, actor=official)
    ExpertFactory(contest=contest)
    assert actions.assign_all(contest, actor=official) == (1, [])
    final(Review.objects.get(is_extra=True), "5")
    assert actions.rating_problems(contest) == []


def test_marks_of_who_has_an_interest_by_now_hold_the_ranking(official):
    contest = scored(7)
    review = Review.objects.first()
    MemberFactory(organisation=review.application.organisation, user=review.expert.user)
    with pytest.raises(ValidationError, match=r"появился конфликт интересов.*№ 1"):
        actions.rate_contest(contest, actor=official)


# --- At the same moment ---------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_last_marks_at_once_still_call_the_third_expert(official):
    """Six times, so that a lock that is missing shows nearly always."""
    contest = on_expertise(applications=6, experts=3)
    actions.assign_all(contest, actor=official)
    for row in Review.objects.all():
        actions.declare(row, actor=row.expert.user)
    for application in contest.applications.all():
        rows = list(application.reviews.select_related("expert__user", "application__contest"))
        race(2, lambda n, rows=rows: final(rows[n], ("10", "1")[n]))
        assert application.reviews.filter(is_extra=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_steps_aside_once_the_ranking_is_frozen(official):
    """Either the mark is in the ranking and stands, or it is void and there is no ranking."""
    contest = scored(9)
    ExpertFactory(contest=contest)
    review = Review.objects.select_related("expert__user", "application__contest").first()
    moves = (
        lambda: actions.rate_contest(contest, actor=official),
        lambda: actions.recuse(review, actor=review.expert.user, note="Узнал."),
    )
    race(2, lambda n: moves[n]())
    contest.refresh_from_db()
    assert (contest.state == "rated") != Review.objects.filter(state="recused").exists()
