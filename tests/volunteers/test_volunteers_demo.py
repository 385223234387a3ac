"""The demo city has volunteers, twice loaded as once."""

import pytest

from portal.accounts.models import User
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory
from volunteers.demo import load
from volunteers.models import (
    FestivalEvent,
    HourRow,
    MiniProject,
    PartnerAgreement,
    PartnerCard,
    Pledge,
    Shift,
    VolunteerGroup,
)
from volunteers.reference import load as load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def _people():
    load_reference()
    CentreFactory()
    StaffFactory(email="official@example.org")
    for number in range(2, 10):
        VerifiedUserFactory(email=f"servant{number}@example.org")
    for name in ("resident", "resident2"):
        VerifiedUserFactory(email=f"{name}@example.org")


@pytest.mark.usefixtures("_people")
def test_the_demo_shows_groups_shifts_and_confirmed_hours(client):
    load()
    load()
    assert VolunteerGroup.objects.count() == 5
    assert VolunteerGroup.objects.waiting().count() == 1
    assert Shift.objects.to_come().count() == 8
    assert FestivalEvent.objects.exclude(shift=None).count() == 8
    assert HourRow.objects.total() > 20
    assert "Посадка сирени" in client.get("/volunteers/").content.decode()


@pytest.mark.usefixtures("_people")
def test_the_demo_shows_mini_projects_in_every_state_that_is_public():
    load()
    states = set(MiniProject.objects.values_list("state", flat=True))
    assert {"submitted", "open", "done", "cancelled"} <= states
    assert Pledge.objects.named().exists()
    assert Pledge.objects.filter(state="received").count() > 5


@pytest.mark.usefixtures("_people")
def test_the_demo_shows_a_partner_exchange_with_agreements():
    OrganisationFactory(head=VerifiedUserFactory())
    load()
    assert PartnerCard.objects.open().count() == 7
    states = PartnerAgreement.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["signed", "draft"]
    assert all("демо" in title for title in PartnerCard.objects.values_list("title", flat=True))


@pytest.mark.usefixtures("_people")
def test_all_volunteers_of_the_demo_say_that_they_are_invented():
    load()
    for model in (VolunteerGroup, Shift, FestivalEvent, MiniProject):
        assert all("демо" in title for title in model.objects.values_list("title", flat=True))


@pytest.mark.usefixtures("_people")
def test_the_official_of_the_demo_may_answer_groups():
    load()
    official = User.objects.get(email="official@example.org")
    assert official.has_perm("volunteers.manage_groups")


def test_without_people_nothing_is_loaded():
    load()
    assert not VolunteerGroup.objects.exists()
