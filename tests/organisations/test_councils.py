"""Initiative groups and councils: no legal persons, and nobody a grant may go to."""

import pytest
from django.urls import reverse

from grants.forms.contests import APPLICANTS
from portal.organisations.models import GROUPS, Organisation
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.places import CentreFactory
from volunteers.rules.partners import may_act_for

pytestmark = pytest.mark.django_db
CREATE = reverse("organisations:create")


@pytest.fixture
def head(client):
    client.force_login(head := VerifiedUserFactory())
    return head


def test_the_head_of_a_group_registers_it_without_numbers(client, head):
    client.post(CREATE, {"kind": "women", "name": "Женсовет микрорайона (демо)"})
    group = Organisation.objects.get()
    assert (group.status, group.members.get().user) == ("draft", head)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "veterans", "inn": "4345123459"}, "inn"),
        ({"kind": "youth", "ogrn": "1024300000009"}, "ogrn"),
        ({"kind": "council"}, "centre"),
        ({"kind": "women", "centre": "any"}, "centre"),
        ({"kind": "tos", "centre": "any"}, "centre"),
        ({"kind": "council", "centre": "987654321"}, "centre"),
    ],
)
def test_what_a_group_cannot_have_is_answered_at_the_field(client, head, given, field):
    centre = CentreFactory()
    if given.get("centre") == "any":
        given = given | {"centre": centre.pk}
    response = client.post(CREATE, {"name": "Совет (демо)"} | given)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not Organisation.objects.exists()


def test_the_council_of_a_centre_says_which_one(client, head):
    centre = CentreFactory()
    client.post(CREATE, {"kind": "council", "name": "Совет (демо)", "centre": centre.pk})
    page = client.get(Organisation.objects.get().get_absolute_url()).content.decode()
    assert centre.address in page


def test_no_group_is_among_those_a_contest_may_invite():
    assert [kind for kind, _label in APPLICANTS] == ["nko", "tos", "business"]


@pytest.mark.parametrize("kind", GROUPS)
def test_no_group_asks_for_help_on_the_partner_exchange(kind, head):
    centre = CentreFactory() if kind == "council" else None
    group = OrganisationFactory(kind=kind, head=head, centre=centre)
    assert not may_act_for(head, group, needs=True)
    assert may_act_for(head, OrganisationFactory(head=head), needs=True)
