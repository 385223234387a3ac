"""Experts see documents without whoever applied: no name, no property, no hidden text."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from PIL import Image

from grants import actions
from grants.models import Application, BlindCopy
from portal.files.documents import prepare_document
from portal.files.models import Attachment
from tests.factories.blind_copies import copied, shown_document, telling_pdf
from tests.factories.expertise import ReviewFactory
from tests.factories.files import docx, pdf, photo
from tests.factories.organisations import MemberFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db


def pages(copy) -> list[Attachment]:
    return [page.attachment for page in copy.pages.all()]


def admin(document) -> str:
    return reverse("admin:grants_application_blind", args=[document.application_id, document.pk])


def checked(document, official) -> BlindCopy:
    seen = copied(document, official).fingerprint()
    return actions.check_blind_copy(document, actor=official, seen=seen)


def test_nothing_of_a_telling_file_is_left_but_its_pictures(client, official):
    document, review = shown_document(telling_pdf(pages=2))
    copy = checked(document, official)
    client.force_login(review.expert.user)
    text = client.get(review.get_absolute_url()).text
    assert "Смета" in text
    assert "leaky" not in text.lower()
    assert str(document.attachment_id) not in text
    for number, page in enumerate(pages(copy), 1):
        answer = client.get(page.get_absolute_url())
        body = b"".join(answer.streaming_content)
        assert answer.headers["Content-Disposition"] == f'inline; filename="page-{number}.jpg"'
        assert "no-store" in answer.headers["Cache-Control"]
        told = body + repr(answer.headers).encode()
        secrets = (b"Leaky", b"fpdf", b"PDF", document.attachment.sha256.encode())
        assert not any(secret in told for secret in secrets)


def test_an_expert_sees_no_copy_before_the_check_and_never_the_file(client, official):
    document, review = shown_document()
    copy = copied(document, official)
    address = pages(copy)[0].get_absolute_url()
    client.force_login(review.expert.user)
    assert client.get(address).status_code == 404
    assert "Смета" not in client.get(review.get_absolute_url()).text
    actions.check_blind_copy(document, actor=official, seen=copy.fingerprint())
    assert client.get(address).status_code == 200
    assert client.get(document.attachment.get_absolute_url()).status_code == 404


def test_nobody_else_opens_a_page_of_a_copy(client, official):
    document, _review = shown_document()
    address = pages(checked(document, official))[0].get_absolute_url()
    waiting = ReviewFactory(application=document.application)  # has not declared yet
    other = ReviewFactory(state="open")
    for person in (waiting.expert.user, other.expert.user, VerifiedUserFactory()):
        client.force_login(person)
        assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


def test_an_expert_who_recuses_or_turns_out_conflicted_loses_the_pages(client, official):
    document, review = shown_document()
    address = pages(checked(document, official))[0].get_absolute_url()
    client.force_login(review.expert.user)
    MemberFactory(organisation=document.application.organisation, user=review.expert.user)
    assert client.get(address).status_code == 404


def test_what_an_official_covers_is_gone_and_has_to_be_checked_again(client, official):
    document, review = shown_document()
    copy = checked(document, official)
    page = copy.pages.get()
    before = page.attachment
    client.force_login(official)
    client.post(admin(document), {"act": "blot", "page": page.pk, "top": "0", "bottom": "10",
                                  "left": "0", "right": "100"})  # fmt: skip
    page.refresh_from_db()
    copy.refresh_from_db()
    assert (copy.checked_at, page.attachment_id != before.pk) == (None, True)
    client.force_login(review.expert.user)
    for row in (before, page.attachment):
        assert client.get(row.get_absolute_url()).status_code == 404


def darkest(page) -> int:
    """Of the strip at the top of the page where its only text stands: 0 is black."""
    page.refresh_from_db()
    with page.attachment.file.open("rb") as stored:
        image = Image.open(stored).convert("L")
        return image.crop((0, 0, image.width, image.height // 12)).getextrema()[0]


def test_covering_takes_the_letters_off_the_page(official):
    document, _review = shown_document()
    page = copied(document, official).pages.get()
    assert darkest(page) < 100
    actions.blot_page(page, actor=official, box=(0, 0, 1, 0.1))
    assert darkest(page) > 180


def test_what_another_official_has_covered_meanwhile_stays_covered(official):
    document, _review = shown_document()
    page = copied(document, official).pages.get()
    late = type(page).objects.select_related("attachment").get(pk=page.pk)
    actions.blot_page(page, actor=official, box=(0, 0, 1, 0.1))
    actions.blot_page(late, actor=official, box=(0, 0.5, 1, 0.6))
    assert darkest(page) > 180


def test_a_page_of_a_copy_made_anew_is_not_covered_in_the_old_one(official):
    document, _review = shown_document()
    page = copied(document, official).pages.get()
    copied(document, official)
    with pytest.raises(ValidationError, match="заново"):
        actions.blot_page(page, actor=official, box=(0, 0, 1, 0.1))


def test_nobody_vouches_for_pages_made_after_they_looked(official):
    document, _review = shown_document()
    seen = copied(document, official).fingerprint()
    copied(document, official)
    with pytest.raises(ValidationError, match="изменились"):
        actions.check_blind_copy(document, actor=official, seen=seen)
    assert not BlindCopy.objects.checked().exists()


def test_an_official_makes_checks_and_shows_a_copy_by_the_buttons(client, official):
    document, _review = shown_document()
    client.force_login(official)
    client.post(admin(document), {"act": "check", "is_clean": "on"})
    assert not BlindCopy.objects.checked().exists()
    client.post(admin(document), {"act": "copy"})
    assert client.post(admin(document), {"act": "check"}).status_code == 422
    seen = BlindCopy.objects.get().fingerprint()
    assert seen in client.get(admin(document)).text
    client.post(admin(document), {"act": "check", "is_clean": "on", "seen": seen})
    assert BlindCopy.objects.checked().get().checked_by == official
    page = client.get(reverse("admin:grants_application_change", args=[document.application_id]))
    assert "проверена, без имён" in page.text


def test_an_office_document_is_refused_until_the_official_brings_a_picture(official):
    document, _review = shown_document(docx("Leaky.docx"))
    with pytest.raises(ValidationError, match="PDF или фотографии"):
        copied(document, official)
    own = prepare_document(photo())
    assert actions.make_blind_copy(document, actor=official, upload=own).pages.count() == 1


def test_an_official_brings_a_pdf_of_an_office_document_and_checks_it_as_any_copy(client, official):
    document, review = shown_document(docx("Leaky.docx"))
    client.force_login(official)
    assert "сохраните как PDF" in client.get(admin(document)).text
    assert client.post(admin(document), {"act": "copy"}).status_code == 422
    other = client.post(admin(document), {"act": "copy", "files": docx()})
    assert "Нужен PDF или картинка" in other.text
    client.post(admin(document), {"act": "copy", "files": telling_pdf(pages=2)})
    copy = BlindCopy.objects.get()
    assert (copy.is_brought, copy.pages.count(), copy.checked_at) == (True, 2, None)
    assert "Сверьте её с документом" in client.get(admin(document)).text
    page = copy.pages.first().attachment
    assert "Leaky" not in page.original_name
    client.force_login(review.expert.user)
    assert client.get(page.get_absolute_url()).status_code == 404
    actions.check_blind_copy(document, actor=official, seen=copy.fingerprint())
    assert client.get(page.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("file", [pdf, lambda: telling_pdf(pages=31)])
def test_a_damaged_or_endless_pdf_is_refused_in_words(client, official, file):
    document, _review = shown_document(file())
    client.force_login(official)
    answer = client.post(admin(document), {"act": "copy"})
    assert answer.status_code == 422
    assert "PDF" in answer.text


def test_only_documents_the_contest_shows_are_copied_and_only_by_whoever_checks(official):
    document, review = shown_document()
    for person in (review.expert.user, document.application.author, VerifiedUserFactory()):
        with pytest.raises(PermissionDenied):
            copied(document, person)
    document.requirement.shown_to_experts = False
    document.requirement.save()
    with pytest.raises(PermissionDenied, match="эксперты не видят"):
        copied(document, official)


def test_officials_find_the_applications_whose_copies_are_not_ready(official):
    document, _review = shown_document()
    assert Application.objects.without_copies().get() == document.application
    checked(document, official)
    assert not Application.objects.without_copies().exists()


def test_a_copy_made_anew_takes_the_old_pages_down(official):
    document, _review = shown_document()
    old = pages(copied(document, official))[0]
    copied(document, official)
    old.refresh_from_db()
    assert old.removed_at is not None
    assert Attachment.objects.kept().filter(pk=document.attachment_id).exists()
