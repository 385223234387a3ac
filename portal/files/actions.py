"""Keeping and removing files of a case."""

from pathlib import PurePosixPath

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.actions import record
from portal.files.documents import Document, prepare_document
from portal.files.images import Picture, prepare_image
from portal.files.models import Attachment
from portal.files.rules import may_remove

MAX_IMAGES = 10
MAX_DOCUMENTS = 20


def attach_image(
    case: models.Model, upload, *, actor, private: bool = False, caption: str = "", alt: str = ""
) -> Attachment:
    """Keep a photo of the case: an upload, or a Picture that ImagesField has already prepared.

    The caller has checked that the actor may change the case. Raises ValidationError with a Russian
    sentence when the photo is unfit or the case has MAX_IMAGES already.
    """
    picture = upload if isinstance(upload, Picture) else prepare_image(upload)
    return _keep(
        case,
        picture,
        Attachment.Kind.IMAGE,
        MAX_IMAGES,
        uploaded_by=actor,
        is_private=private,
        caption=caption[:200],
        alt=alt[:200],
    )


def attach_document(
    case: models.Model, upload, *, actor, private: bool = False, caption: str = ""
) -> Attachment:
    """Keep a document of the case: an upload, or a Document that DocumentsField has prepared."""
    document = upload if isinstance(upload, Document) else prepare_document(upload)
    return _keep(
        case,
        document,
        Attachment.Kind.DOCUMENT,
        MAX_DOCUMENTS,
        uploaded_by=actor,
        is_private=private,
        caption=caption[:200],
    )


@transaction.atomic
def remove_file(attachment: Attachment, *, actor, note: str = "") -> None:
    """Hide the file from everybody and say so in the history of the case.

    The bytes follow 30 days later (tasks.forget_removed). Raises PermissionDenied, or
    ValidationError when somebody removes another person's file without a reason.
    """
    if not may_remove(actor, attachment):
        raise PermissionDenied(_("Удалить этот файл вы не можете."))
    own = attachment.uploaded_by_id == actor.pk
    if not own and not note.strip():
        raise ValidationError({"note": _("Укажите причину: её увидит автор.")})
    now = timezone.now()
    if not Attachment.objects.kept().filter(pk=attachment.pk).update(removed_at=now):
        raise PermissionDenied(_("Этот файл уже удалён."))
    attachment.removed_at = now
    data = {"file": str(attachment.pk)}
    record(attachment.case, "file_removed", actor=actor, note=note, public=False, data=data)


@transaction.atomic
def _keep(
    case: models.Model, ready: Picture | Document, kind: str, limit: int, **fields
) -> Attachment:
    # Locks the case, so that two uploads at once do not both see the last free place.
    type(case)._base_manager.select_for_update().get(pk=case.pk)
    if Attachment.objects.of(case).kept().filter(kind=kind).count() >= limit:
        raise ValidationError(
            _("Больше файлов не поместится: не больше %(limit)d.") % {"limit": limit}
        )
    row = Attachment(
        case=case,
        kind=kind,
        original_name=_named(ready),
        media_type=ready.content_type,
        size=len(ready.body),
        sha256=ready.sha256,
        width=ready.width,
        height=ready.height,
        **fields,
    )
    row.file.save(f"whole.{ready.extension}", ContentFile(ready.body), save=False)
    if ready.thumb:
        row.thumb.save(f"thumb.{ready.extension}", ContentFile(ready.thumb), save=False)
    row.save(force_insert=True)
    return row


def _named(ready: Picture | Document) -> str:
    """The person's own name of the file with the extension the bytes now have."""
    return f"{PurePosixPath(ready.name).stem[:90]}.{ready.extension}"
