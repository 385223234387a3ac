"""Experts of a contest: the pool, who gets which application, who has an interest in it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from grants import actions
from grants.models import Application, Expert, Review, TeamMember
from tests.factories.expertise import ExpertFactory, ReviewFactory, final, on_expertise
from tests.factories.grants import ApplicationFactory, officer
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import SuperuserFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return officer()


# --- Assignment -----------------------------------------------------------------------------------
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


# --- Conflicts ------------------------------------------------------------------------------------
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


# --- The pool -------------------------------------------------------------------------------------
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
