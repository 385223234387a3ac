"""Experts: who gets what, conflicts, blindness, marks, the third opinion."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from grants import actions
from grants.models import Application, Expert, Review, TeamMember
from portal.notifications.models import Notification
from portal.scoring.models import Mark
from tests.factories.expertise import ExpertFactory, ReviewFactory, final, on_expertise, scored
from tests.factories.grants import ApplicationFactory, officer
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import SuperuserFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return officer()


# --- Assignment ---------------------------------------------------------------------------------
def test_every_application_gets_its_experts_and_the_load_is_even(official):
    contest = on_expertise(applications=6, experts=4)
    assert actions.assign_all(contest, actor=official) == (12, [])
    loads = [expert.reviews.count() for expert in contest.experts.all()]
    assert loads == [3, 3, 3, 3]


def test_a_second_distribution_adds_nothing(official):
    contest = on_expertise()
    actions.assign_all(contest, actor=official)
    assert actions.assign_all(contest, actor=official) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_two_officials_at_once_fill_each_place_once(official):
    contest = on_expertise(applications=4, experts=4)
    race(4, lambda _n: actions.assign_all(contest, actor=official))
    assert Review.objects.count() == 8


def test_the_distribution_names_what_is_short_of_experts(official):
    contest = on_expertise(applications=2, experts=1)
    count, short = actions.assign_all(contest, actor=official)
    assert (count, [row.number for row in short]) == (2, [1, 2])


def test_nobody_gets_more_than_agreed(official):
    contest = on_expertise(applications=3, experts=0)
    ExpertFactory.create_batch(2, contest=contest, most=1)
    count, _short = actions.assign_all(contest, actor=official)
    assert count == 2


@pytest.mark.parametrize("state", ["published", "rated", "decided"])
def test_experts_are_assigned_only_during_the_expertise(official, state):
    contest = on_expertise()
    type(contest).objects.filter(pk=contest.pk).update(state=state)
    with pytest.raises(PermissionDenied):
        actions.assign_all(contest, actor=official)
    with pytest.raises(PermissionDenied):
        actions.assign_all(contest, actor=SuperuserFactory())


# --- Conflicts ----------------------------------------------------------------------------------
def author(application):
    return ExpertFactory(contest=application.contest, user=application.author)


def member(application):
    row = MemberFactory(organisation=application.organisation, user=VerifiedUserFactory())
    return ExpertFactory(contest=application.contest, user=row.user)


def of_partner(application):
    partner = OrganisationFactory()
    Application.objects.filter(pk=application.pk).update(partner=partner)
    return ExpertFactory(contest=application.contest, user=MemberFactory(organisation=partner).user)


def of_an_earlier_partner(application):
    partner = OrganisationFactory()
    ApplicationFactory(organisation=application.organisation, partner=partner, state="accepted")
    return ExpertFactory(contest=application.contest, user=MemberFactory(organisation=partner).user)


def employed(application):
    name = application.organisation.name.upper()
    return ExpertFactory(contest=application.contest, employer=f" {name} ")


def of_the_team(application):
    user = VerifiedUserFactory()
    TeamMember.objects.create(
        application=application, name=f"{user.first_name} {user.last_name}", role="Тренер"
    )
    return ExpertFactory(contest=application.contest, user=user)


CONFLICTS = [author, member, of_partner, of_an_earlier_partner, employed, of_the_team]


@pytest.mark.parametrize("conflict", CONFLICTS)
def test_an_expert_with_an_interest_never_gets_the_application(official, conflict):
    contest = on_expertise(applications=1, experts=0)
    application = contest.applications.get()
    expert = conflict(application)
    with pytest.raises(ValidationError, match="Конфликт интересов"):
        actions.assign(application, expert, actor=official)
    assert actions.assign_all(contest, actor=official)[0] == 0


@pytest.mark.parametrize("conflict", CONFLICTS)
def test_an_interest_that_appears_later_closes_the_page_and_the_write(client, conflict):
    review = ReviewFactory(state="open")
    late = conflict(review.application)
    Review.objects.filter(pk=review.pk).update(expert=late)
    client.force_login(late.user)
    assert client.get(review.get_absolute_url()).status_code == 404
    assert "№" not in client.get("/grants/expert/").content.decode().split("<main")[1]
    review.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.save_review(review, actor=late.user, marks={}, notes={}, comment="", is_final=False)


# --- Blindness ----------------------------------------------------------------------------------
@pytest.fixture
def telling():
    """An application whose every corner would tell who applies."""
    review = ReviewFactory(state="open")
    application = review.application
    names = application.contest.questions.create(label="О заявителе", names_applicant=True)
    application.answers[str(names.pk)] = "Выдаёт-ответ"
    application.partner = OrganisationFactory(name="Выдаёт-партнёр")
    application.save()
    application.organisation.name = "Клуб «Выдаёт двор»"
    application.organisation.save()
    application.title = "Праздник двора с «Выдаёт двор»"
    application.summary = "Нас, клуб «выдаёт ДВОР», и Выдаёт-партнёр знают все."
    application.answers = dict.fromkeys(application.answers, "Выдаёт-имя умеет")
    application.save()
    application.activities.update(title="Сбор у Выдаёт-партнёр", result="Выдаёт-имя доволен")
    application.lines.update(name="Сцена для Выдаёт двор")
    application.team.update(name="Выдаёт-имя")
    application.lines.update(evidence="Выдаёт-смета")
    return review


def test_nothing_an_expert_reads_tells_who_applied(client, telling):
    client.force_login(telling.expert.user)
    for url in (telling.get_absolute_url(), "/grants/expert/", "/search/?q=Праздник двора"):
        page = client.get(url)
        assert page.status_code == 200
        assert "выдаёт" not in page.text.lower()
        assert telling.application.author.last_name not in page.text


def test_the_text_is_closed_until_the_declaration(client):
    review = ReviewFactory()
    client.force_login(review.expert.user)
    assert review.application.title not in client.get(review.get_absolute_url()).text
    client.post(f"{review.get_absolute_url()}declare/")
    assert review.application.title in client.get(review.get_absolute_url()).text


def test_the_letter_of_an_assignment_names_a_number_only(official):
    contest = on_expertise(applications=1, experts=2)
    application = contest.applications.get()
    actions.assign_all(contest, actor=official)
    letter = Notification.objects.filter(channel="email").first()
    for told in (application.title, application.organisation.name):
        assert told not in f"{letter.subject} {letter.body}"


def test_an_expert_opens_neither_the_application_nor_its_paper(client):
    review = ReviewFactory(state="open")
    client.force_login(review.expert.user)
    for name in ("", "paper.pdf"):
        assert client.get(f"{review.application.get_absolute_url()}{name}").status_code == 404


def test_nobody_else_opens_a_review(client):
    review = ReviewFactory(state="open")
    for person in (VerifiedUserFactory(), review.application.author, SuperuserFactory()):
        client.force_login(person)
        assert client.get(review.get_absolute_url()).status_code == 404


def test_an_applicant_never_learns_who_scored(client):
    review = final(ReviewFactory(state="open"), 8)
    client.force_login(review.application.author)
    page = client.get(review.application.get_absolute_url()).text
    assert review.expert.user.last_name not in page
    assert "Заключение 8" not in page  # nor what, before the results


# --- Marks --------------------------------------------------------------------------------------
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


# --- Stepping aside -----------------------------------------------------------------------------
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


# --- The third opinion --------------------------------------------------------------------------
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


# --- The pool -----------------------------------------------------------------------------------
def test_a_person_is_in_the_pool_once(official):
    contest, user = on_expertise(), VerifiedUserFactory()
    actions.add_expert(contest, actor=official, user=user)
    with pytest.raises(ValidationError, match="уже эксперт"):
        actions.add_expert(contest, actor=official, user=user)
    assert Expert.objects.filter(user=user).count() == 1


def test_an_official_who_reads_applications_scores_none(official):
    with pytest.raises(ValidationError, match="вслепую"):
        actions.add_expert(on_expertise(), actor=official, user=officer())
    review = ReviewFactory(state="open")
    expert = ExpertFactory(contest=review.application.contest, user=officer())
    Review.objects.filter(pk=review.pk).update(expert=expert)
    with pytest.raises(PermissionDenied):
        final(Review.objects.get(pk=review.pk), 9)


# --- At the same moment -------------------------------------------------------------------------
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
