"""A group's library of shifts: kept under a name, made into one shift or a weekly series."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.clock import database_now, require
from volunteers import rules
from volunteers.actions.hours import length
from volunteers.actions.locks import locked_group
from volunteers.actions.shifts import create_shift, publish_shift, set_skills
from volunteers.models import SKILLS, WORK, Shift, ShiftTemplate, VolunteerGroup

WEEK = timedelta(days=7)
KEPT = 100  # templates of one group


@transaction.atomic
def keep_template(
    group: VolunteerGroup, *, actor, template: ShiftTemplate | None = None, **fields
) -> ShiftTemplate:
    """Write a template down, or change `template` of the group.

    Raises PermissionDenied, ValidationError for a name that is taken.
    """
    require(rules.may_run_active(actor, locked_group(group.pk)))
    row = ShiftTemplate(group=group)
    if template is not None:
        row = group.shift_templates.select_related("group").filter(pk=template.pk).first()
        if row is None:
            raise ValidationError(_("Шаблон удалили."))
    if row.pk is None and group.shift_templates.count() >= KEPT:
        raise ValidationError(_("Шаблонов уже много. Удалите лишние."))
    if group.shift_templates.filter(name=fields["name"]).exclude(pk=row.pk).exists():
        raise ValidationError({"name": _("Шаблон с таким названием уже есть.")})
    skills = {name: fields.pop(name) for name in SKILLS if name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    set_skills(row, skills)
    return row


@transaction.atomic
def keep_shift_as_template(shift: Shift, *, actor, name: str) -> ShiftTemplate:
    """A template like the shift: how long it lasts, whom it needs, not when."""
    same = {field: getattr(shift, field) for field in (*WORK, "place")}
    skills = {field: getattr(shift, field).all() for field in SKILLS}
    leave = (shift.starts_at - shift.leave_until) // timedelta(hours=1)
    return keep_template(
        shift.group,
        actor=actor,
        name=name,
        hours=length(shift.starts_at, shift.ends_at),
        leave_hours=min(max(leave, 0), 720),
        **same,
        **skills,
    )


@transaction.atomic
def remove_template(template: ShiftTemplate, *, actor) -> None:
    """The shifts made from it stay as they are."""
    require(rules.may_keep_template(actor, template))
    template.delete()


@transaction.atomic
def shifts_from_template(
    template: ShiftTemplate,
    group: VolunteerGroup,
    *,
    actor,
    starts_at: datetime,
    place: str,
    weeks: int = 1,
    announce: bool = False,
) -> list[Shift]:
    """A shift at `starts_at`, and at the same hour of the next weeks up to `weeks` in all.

    A week that has it already is passed over, so pressing twice adds nothing.
    """
    fresh = locked_group(group.pk)
    require(rules.may_use_template(actor, fresh, template))
    if starts_at <= database_now():
        raise ValidationError({"starts_at": _("Начало — в будущем.")})
    made = []
    for week in range(weeks):
        start = starts_at + week * WEEK
        if not fresh.shifts.filter(title=template.title, starts_at=start).exists():
            shift = _made(template, fresh, actor, start, place)
            if announce:
                publish_shift(shift, actor=actor)
            made.append(shift)
    return made


def _made(template, group, actor, start: datetime, place: str) -> Shift:
    same = {name: getattr(template, name) for name in WORK}
    skills = {name: getattr(template, name).all() for name in SKILLS}
    moments = {
        "starts_at": start,
        "ends_at": start + timedelta(minutes=int(template.hours * 60)),
        "leave_until": max(start - timedelta(hours=template.leave_hours), database_now()),
    }
    return create_shift(group, actor=actor, place=place, **same, **skills, **moments)
