"""Writing a project: the draft keeps all that was typed, complete or not."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting import rules
from budgeting.actions.content import missing
from budgeting.actions.evidence import link_evidence
from budgeting.actions.initiatives import hold_seat
from budgeting.models import (
    CostItem,
    GroupMember,
    Participation,
    Project,
    ProjectState,
    ResidentsMeeting,
    Round,
)
from portal.cases.actions import record
from portal.cases.clock import require
from portal.cases.models import Case

FIELDS = {
    "title",
    "type",
    "problem",
    "solution",
    "expected_result",
    "beneficiaries",
    "planned_start",
    "planned_end",
    "district",
    "address",
    "latitude",
    "longitude",
    "group_size",
    "proposer",
    "organisation",
    "partner",
    "agreed_at",
}
MEETING_FIELDS = {
    "form",
    "held_on",
    "place",
    "territory",
    "residents",
    "present",
    "votes_for",
    "votes_against",
    "votes_abstained",
    "chair",
    "secretary",
    "agenda",
    "contribution",
}
LARGEST_TOTAL = Decimal("999999999999.99")  # what the column holds


@transaction.atomic
def start_draft(round_: Round, *, actor, title: str, evidence: Iterable[Case] = ()) -> Project:
    """A new draft of the author; at most 20 unfinished ones, so that nobody floods the table.

    `evidence`: cases the author may see (reports, appeals) that the project grew out of.
    """
    hold_seat(round_, actor)
    require(rules.may_propose(actor, round_))
    unfinished = Project.objects.filter(author=actor, state=ProjectState.DRAFT).count()
    if unfinished >= 20:
        raise ValidationError(_("У вас уже 20 черновиков. Завершите или отзовите один из них."))
    kind, organisation = _usual_proposer(round_, actor)
    draft = Project.objects.create(
        round=round_,
        author=actor,
        title=title,
        district=actor.district,
        group_size=1,
        proposer=kind,
        organisation=organisation,
    )
    link_evidence(draft, evidence)
    return draft


def _usual_proposer(round_: Round, actor) -> tuple:
    """The first kind the person may propose as, with the organisation behind it."""
    kind = rules.proposer_kinds(actor, round_)[0]
    behind = rules.organisations_of(actor).filter(organisation__kind=kind)
    member = behind.select_related("organisation").first()
    return kind, member and member.organisation


@transaction.atomic
def save_draft(
    project: Project,
    *,
    actor,
    values: dict,
    typed: dict | None = None,
    cost_items: Iterable[CostItem] | None = None,
    participation: Iterable[Participation] | None = None,
    members: Iterable[GroupMember] | None = None,
    meeting: dict | None = None,
) -> Project:
    """Store what is typed: `values` for the columns, `typed` verbatim what is not valid yet.

    Rows, when given, replace the project's rows; `meeting` sets columns of its meeting. The project
    comes back as stored. Raises PermissionDenied when the author may not change it any more, also
    when it was submitted since the page was opened; ValidationError for an estimate no column
    holds, and for a public project (joint rework) that would lose mandatory content.
    """
    fresh = _locked(project)
    require(rules.may_edit(actor, fresh))
    if unknown := set(values) - FIELDS:
        raise ValueError(f"not a field of a draft: {unknown}")
    before = {name: getattr(fresh, name) for name in values}
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.typed = {**fresh.typed, **(typed or {})}
    fresh.typed = {step: kept for step, kept in fresh.typed.items() if kept}
    tables = ((CostItem, cost_items), (Participation, participation), (GroupMember, members))
    for model, rows in tables:
        _replace(fresh, model, rows)
    if cost_items is not None:
        fresh.total_cost = _total(fresh)
    if meeting is not None:
        _keep_meeting(fresh, meeting)
    if fresh.state == ProjectState.REWORK and (lacks := missing(fresh)):
        raise ValidationError([row.text for row in lacks])
    fresh.save()
    if fresh.state == ProjectState.REWORK:
        changed = sorted(name for name in values if before[name] != values[name])
        record(fresh, "revised", actor=actor, data={"fields": changed})
    return fresh


def _locked(project: Project) -> Project:
    return (
        Project.objects.select_for_update(of=("self",)).select_related("round").get(pk=project.pk)
    )


def _keep_meeting(project: Project, values: dict) -> None:
    if unknown := set(values) - MEETING_FIELDS:
        raise ValueError(f"not a field of a meeting: {unknown}")
    ResidentsMeeting.objects.update_or_create(project=project, defaults=values)


def _replace(project: Project, model, rows: Iterable | None) -> None:
    if rows is None:
        return
    model.objects.filter(project=project).delete()
    rows = list(rows)
    for row in rows:
        row.pk, row.project = None, project
    model.objects.bulk_create(rows)


def _total(project: Project) -> Decimal:
    total = sum((row.amount for row in project.cost_items.all()), Decimal(0))
    if total > LARGEST_TOTAL:
        raise ValidationError(_("Смета слишком велика. Проверьте количество и цену."))
    return total
