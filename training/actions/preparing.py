"""A session prepared by its organiser: dates, schedule, materials; who has a place is told."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.files.actions import attach_document
from portal.files.models import Attachment
from portal.notifications.actions import notify
from training import rules
from training.actions.letters import TOPIC, told
from training.actions.places import locked
from training.models import Material, Meeting, Session, SessionState

# What may change once people rely on the session; its dates and its terms stay.
LIVELY = ("place", "lecturers")


@transaction.atomic
def edit_session(session: Session, *, actor, **fields) -> Session:
    """Change a draft wholly, an announced session only where nobody's day changes."""
    fresh = locked(session.pk)
    require(rules.may_prepare(actor, fresh, database_now()))
    is_draft = fresh.state == SessionState.DRAFT
    changed = {name: value for name, value in fields.items() if is_draft or name in LIVELY}
    moved = "place" in changed and changed["place"] != fresh.place
    if "lecturers" in changed:
        fresh.lecturers.set(changed.pop("lecturers"))
    for name, value in changed.items():
        setattr(fresh, name, value)
    fresh.validate_constraints()
    fresh.save(update_fields=[*changed, "updated_at"])
    record(fresh, "edited", actor=actor, public=False)
    if moved:
        tell_of_change(fresh, actor, _("Где учимся: %(place)s") % {"place": fresh.place})
    return fresh


@transaction.atomic
def save_meeting(session: Session, *, actor, meeting: Meeting | None = None, **fields) -> Meeting:
    """Put a meeting into the schedule or change it. Raises ValidationError outside the dates."""
    fresh = locked(session.pk)
    require(rules.may_prepare(actor, fresh, database_now()))
    row = meeting or Meeting(session=fresh)
    for name, value in fields.items():
        setattr(row, name, value)
    if not fresh.starts_at <= row.starts_at < row.ends_at <= fresh.ends_at:
        raise ValidationError(
            {"starts_at": _("Занятие — внутри срока обучения, и кончается позже, чем начинается.")}
        )
    row.save()
    tell_of_change(fresh, actor, f"{row.title}: {told(row.starts_at)}")
    return row


@transaction.atomic
def drop_meeting(meeting: Meeting, *, actor) -> None:
    """Take a meeting out of the schedule; one with marks of attendance stays."""
    fresh = locked(meeting.session_id)
    require(rules.may_prepare(actor, fresh, database_now()))
    if meeting.present.exists():
        raise ValidationError(_("На занятии уже отмечены люди: убрать его нельзя."))
    note = _("Занятия не будет: %(title)s, %(when)s") % {
        "title": meeting.title,
        "when": told(meeting.starts_at),
    }
    meeting.delete()
    tell_of_change(fresh, actor, note)


def tell_of_change(session: Session, actor, note: str) -> None:
    """Say it in the history, and by letter to who has a place; a draft has nobody to tell."""
    is_draft = session.state == SessionState.DRAFT
    event = record(session, "schedule", actor=actor, note=note, public=not is_draft)
    if is_draft:
        return
    rows = session.enrolments.filter(state__in=("admitted", "enrolled")).select_related("user")
    notify(
        event,
        [row.user for row in rows],
        topic=TOPIC,
        subject=gettext_lazy("Изменилось расписание обучения"),
        body=f"{session}\n\n{note}",
        url=session.get_absolute_url(),
    )


@transaction.atomic
def add_material(session: Session, *, actor, files=(), **fields) -> Material:
    """Give the people of one session a text, a link or files."""
    require(rules.may_prepare(actor, session, database_now()))
    if not (files or fields.get("text", "").strip() or fields.get("link")):
        raise ValidationError(_("Напишите текст, дайте ссылку или приложите файл."))
    row = Material.objects.create(session=session, programme=session.programme, **fields)
    for document in files:
        attach_document(row, document, actor=actor)
    record(session, "material", actor=actor, note=row.title, public=False)
    return row


@transaction.atomic
def drop_material(material: Material, *, actor) -> None:
    """Take it away; its files open for nobody any more."""
    require(rules.may_prepare(actor, material.session, database_now()))
    Attachment.objects.of(material).kept().update(removed_at=database_now())
    record(material.session, "material_dropped", actor=actor, note=material.title, public=False)
    material.delete()
