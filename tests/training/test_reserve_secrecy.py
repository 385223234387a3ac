"""Who sees an application to the reserve, and what the public pages tell."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.files.models import Attachment
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.reserve import (
    CampaignFactory,
    ReserveApplicationFactory,
    cadre,
    paper,
)
from training.actions import (
    change_consent,
    reserve,
)

pytestmark = pytest.mark.django_db


def outsiders(campaign):
    return {
        "stranger": None,
        "resident": VerifiedUserFactory(),
        "applicant": ReserveApplicationFactory(campaign=campaign).user,
        "cadre": cadre(),
        "files": StaffFactory(permissions=["files.view_private", "files.moderate"]),
        "superuser": SuperuserFactory(),
        "other commission": CampaignFactory().chair,
    }


def statuses(client, campaign, url) -> dict[str, int]:
    found = {}
    for name, person in outsiders(campaign).items():
        client.logout()
        if person:
            client.force_login(person)
        found[name] = client.get(url).status_code
    return found


def test_only_the_person_and_the_commission_open_an_application_and_its_documents(
    client, campaign, draft, person
):
    paper(draft)
    reserve.submit(draft, actor=person)
    file_url = Attachment.objects.get().get_absolute_url()
    for url in (draft.get_absolute_url(), file_url):
        assert set(statuses(client, campaign, url).values()) <= {302, 404}
        for allowed in (person, campaign.chair):
            client.force_login(allowed)
            assert client.get(url).status_code == 200


def test_a_draft_is_nobodys_but_the_persons(client, campaign, draft):
    paper(draft)
    client.force_login(campaign.chair)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(Attachment.objects.get().get_absolute_url()).status_code == 404


def test_the_desk_of_the_commission_opens_for_nobody_else(client, campaign):
    row = ReserveApplicationFactory(campaign=campaign)
    url = f"{campaign.get_absolute_url()}commission/"
    assert set(statuses(client, campaign, url).values()) == {302, 404}
    client.force_login(campaign.chair)
    assert row.user.last_name in client.get(url).content.decode()


def test_public_pages_leak_nothing_of_the_applications(client, campaign):
    row = ReserveApplicationFactory(campaign=campaign, state="included")
    for url in ("/training/reserve/", campaign.get_absolute_url()):
        page = client.get(url).content.decode()
        assert not any(word in page for word in (row.user.last_name, row.education))


def test_the_open_list_asks_for_both_consents(client):
    rows = [
        ReserveApplicationFactory(state="included", list_consent=listed, user=person)
        for listed in (True, False)
        for person in (VerifiedUserFactory(name_is_public=True), VerifiedUserFactory())
    ]
    page = client.get("/training/reserve/").content.decode()
    assert [row.user.last_name in page for row in rows] == [True, False, False, False]


def test_a_consent_is_taken_back_any_day(client):
    row = ReserveApplicationFactory(
        state="included", list_consent=True, user=VerifiedUserFactory(name_is_public=True)
    )
    change_consent(row, actor=row.user, shown=False)
    assert row.user.last_name not in client.get("/training/reserve/").content.decode()
    with pytest.raises(PermissionDenied):
        change_consent(row, actor=VerifiedUserFactory(), shown=True)


def test_statistics_count_those_who_agreed_to_nothing(client):
    ReserveApplicationFactory.create_batch(3, campaign=CampaignFactory(), state="included")
    page = client.get("/training/reserve/").content.decode()
    assert '<td class="number">3</td>' in page
