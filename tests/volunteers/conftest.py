import pytest

from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import GroupFactory, caretaker, leader_of


@pytest.fixture
def group():
    return GroupFactory()


@pytest.fixture
def leader(group):
    return leader_of(group)


@pytest.fixture
def person():
    return VerifiedUserFactory()


@pytest.fixture
def official():
    return caretaker()
