import pytest

from tests.factories.grants import ApplicationFactory, ContestFactory, officer
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
