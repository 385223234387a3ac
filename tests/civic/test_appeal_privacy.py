"""A private appeal leaks through no door: page, list, search, export, workplace, files, home."""

import pytest
from django.urls import reverse

from portal.files.actions import attach_document
from portal.files.models import Attachment
from tests.factories.appeals import AppealFactory, DeskFactory, RegistrarFactory
from tests.factories.files import pdf
from tests.factories.ideas import DepartmentFactory
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
SECRETS = ("Секретная", "Секретный", "secret-reply", "Тайнова", "2026-9")
EXPORT = {"action": "export_csv", "index": "0"}


@pytest.fixture
def appeal():
    row = AppealFactory(state="answered")
    attach_document(row, pdf(), actor=row.author, private=True)
    return row


def text_of(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


def doors(appeal) -> list[str]:
    file = Attachment.objects.of(appeal).get()
    return [
        "/",
        "/search/?q=тема обращения",
        "/city/appeals/",
        "/city/appeals/my/",
        "/city/appeals/answers/",
        "/city/ideas.csv",
        "/city/ideas/feed.xml",
        appeal.get_absolute_url(),
        file.get_absolute_url(),
        reverse("discussion:thread", args=["civic.appeal", appeal.pk]),
        reverse("pages:move", args=["civic.appeal", appeal.pk, "close"]),
        reverse("admin:index"),
        reverse("admin:queue"),
        reverse("admin:civic_appeal_changelist"),
        reverse("admin:civic_appeal_change", args=[appeal.pk]),
        reverse("admin:civic_appeal_card", args=[appeal.pk]),
        reverse("admin:files_attachment_changelist"),
        reverse("admin:files_attachment_change", args=[file.pk]),
        reverse("accounts:my_data"),
    ]


@pytest.mark.parametrize(
    "who",
    [
        None,
        VerifiedUserFactory,
        lambda: StaffFactory(permissions=["civic.view_appeal", "files.view_attachment"]),
        lambda: DeskFactory(desk="roads"),
        SuperuserFactory,
    ],
    ids=["stranger", "resident", "official without a desk", "another department", "superuser"],
)
def test_nobody_else_meets_an_appeal_anywhere(client, appeal, who):
    if who:
        client.force_login(who())
    for url in doors(appeal):
        found = text_of(client.get(url))
        assert [secret for secret in SECRETS if secret in found] == [], url
    by_number = text_of(client.get(f"/search/?q={appeal.number}"))
    assert appeal.get_absolute_url() not in by_number
    if who:
        answer = client.post(
            reverse("admin:civic_appeal_changelist"), {**EXPORT, "_selected_action": appeal.pk}
        )
        assert not any(secret in text_of(answer) for secret in SECRETS)


def test_those_who_have_it_meet_it_where_they_should(client, appeal):
    """The control of the test above: the data could leak."""
    for person in (RegistrarFactory(), DeskFactory()):
        client.force_login(person)
        hits = text_of(client.get("/search/?q=тема обращения"))
        assert appeal.get_absolute_url() in hits
        change = reverse("admin:civic_appeal_change", args=[appeal.pk])
        assert appeal.text in text_of(client.get(change))
        export = {**EXPORT, "_selected_action": appeal.pk}
        table = client.post(reverse("admin:civic_appeal_changelist"), export)
        assert appeal.number in text_of(table)
        card = client.get(reverse("admin:civic_appeal_card", args=[appeal.pk]))
        assert card["Content-Type"] == "application/pdf"


def test_a_draft_is_the_applicants_alone(client):
    draft = AppealFactory(state="draft")
    for person in (RegistrarFactory(), DeskFactory(), SuperuserFactory()):
        client.force_login(person)
        assert client.get(draft.get_absolute_url()).status_code == 404


def test_an_appeal_withdrawn_before_it_was_sent_is_nobodys_business(client):
    appeal = AppealFactory(state="withdrawn", sent_at=None, registered_at=None)
    client.force_login(RegistrarFactory())
    assert client.get(appeal.get_absolute_url()).status_code == 404


def test_the_queue_shows_only_what_is_on_the_desk(client):
    mine, other = AppealFactory(), AppealFactory(department=DepartmentFactory(code="roads"))
    client.force_login(DeskFactory())
    page = text_of(client.get(reverse("admin:queue")))
    assert (mine.number in page, other.number in page) == (True, False)


def test_ones_own_data_hold_ones_own_appeals(client, appeal):
    client.force_login(appeal.author)
    assert appeal.text in text_of(client.get(reverse("accounts:my_data")))
