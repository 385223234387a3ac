import pytest

from tests.factories.people import VerifiedUserFactory
from tests.factories.reserve import CampaignFactory, ReserveApplicationFactory
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


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def draft(campaign, person):
    return ReserveApplicationFactory(campaign=campaign, user=person, state="draft")
