import pytest

from tests.factories.grants import ApplicationFactory, ContestFactory, officer
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory


@pytest.fixture
def official():
    return officer()


@pytest.fixture
def head():
    return VerifiedUserFactory()


@pytest.fixture
def contest():
    return ContestFactory()


@pytest.fixture
def draft(contest, head):
    return ApplicationFactory(contest=contest, head=head)


@pytest.fixture
def ready(contest, head):
    """Everything is there: an NKO needs no partner and no letter."""
    team = OrganisationFactory(kind="nko", head=head)
    return ApplicationFactory(contest=contest, head=head, organisation=team)
