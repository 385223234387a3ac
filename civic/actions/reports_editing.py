"""What officials correct: the text (the original stays), photos, notes, words of a caller."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from civic.actions.reports_drafts import missing, put_forward, title_of
from civic.actions.reports_guard import require
from civic.actions.reports_letters import tell
from civic.models import Report
from civic.rules import reports as rights
from portal.cases.actions import record
from portal.cases.models import CaseEvent
from portal.files.actions import attach_image, remove_file
from portal.files.blurring import blurred
from portal.files.models import Attachment
from portal.places.geo import district_at

EDITABLE = ("category", "text", "address", "latitude", "longitude", "is_private")
TOLD_BY_PHONE = ("category", "text", "point")


@transaction.atomic
def edit_report(report: Report, *, actor, note: str, **fields) -> CaseEvent | None:
    """Correct the report; what it said before stays in its history, for officials.

    None when nothing changed. Raises ValidationError without a reason.
    """
    require(rights.may_redact(actor, report))
    fresh = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    changed = {
        name: value
        for name, value in fields.items()
        if name in EDITABLE and getattr(fresh, name) != value
    }
    if not changed:
        return None
    if not note.strip():
        raise ValidationError({"note": _("Укажите причину: её увидит автор.")})
    before = {name: _plain(getattr(fresh, name)) for name in changed}
    for name, value in changed.items():
        setattr(fresh, name, value)
    if {"latitude", "longitude"} & changed.keys():
        known = fresh.latitude is not None
        fresh.district = district_at(fresh.latitude, fresh.longitude) if known else None
    fresh.title = title_of(fresh)
    fresh.save(update_fields=[*changed, "district", "title", "updated_at"])
    report.refresh_from_db()
    event = record(report, "edited", actor=actor, note=note, data={"before": before})
    tell(report, event)
    return event


def _plain(value):
    """What JSON keeps."""
    return value if isinstance(value, bool | str) or value is None else str(value)


def add_note(report: Report, *, actor, text: str) -> CaseEvent:
    """An internal note: officials read it in the history, nobody else."""
    require(rights.may_note(actor, report))
    if not text.strip():
        raise ValidationError({"note": _("Напишите заметку.")})
    return record(report, "internal", actor=actor, note=text, public=False)


@transaction.atomic
def blur_photo(report: Report, *, actor, photo: Attachment, box: tuple, note: str) -> Attachment:
    """Hide a rectangle of a photo (left, top, right, bottom from 0 to 1); the photo before it is
    taken down. Raises ValidationError for an empty rectangle or a missing reason.
    """
    require(rights.may_redact(actor, report))
    with photo.file.open("rb") as stored:
        body = stored.read()
    try:
        picture = blurred(photo.original_name, body, box)
    except ValueError:
        raise ValidationError(_("Выделите прямоугольник на фотографии.")) from None
    remove_file(photo, actor=actor, note=note)
    fresh = attach_image(
        report, picture, actor=photo.uploaded_by, caption=photo.caption, alt=photo.alt
    )
    data = {"before": str(photo.pk), "after": str(fresh.pk)}
    record(report, "blurred", actor=actor, note=note, data=data)
    return fresh


@transaction.atomic
def enter_report(*, actor, photos=(), contact: str = "", reporter=None, **fields) -> Report:
    """A report of a resident who called or came; `reporter` is the account, if there is one.

    Nobody sends a photo by telephone, and the questions of the category are asked in the call: the
    text says what is known. Raises ValidationError naming what else is missing.
    """
    require(rights.may_enter(actor))
    known = fields.get("latitude") is not None
    place = district_at(fields["latitude"], fields["longitude"]) if known else None
    report = Report.objects.create(
        **fields,
        district=place,
        reporter=reporter,
        contact=contact,
        entered_by=actor,
        source=Report.Source.OFFICIAL,
        created_at=timezone.now(),
    )
    for picture in photos:
        attach_image(report, picture, actor=actor)
    if lacks := [words for name, words in missing(report).items() if name in TOLD_BY_PHONE]:
        raise ValidationError(lacks)
    put_forward(report, actor=None)
    return report
