"""Copies of documents for experts: drawn anew, names covered, checked by an official."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import rules
from grants.models import ApplicationDocument, BlindCopy, BlindPage
from portal.cases.actions import record
from portal.cases.clock import require
from portal.files.actions import attach_image
from portal.files.blurring import blurred
from portal.files.documents import Document
from portal.files.models import Attachment
from portal.files.pages import pages_of

INNER = ("application__organisation", "application__partner", "application__contest", "requirement")


def locked(document: ApplicationDocument) -> ApplicationDocument:
    rows = ApplicationDocument.objects.select_for_update(of=("self",))
    return rows.select_related(*INNER, "attachment").get(pk=document.pk)


@transaction.atomic
def make_blind_copy(
    document: ApplicationDocument, *, actor, upload: Document | None = None
) -> BlindCopy:
    """Draw the pages anew; of `upload` where the official brings a PDF made of an office document
    or a copy with names covered: its digest stands in the history beside the applicant's.

    An earlier copy goes. Raises ValidationError for a file no page can be drawn of.
    """
    fresh = locked(document)
    require(rules.may_blind(actor, fresh))
    if upload:
        body, extension = upload.body, upload.extension
    else:
        with fresh.attachment.file.open("rb") as stored:
            body, extension = stored.read(), fresh.attachment.file.name.rpartition(".")[2]
    pictures = pages_of(body, extension)
    drop_copies(fresh)
    copy = BlindCopy.objects.create(document=fresh, is_brought=upload is not None)
    for number, picture in enumerate(pictures, 1):
        page = BlindPage.objects.create(copy=copy, number=number)
        page.attachment = attach_image(page, picture, actor=actor)
        page.save(update_fields=["attachment"])
    told = {"of": fresh.attachment.sha256, "brought": upload.sha256 if upload else ""}
    record(fresh.application, "blind_made", actor=actor, note=str(copy), public=False, data=told)
    return copy


def drop_copies(document: ApplicationDocument) -> None:
    """The bytes follow with everything that was removed (portal.files.tasks)."""
    pages = BlindPage.objects.filter(copy__document=document)
    _remove(pages.values("attachment"))
    BlindCopy.objects.filter(document=document).delete()


def _remove(attachments) -> None:
    Attachment.objects.kept().filter(pk__in=attachments).update(removed_at=timezone.now())


@transaction.atomic
def blot_page(page: BlindPage, *, actor, box: tuple) -> BlindPage:
    """Cover a rectangle of a page (left, top, right, bottom from 0 to 1): no trace of it stays in
    the picture. Whoever checked the copy before has to look again.

    Raises ValidationError for no rectangle, and when the copy has been made anew meanwhile.
    """
    document = locked(page.copy.document)
    require(rules.may_blind(actor, document))
    # As it is under the lock: what another official has just covered stays covered.
    page = BlindPage.objects.select_related("attachment").filter(pk=page.pk).first()
    if page is None:
        raise ValidationError(_("Копию сделали заново. Посмотрите её страницы."))
    before = page.attachment
    with before.file.open("rb") as stored:
        body = stored.read()
    try:
        picture = blurred(f"page-{page.number}.jpg", body, box)
    except ValueError:
        raise ValidationError(_("Выделите прямоугольник на странице.")) from None
    _remove([before.pk])
    page.attachment = attach_image(page, picture, actor=actor)
    page.save(update_fields=["attachment"])
    BlindCopy.objects.filter(document=document).update(checked_by=None, checked_at=None)
    record(document.application, "blind_blotted", actor=actor, public=False)
    return page


@transaction.atomic
def check_blind_copy(document: ApplicationDocument, *, actor, seen: str) -> BlindCopy:
    """«Checked, no names»: from now on the experts of the application see the copy.

    `seen` is the fingerprint of the pages the official has looked at. Raises ValidationError when
    they are others now: nobody vouches for what they have not seen.
    """
    fresh = locked(document)
    require(rules.may_blind(actor, fresh))
    copy = BlindCopy.objects.filter(document=fresh).first()
    if copy is None:
        raise ValidationError(_("Сначала сделайте копию."))
    if copy.fingerprint() != seen:
        raise ValidationError(_("Страницы с тех пор изменились. Посмотрите их ещё раз."))
    copy.checked_by, copy.checked_at = actor, timezone.now()
    copy.save(update_fields=["checked_by", "checked_at"])
    record(fresh.application, "blind_checked", actor=actor, note=str(copy), public=False)
    return copy
