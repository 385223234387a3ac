"""Keeping, seeing and removing files of a case. A budget project serves as the case."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.cases.models import CaseEvent
from portal.files import actions, tasks
from portal.files.actions import attach_document, attach_image, remove_file
from portal.files.models import Attachment
from portal.files.personal_data import collect
from tests.factories.budgeting import ProjectFactory
from tests.factories.files import docx, pdf, photo, upload
from tests.factories.people import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(state="published")


def attached(project, **fields):
    return attach_document(project, pdf(), actor=project.author, **fields)


def status(client, attachment, user=None):
    if user:
        client.force_login(user)
    else:
        client.logout()
    return client.get(attachment.get_absolute_url()).status_code


def test_an_author_attaches_a_photo_and_everybody_sees_it(client, project):
    image = attach_image(project, photo("двор.png", kind="PNG"), actor=project.author)
    response = client.get(image.get_absolute_url())
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in response
    assert image.original_name == "двор.jpg"
    assert client.get(image.get_thumb_url()).status_code == 200


def test_a_document_is_only_ever_a_download_in_a_sandbox(client, project):
    document = attach_document(project, docx("смета.docx"), actor=project.author)
    response = client.get(document.get_absolute_url())
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D1%81")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response) == docx().read()


def test_a_document_has_no_thumbnail(client, project):
    assert client.get(attached(project).get_thumb_url()).status_code == 404


def test_a_file_of_a_hidden_case_opens_for_its_author_alone(client):
    project = ProjectFactory(state="draft")
    image = attach_image(project, photo(), actor=project.author)
    assert status(client, image) == 404
    assert status(client, image, UserFactory()) == 404
    assert status(client, image, project.author) == 200
    assert client.get(image.get_absolute_url())["Cache-Control"] == "private, no-store"


def test_a_private_document_of_a_visible_case_opens_for_uploader_and_staff(client, project):
    document = attached(project, private=True)
    assert status(client, document) == 404
    assert status(client, document, UserFactory()) == 404
    assert status(client, document, StaffFactory()) == 404
    assert status(client, document, project.author) == 200
    assert status(client, document, StaffFactory(permissions=["files.view_private"])) == 200


def test_an_unknown_file_and_a_removed_one_are_not_found(client, project):
    document = attached(project)
    assert client.get("/files/00000000-0000-4000-8000-000000000000/").status_code == 404
    Attachment.objects.update(removed_at=timezone.now())
    assert status(client, document, project.author) == 404


def test_a_file_of_a_case_that_is_gone_is_not_found(client, project):
    document = attached(project)
    Attachment.objects.update(object_id=project.pk + 1000)
    assert status(client, document, project.author) == 404


def test_a_file_whose_bytes_are_lost_is_not_found(client, project):
    document = attached(project)
    document.file.storage.delete(document.file.name)
    assert status(client, document) == 404


def test_a_forged_name_cannot_leave_the_header_or_the_folder(client, project):
    forged = upload("../../a\r\nSet-Cookie: x=1\u202e.docx", docx().read())
    document = attach_document(project, forged, actor=project.author)
    response = client.get(document.get_absolute_url())
    assert "\r" not in response["Content-Disposition"]
    assert "Set-Cookie" not in response.headers
    assert document.file.name == f"attachments/{document.pk.hex[:2]}/{document.pk.hex}-whole.docx"


def test_a_case_takes_no_more_files_than_the_limit(project, monkeypatch):
    monkeypatch.setattr(actions, "MAX_DOCUMENTS", 2)
    first = attached(project)
    attached(project)
    with pytest.raises(ValidationError, match="не больше 2"):
        attached(project)
    first.removed_at = timezone.now()
    first.save()
    assert attached(project)


def test_an_unfit_file_leaves_nothing_behind(project):
    with pytest.raises(ValidationError):
        attach_image(project, upload("photo.jpg", b"<svg/>"), actor=project.author)
    assert not Attachment.objects.exists()


def test_a_moderator_removes_a_file_with_a_reason_and_the_history_says_so(client, project):
    document = attached(project)
    moderator = StaffFactory(permissions=["files.moderate"])
    with pytest.raises(ValidationError):
        remove_file(document, actor=moderator, note=" ")
    remove_file(document, actor=moderator, note="Личные данные соседей")
    event = CaseEvent.objects.of(project).latest("id")
    assert (event.kind, event.actor, event.note) == (
        "file_removed",
        moderator,
        "Личные данные соседей",
    )
    assert status(client, document) == 404


@pytest.mark.parametrize("stranger", [UserFactory, StaffFactory, AnonymousUser])
def test_a_stranger_cannot_remove_a_file(project, stranger):
    document = attached(project)
    with pytest.raises(PermissionDenied):
        remove_file(document, actor=stranger(), note="просто так")
    assert Attachment.objects.kept().count() == 1


def test_an_uploader_removes_a_file_only_while_the_case_lets_it(project, monkeypatch):
    document = attached(project)
    with pytest.raises(PermissionDenied):
        remove_file(document, actor=project.author)
    monkeypatch.setattr(
        type(project), "files_may_be_changed_by", lambda self, user: True, raising=False
    )
    remove_file(document, actor=project.author)
    assert not Attachment.objects.kept().exists()


def test_a_file_removed_twice_has_one_event(project):
    document = attached(project)
    copy = Attachment.objects.get(pk=document.pk)
    moderator = StaffFactory(permissions=["files.moderate"])
    remove_file(document, actor=moderator, note="Личные данные")
    with pytest.raises(PermissionDenied):
        remove_file(copy, actor=moderator, note="Личные данные")
    assert CaseEvent.objects.filter(kind="file_removed").count() == 1


def test_removed_bytes_are_forgotten_after_thirty_days(project):
    old, fresh, kept = attached(project), attached(project), attached(project)
    now = timezone.now()
    Attachment.objects.filter(pk=old.pk).update(removed_at=now - timedelta(days=31))
    Attachment.objects.filter(pk=fresh.pk).update(removed_at=now - timedelta(days=29))
    assert tasks.forget_removed() == 1
    assert not old.file.storage.exists(old.file.name)
    assert fresh.file.storage.exists(fresh.file.name)
    assert kept.file.storage.exists(kept.file.name)
    assert tasks.forget_removed() == 0


def test_my_data_lists_the_files_a_person_uploaded(project):
    attached(project)
    attach_document(project, pdf(), actor=UserFactory())
    assert [row["name"] for row in collect(project.author)["files"]] == ["protocol.pdf"]
