"""Marks by criteria: each member alone, the facts an official checks, projects taken out."""

from collections.abc import Mapping

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.actions.commission import locked
from budgeting.actions.commission_rating import contest_of
from budgeting.models import Commission, Exclusion, ExpertSheet, Project, ProjectFact, Seat
from budgeting.rules import commission as rights
from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.scoring.actions import give_mark
from portal.scoring.models import Criterion, Mark

FACTS = (
    "territory_residents",
    "meeting_present",
    "meeting_residents",
    "is_accessible",
    "publications",
    "by_tos",
    "source",
)


@transaction.atomic
def save_sheet(
    commission: Commission,
    project: Project,
    *,
    actor,
    marks: Mapping[str, object],
    note: str = "",
    exclusion: str = "",
    is_final: bool = False,
) -> ExpertSheet:
    """Keep the member's own marks by code of criterion; `is_final` closes the sheet for good.

    Raises PermissionDenied with the reason; ValidationError for a mark outside its scale, an
    unknown ground, a sheet already final, or a final one with a mark missing.
    """
    sheet = _own_sheet(commission, project, actor)
    criteria = {row.code: row for row in expert_criteria(sheet.commission)}
    if exclusion and exclusion not in grounds_of(sheet.commission):
        raise ValidationError({"exclusion": _("Такого основания нет.")})
    if unknown := set(marks) - set(criteria):
        raise ValueError(f"not a criterion of experts: {unknown}")
    for code, value in marks.items():
        if value is not None:
            give_mark(criteria[code], project, actor=actor, value=value)
    missing = [row.name for code, row in criteria.items() if marks.get(code) is None]
    if is_final and missing:
        raise ValidationError(_("Нет оценки: %(names)s.") % {"names": "; ".join(missing)})
    sheet.note, sheet.exclusion = note, exclusion
    sheet.final_at = timezone.now() if is_final else None
    sheet.save()
    return sheet


@transaction.atomic
def recuse(commission: Commission, project: Project, *, actor, note: str) -> ExpertSheet:
    """Step aside from one project for good: a conflict of interest, told in the note."""
    sheet = _own_sheet(commission, project, actor)
    if not note.strip():
        raise ValidationError({"note": _("Укажите, почему вы не можете судить об этом проекте.")})
    own_marks(sheet).delete()
    sheet.note, sheet.exclusion, sheet.is_recused = note.strip(), "", True
    sheet.final_at = timezone.now()
    sheet.save()
    return sheet


def _own_sheet(commission: Commission, project: Project, actor) -> ExpertSheet:
    """The member's sheet of the project, locked and still open."""
    fresh = locked(commission)
    seat = Seat.objects.filter(commission=fresh, user=actor).select_for_update().first()
    project = contest_of(fresh).filter(pk=project.pk).first()
    if project is None or not fresh.by_criteria:
        raise ValidationError(_("Этот проект комиссия по критериям не оценивает."))
    require(rights.may_mark(actor, fresh, seat, project, database_now()))
    sheet, _new = ExpertSheet.objects.get_or_create(commission=fresh, seat=seat, project=project)
    if sheet.final_at:
        raise ValidationError(_("Ваши оценки этого проекта окончательные, изменить их нельзя."))
    sheet.commission, sheet.seat, sheet.project = fresh, seat, project
    return sheet


def expert_criteria(commission: Commission) -> list[Criterion]:
    if commission.criteria is None:
        return []
    return list(commission.criteria.criteria.filter(formula=Criterion.Formula.EXPERT))


def grounds_of(commission: Commission) -> dict[str, str]:
    """The grounds of exclusion of the set: code and words."""
    rows = commission.criteria.exclusions if commission.criteria else []
    return {row["code"]: row["ru"] for row in rows}


def own_marks(sheet: ExpertSheet):
    return Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Project),
        object_id=sheet.project_id,
        expert=sheet.seat.user_id,
    )


def marks_by_code(sheet: ExpertSheet) -> dict:
    return dict(own_marks(sheet).values_list("criterion__code", "value"))


@transaction.atomic
def enter_facts(commission: Commission, project: Project, *, actor, **facts) -> ProjectFact:
    """Keep what the automatic criteria need, with its source; the change is public.

    Raises ValidationError without a source or for more people at the meeting than live there.
    """
    fresh = locked(commission)
    require(rights.may_prepare_assessment(actor, fresh))
    if unknown := set(facts) - set(FACTS):
        raise ValueError(f"not a fact: {unknown}")
    if not facts.get("source", "").strip():
        raise ValidationError({"source": _("Укажите, откуда это известно: это увидят все.")})
    present, adults = facts.get("meeting_present"), facts.get("meeting_residents")
    if present is not None and adults is not None and present > adults:
        raise ValidationError({"meeting_present": _("Участников больше, чем жителей.")})
    row, _new = ProjectFact.objects.update_or_create(
        project=project, defaults={**facts, "entered_by": actor}
    )
    note = f"«{project.title}»: {facts['source'].strip()}"
    record(fresh, "facts", actor=actor, note=note, data={"project": project.pk})
    return row


@transaction.atomic
def exclude_project(
    commission: Commission, project: Project, *, actor, ground: str, reason: str
) -> Exclusion:
    """Take a project out of the contest on one of the grounds. Raises ValidationError."""
    fresh = locked(commission)
    require(rights.may_prepare_assessment(actor, fresh))
    grounds = grounds_of(fresh)
    if ground not in grounds:
        raise ValidationError({"ground": _("Выберите основание.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидят все.")})
    if project.round_id != fresh.round_id:
        raise ValidationError({"project": _("Это проект другого раунда.")})
    row, _new = Exclusion.objects.update_or_create(
        project=project,
        defaults={
            "commission": fresh,
            "ground": ground,
            "reason": reason.strip(),
            "decided_by": actor,
        },
    )
    note = f"«{project.title}». {grounds[ground]}. {reason.strip()}"
    record(fresh, "excluded", actor=actor, note=note, data={"project": project.pk})
    return row
