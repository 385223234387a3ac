"""Filing a mini-project and changing its card."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.actions import record
from portal.cases.clock import require
from portal.files.actions import attach_image
from volunteers.actions.locks import locked_project, locked_user
from volunteers.models import MiniProject, MiniProjectState, Need
from volunteers.rules import miniprojects as rules

WAITING_AT_ONCE = 3
# What an official has let out stays as promised to donors; the rest the organiser changes freely.
FREE = ("about", "contact", "address", "district", "latitude", "longitude")


@transaction.atomic
def file_project(*, actor, needs: list[Need], photos=(), **fields) -> MiniProject:
    """Send a mini-project to be looked at.

    Raises PermissionDenied, ValidationError for too many that wait or for nothing needed.
    """
    require(rules.may_file(actor))
    _check(actor, needs, fields)
    locked_user(actor.pk)
    if MiniProject.objects.waiting().filter(author=actor).count() >= WAITING_AT_ONCE:
        raise ValidationError(_("Ваши мини-проекты ещё рассматривают. Дождитесь ответа."))
    project = MiniProject.objects.create(author=actor, **fields)
    _set_needs(project, needs)
    for photo in photos:
        attach_image(project, photo, actor=actor)
    record(project, "created", actor=actor, to_state=project.state, public=False)
    return project


def _check(actor, needs: list, fields: dict) -> None:
    organisation = fields.get("organisation")
    if organisation and not (verdict := rules.may_speak_for(actor, organisation)):
        raise ValidationError({"organisation": verdict.reason})
    if not needs:
        raise ValidationError(_("Напишите хотя бы одно: кто, что или сколько денег нужно."))
    if fields["pledges_until"] < timezone.localdate():
        raise ValidationError({"pledges_until": _("Этот день уже прошёл.")})


def _set_needs(project: MiniProject, needs: list[Need]) -> None:
    project.needs.all().delete()
    for need in needs:
        need.pk, need.project = None, project
    Need.objects.bulk_create(needs)


@transaction.atomic
def edit_project(
    project: MiniProject, *, actor, needs: list[Need] | None = None, photos=(), **fields
) -> MiniProject:
    """Change the card; after publication the name, the dates and the needs stay."""
    fresh = locked_project(project.pk)
    require(rules.may_edit(actor, fresh))
    is_out = fresh.state == MiniProjectState.OPEN
    if not is_out:
        _check(actor, needs, fields)
        _set_needs(fresh, needs)
    changed = [name for name in fields if not is_out or name in FREE]
    for name in changed:
        setattr(fresh, name, fields[name])
    fresh.save(update_fields=[*changed, "updated_at"])
    for photo in photos:
        attach_image(fresh, photo, actor=actor)
    record(fresh, "edited", actor=actor, public=False)
    return fresh
