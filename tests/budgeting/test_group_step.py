"""Who proposes: chosen in the wizard among those the person may speak for."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from budgeting import actions, rules
from budgeting.models import Project
from portal.organisations.models import Member
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.proposals import RemarkFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    """Speaks for a confirmed TOS."""
    person = VerifiedUserFactory(last_name="Невидимкин")
    OrganisationFactory(kind="tos", name="ТОС «Пруд» (демо)", head=person)
    return person


@pytest.fixture
def draft(head):
    round_ = RoundFactory(phase="submission")
    return actions.start_draft(round_, actor=head, title="Двор")


def post(client, draft, **fields):
    client.force_login(draft.author)
    url = reverse("budgeting:wizard", args=[draft.pk, "group"])
    return client.post(url, {"group_size": "12", "agree": "on", **fields})


def test_a_head_of_a_tos_proposes_for_it_or_as_a_group(client, draft):
    organisation = draft.author.memberships.get().organisation
    key = f"tos:{organisation.pk}"
    for chosen, expected in ((key, ("tos", organisation)), ("group", ("group", None))):
        assert post(client, draft, proposer=chosen).status_code == 302
        draft.refresh_from_db()
        assert (draft.proposer, draft.organisation) == expected


@pytest.mark.parametrize("forged", ["nko", "tos", "tos:0", "commission", "group:1", "9" * 99])
def test_nobody_proposes_for_whom_she_does_not_speak(client, draft, forged):
    assert post(client, draft, proposer=forged).status_code == 400
    draft.refresh_from_db()
    assert (draft.proposer, draft.organisation) == ("group", None)


def test_another_peoples_organisation_is_out_of_reach(client, draft):
    other = OrganisationFactory(kind="tos")
    assert post(client, draft, proposer=f"tos:{other.pk}").status_code == 400


def test_a_tos_that_was_refused_since_files_nothing(draft):
    organisation = draft.author.memberships.get().organisation
    draft.proposer, draft.organisation = "tos", organisation
    assert rules.may_submit(draft.author, draft)
    organisation.status = "refused"
    organisation.save()
    assert "Выберите организацию" in rules.may_submit(draft.author, draft).reason


def test_a_plain_member_is_offered_the_group_alone(client, draft):
    Member.objects.update(role="member")
    client.force_login(draft.author)
    page = client.get(reverse("budgeting:wizard", args=[draft.pk, "group"])).content.decode()
    assert "Пруд" not in page


def test_the_page_names_the_tos_and_not_the_person(client, head):
    organisation = head.memberships.get().organisation
    project = ProjectFactory(author=head, proposer="tos", organisation=organisation)
    page = client.get(project.get_absolute_url()).content.decode()
    assert "ТОС «Пруд» (демо)" in page
    assert "Невидимкин" not in page


def test_whom_no_kind_fits_reads_who_proposes(head):
    round_ = RoundFactory(phase="submission", proposers=["nko", "business"])
    verdict = rules.may_propose(head, round_)
    assert not verdict
    assert "некоммерческая организация, организация или предприниматель" in verdict.reason
    with pytest.raises(PermissionDenied):
        actions.start_draft(round_, actor=head, title="Двор")


@pytest.mark.parametrize("members", ["ж" * 151, ", +7 900", "а,б\n" * 301])
def test_a_list_of_the_group_without_sense_is_told(client, draft, members):
    assert post(client, draft, members=members).status_code == 400
    assert not draft.members.exists()


def test_my_data_hold_what_the_person_told_of_the_project(client, draft):
    post(client, draft, members="Иванова Анна, +7 900 000-00-00")
    RemarkFactory(author=draft.author, text="Нужна тень")
    data = json.loads(client.get(reverse("accounts:my_data")).content)
    assert data["projects"][0]["initiative_group"][0]["name"] == "Иванова Анна"
    assert data["remarks"][0]["text"] == "Нужна тень"


@pytest.mark.django_db(transaction=True)
def test_two_projects_filed_at_once_do_not_pass_the_limit_of_one():
    round_ = RoundFactory(phase="submission", max_own_projects=1)
    author = VerifiedUserFactory()
    drafts = [ProjectFactory(round=round_, author=author, state="draft") for _n in range(4)]
    race(4, lambda n: actions.submit(Project.objects.get(pk=drafts[n].pk), actor=author))
    assert Project.objects.filter(state="submitted").count() == 1
