"""Whom a programme is for: each kind of audience, and who is nearly one but not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisations.models import CentreHead, Role
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory
from tests.factories.reserve import ReserveApplicationFactory
from tests.factories.training import ProgrammeFactory, SessionFactory
from training.rules import may_enrol

pytestmark = pytest.mark.django_db


def member(kind, role="head", status="confirmed"):
    centre = CentreFactory() if kind == "council" else None
    team = OrganisationFactory(kind=kind, status=status, centre=centre)
    return MemberFactory(organisation=team, role=role).user


def head_of_centre(since=-10, until=None):
    today, person = timezone.localdate(), VerifiedUserFactory()
    CentreHead.objects.create(
        centre=CentreFactory(),
        user=person,
        since=today + timedelta(days=since),
        until=until and today + timedelta(days=until),
        assigned_by=StaffFactory(),
    )
    return person


def of_reserve(state="included"):
    return ReserveApplicationFactory(state=state).user


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        ("servants", lambda: member("department", Role.MEMBER)),
        ("leaders", lambda: member("tos")),
        ("leaders", lambda: member("tos", Role.EDITOR)),
        ("leaders", head_of_centre),
        ("groups", lambda: member("veterans")),
        ("groups", lambda: member("youth", Role.MEMBER)),
        ("groups", lambda: member("women")),
        ("groups", lambda: member("council")),
        ("groups", lambda: member("initiative")),
        ("reserve", of_reserve),
        ("everybody", VerifiedUserFactory),
    ],
)
def test_a_programme_takes_its_audience(audience, who):
    session = SessionFactory(programme=ProgrammeFactory(audience=[audience]))
    assert may_enrol(who(), session)


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        ("servants", lambda: member("department", status="draft")),
        ("leaders", lambda: member("tos", Role.MEMBER)),
        ("leaders", lambda: member("tos", status="draft")),
        ("leaders", lambda: member("women")),
        ("leaders", lambda: head_of_centre(until=-1)),
        ("leaders", lambda: head_of_centre(since=1)),
        ("groups", lambda: member("women", status="draft")),
        ("groups", lambda: member("tos")),
        ("groups", VerifiedUserFactory),
        ("reserve", lambda: of_reserve("applied")),
    ],
)
def test_a_programme_takes_nobody_else_and_says_whom(audience, who):
    session = SessionFactory(programme=ProgrammeFactory(audience=[audience]))
    assert "для других людей" in may_enrol(who(), session).reason
