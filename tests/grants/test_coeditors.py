"""An application written together: who is invited, what they may, how they leave."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from grants import actions, rules
from grants.models import Application, CoEditor, conflicting
from grants.personal_data import collect
from portal.notifications.models import Notification
from tests.factories.grants import officer
from tests.factories.organisations import MemberFactory
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bookkeeper():
    return UserFactory(first_name="Демо", last_name="Бухгалтерова")


def joined(application, user, role="editor") -> CoEditor:
    owner = application.author
    row = actions.invite_editor(application, actor=owner, email=user.email, role=role)
    actions.answer_invitation(row, actor=user, accept=True)
    return row


def address(application, tail="") -> str:
    return f"{application.get_absolute_url()}{tail}"


def test_an_invited_editor_agrees_and_writes_but_never_submits(client, ready, bookkeeper):
    client.force_login(ready.author)
    client.post(address(ready, "editors/"), {"email": bookkeeper.email.upper(), "role": "editor"})
    client.force_login(bookkeeper)
    assert client.get(address(ready, "edit/budget/")).status_code == 404
    assert ready.title in client.get("/grants/my/").text
    client.post(f"/grants/invitations/{CoEditor.objects.get().pk}/", {"accept": "1"})
    client.post(address(ready, "edit/about/"), {"title": "Дописано", "summary": "Вместе"})
    ready.refresh_from_db()
    assert ready.title == "Дописано"
    with pytest.raises(PermissionDenied):
        actions.submit(ready, actor=bookkeeper)


def test_an_invited_reader_reads_and_writes_nothing(client, ready, bookkeeper):
    joined(ready, bookkeeper, "reader")
    client.force_login(bookkeeper)
    assert client.get(address(ready)).status_code == 200
    assert client.post(address(ready, "edit/about/"), {"title": "Чужое"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.save_application(ready, actor=bookkeeper, values={"title": "Чужое"})


def test_an_invitation_opens_nothing_until_it_is_accepted_and_after_it_is_declined(
    client, ready, bookkeeper
):
    row = actions.invite_editor(ready, actor=ready.author, email=bookkeeper.email, role="editor")
    client.force_login(bookkeeper)
    assert client.get(address(ready)).status_code == 404
    client.post(f"/grants/invitations/{row.pk}/", {"accept": "0"})
    assert client.get(address(ready)).status_code == 404
    assert not CoEditor.objects.exists()


def test_nobody_else_answers_an_invitation(client, ready, bookkeeper):
    row = actions.invite_editor(ready, actor=ready.author, email=bookkeeper.email, role="editor")
    other = VerifiedUserFactory()
    client.force_login(other)
    assert client.post(f"/grants/invitations/{row.pk}/", {"accept": "1"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.answer_invitation(row, actor=other, accept=True)


def test_only_the_owner_invites_and_only_until_the_submission(ready, bookkeeper, official):
    editor = MemberFactory(organisation=ready.organisation, role="editor").user
    guest = VerifiedUserFactory()
    joined(ready, guest)
    for person in (editor, guest, official, UserFactory()):
        with pytest.raises(PermissionDenied):
            actions.invite_editor(ready, actor=person, email=bookkeeper.email, role="editor")
    Application.objects.filter(pk=ready.pk).update(state="submitted")
    with pytest.raises(PermissionDenied, match="пока заявка не подана"):
        actions.invite_editor(ready, actor=ready.author, email=bookkeeper.email, role="editor")


def test_the_answer_does_not_tell_whether_the_address_has_an_account(client, ready, bookkeeper):
    client.force_login(ready.author)
    pages = [
        client.post(address(ready, "editors/"), {"email": email, "role": "reader"}, follow=True)
        for email in (bookkeeper.email, "nobody@example.org")
    ]
    assert all("Приглашение отправлено" in page.text for page in pages)
    assert bookkeeper.last_name not in pages[1].text
    assert Notification.objects.filter(recipient=bookkeeper).exists()
    assert [letter.to for letter in mail.outbox] == [["nobody@example.org"]]


def test_letters_to_strangers_are_few(ready):
    for number in range(20):
        row = actions.invite_editor(
            ready, actor=ready.author, email=f"one{number}@example.org", role="reader"
        )
        actions.remove_editor(row, actor=ready.author)
    with pytest.raises(ValidationError, match="завтра"):
        actions.invite_editor(ready, actor=ready.author, email="two@example.org", role="reader")


def test_a_second_invitation_changes_the_role_only(ready, bookkeeper):
    row = joined(ready, bookkeeper, "reader")
    actions.invite_editor(ready, actor=ready.author, email=bookkeeper.email, role="editor")
    row.refresh_from_db()
    assert (row.role, row.user) == ("editor", bookkeeper)


def test_the_owner_removes_and_a_coeditor_leaves(client, ready, bookkeeper):
    row, guest = joined(ready, bookkeeper), VerifiedUserFactory()
    other = joined(ready, guest)
    with pytest.raises(PermissionDenied):
        actions.remove_editor(row, actor=guest)
    client.force_login(guest)
    client.post(address(ready, f"editors/{other.pk}/remove/"))
    actions.remove_editor(row, actor=ready.author)
    assert not CoEditor.objects.exists()
    assert client.get(address(ready)).status_code == 404


def test_a_coeditor_neither_checks_nor_scores_the_application(ready):
    insider = officer()
    joined(ready, insider)
    Application.objects.filter(pk=ready.pk).update(state="submitted", submitted_at=ready.created_at)
    ready.refresh_from_db()
    assert not rules.may_check(insider, ready)
    assert Application.objects.filter(conflicting(insider), pk=ready.pk).exists()


def test_an_invitation_alone_makes_no_conflict(ready, bookkeeper):
    """Otherwise an applicant would choose its experts by inviting the others."""
    actions.invite_editor(ready, actor=ready.author, email=bookkeeper.email, role="editor")
    assert not Application.objects.filter(conflicting(bookkeeper), pk=ready.pk).exists()


def test_a_coeditor_gets_the_letters_and_opens_the_documents(client, ready, bookkeeper, official):
    joined(ready, bookkeeper)
    actions.submit(ready, actor=ready.author)
    actions.take(ready, actor=official)
    actions.return_application(ready, actor=official, note="Приложите смету")
    letters = Notification.objects.filter(recipient=bookkeeper, channel="inbox")
    assert any("Приложите смету" in str(row.body) for row in letters)


def test_a_submitted_version_shows_who_submitted_it(client, ready):
    actions.submit(ready, actor=ready.author)
    client.force_login(ready.author)
    row = ready.versions.get()
    assert f"{row.created_at:%M:%S}, {ready.author}" in client.get(address(ready)).text


def test_an_erased_person_leaves_no_address_and_my_data_lists_what_there_is(ready, bookkeeper):
    joined(ready, bookkeeper)
    assert collect(bookkeeper)["grant_invitations"][0]["email"] == bookkeeper.email
    actions.forget_person(bookkeeper)
    assert not CoEditor.objects.exists()
