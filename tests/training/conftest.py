import pytest

from tests.factories.people import VerifiedUserFactory
from tests.factories.training import SessionFactory, organiser


@pytest.fixture
def official():
    return organiser()


@pytest.fixture
def person():
    return VerifiedUserFactory()


@pytest.fixture
def session():
    return SessionFactory()
