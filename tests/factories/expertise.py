"""Experts and their reviews.

on_expertise(applications, experts)   a contest whose applications wait for marks
scored(9, 5); rated(9, 5); decided(True, False)   further along, an application for each argument
ReviewFactory(state="open")           of an application on expertise; the expert has declared
final(review, 8)                      the review with this mark by every criterion, closed
"""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from grants import actions
from grants.models import Contest, Expert, Review
from portal.scoring.actions import freeze
from tests.factories.grants import ApplicationFactory, ContestFactory, officer
from tests.factories.people import VerifiedUserFactory


class ExpertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Expert

    contest = factory.SubFactory(ContestFactory, state="expertise")
    user = factory.SubFactory(VerifiedUserFactory)


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Review

    application = factory.SubFactory(
        ApplicationFactory, state="expertise", contest__state="expertise"
    )
    expert = factory.LazyAttribute(lambda row: ExpertFactory(contest=row.application.contest))
    due = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))


def on_expertise(applications: int = 2, experts: int = 3) -> Contest:
    """A contest whose applications wait for marks; criteria frozen as at publication."""
    contest = ContestFactory(state="expertise")
    freeze(contest.criteria, actor=None)
    ApplicationFactory.create_batch(applications, contest=contest, state="expertise")
    ExpertFactory.create_batch(experts, contest=contest)
    return contest


def final(review: Review, value, note: str = "Обосновано.") -> Review:
    """Close the review with one mark by every criterion."""
    codes = [row.code for row in actions.expert_criteria(review.application.contest)]
    if review.state == "assigned":
        actions.declare(review, actor=review.expert.user)
    return actions.save_review(
        review,
        actor=review.expert.user,
        marks={code: Decimal(value) for code in codes},
        notes=dict.fromkeys(codes, note),
        comment=f"Заключение {value}",
        is_final=True,
    )


def scored(*values: int, official=None) -> Contest:
    """A contest on expertise, an application for each value, all its reviews final."""
    contest = on_expertise(applications=len(values), experts=2)
    actions.assign_all(contest, actor=official or officer())
    for application, value in zip(contest.applications.order_by("number"), values, strict=True):
        for review in application.reviews.all():
            final(review, value)
    return contest


def rated(*values: int, members: int = 3) -> Contest:
    """The same, the ranking published, a commission named and its meeting held."""
    contest, official = scored(*values), officer()
    actions.rate_contest(contest, actor=official)
    contest.refresh_from_db()
    for number in range(members):
        actions.add_commission_member(
            contest, actor=official, name=f"Демо Член {number}", post="эксперт"
        )
    actions.hold_meeting(
        contest, actor=official, present=list(contest.commission.all()),
        held_on=timezone.localdate(), place="Мэрия", chair="Демо Председатель", note="",
    )  # fmt: skip
    return contest


def decided(*awards: bool) -> Contest:
    """The same with the decisions published: who is awarded, by number."""
    contest, official = rated(*(9 - place for place in range(len(awards)))), officer()
    for row, is_awarded in zip(contest.applications.order_by("number"), awards, strict=True):
        actions.prepare_decision(
            row, actor=official, is_awarded=is_awarded,
            amount=row.requested if is_awarded else Decimal(0), votes_for=3 * is_awarded,
            votes_against=3 * (not is_awarded), abstained=0, reason="Так решила комиссия.",
        )  # fmt: skip
    actions.decide_contest(contest, actor=official)
    contest.refresh_from_db()
    return contest
