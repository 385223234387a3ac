"""Writing an application: the draft keeps all that was typed, complete or not."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from grants import rules
from grants.actions.blind_copies import drop_copies
from grants.actions.edits import Typed, keep_edit
from grants.models import (
    Activity,
    Application,
    ApplicationDocument,
    BudgetLine,
    Contest,
    RequiredDocument,
    TeamMember,
)
from portal.cases.clock import database_now, require
from portal.files.actions import attach_document, remove_file
from portal.organisations.models import Organisation

FIELDS = {
    *("title", "tier", "direction", "partner", "summary", "beneficiaries"),
    *("starts_on", "ends_on", "answers"),
}
TABLES = {"activities": Activity, "lines": BudgetLine, "team": TeamMember}
DRAFTS = 5


@transaction.atomic
def start_application(
    contest: Contest, *, actor, organisation: Organisation, title: str
) -> Application:
    """A new draft of the organisation; at most five unfinished ones of it in a contest.

    Raises PermissionDenied with the reason, ValidationError for an organisation that may not apply.
    """
    require(rules.may_apply(actor, contest, database_now()))
    if organisation.kind not in contest.applicant_kinds or organisation.status != "confirmed":
        raise ValidationError({"organisation": _("Эта организация подать заявку не может.")})
    require(rules.may_edit(actor, Application(organisation=organisation)))
    drafts = Application.objects.filter(contest=contest, organisation=organisation, state="draft")
    if drafts.count() >= DRAFTS:
        raise ValidationError(_("У организации уже пять черновиков в этом конкурсе."))
    return Application.objects.create(
        contest=contest, organisation=organisation, author=actor, title=title
    )


@transaction.atomic
def save_application(
    application: Application,
    *,
    actor,
    values: dict,
    typed: dict | None = None,
    rows: dict[str, Iterable] | None = None,
    edit: Typed | None = None,
) -> Application:
    """Store what is typed: `values` for the columns, `typed` verbatim what is not valid yet.

    `rows` replaces whole tables: activities, lines, team; `edit` is the step as it was sent. Raises
    PermissionDenied when the text may not be changed any more, ValidationError for a budget no
    column holds, Overtaken when somebody else has changed the step meanwhile.
    """
    fresh = _locked(application)
    require(rules.may_edit(actor, fresh, database_now()))
    if edit is not None:
        keep_edit(fresh, edit, actor)
    if unknown := set(values) - FIELDS:
        raise ValueError(f"not a field of an application: {unknown}")
    if (partner := values.get("partner")) and partner.pk == fresh.organisation_id:
        raise ValidationError({"partner": _("Партнёр — другая организация, не вы сами.")})
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.typed = {**fresh.typed, **(typed or {})}
    fresh.typed = {step: kept for step, kept in fresh.typed.items() if kept}
    for name, table in (rows or {}).items():
        _replace(fresh, TABLES[name], table)
    _sum_up(fresh)
    fresh.save()
    return fresh


def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("contest", "organisation").get(pk=application.pk)


def _replace(application: Application, model, rows: Iterable) -> None:
    model.objects.filter(application=application).delete()
    rows = list(rows)
    for number, row in enumerate(rows, 1):
        row.pk, row.application = None, application
        if model is Activity:
            row.number = number
    model.objects.bulk_create(rows)


def _sum_up(application: Application) -> None:
    lines = list(application.lines.all())
    application.requested = sum((line.requested for line in lines), Decimal(0))
    application.own = sum((line.own for line in lines), Decimal(0))
    if application.total >= Decimal(10) ** 12:
        raise ValidationError(_("Бюджет слишком велик. Проверьте количество и цену."))


@transaction.atomic
def attach_grant_document(
    application: Application, upload, *, actor, requirement: RequiredDocument | None
) -> ApplicationDocument:
    """Keep a document, private to the applicant and the officials in charge."""
    fresh = _locked(application)
    require(rules.may_edit(actor, fresh, database_now()))
    if requirement is not None and requirement.contest_id != fresh.contest_id:
        raise ValidationError(_("Такого документа в этом конкурсе нет."))
    kept = attach_document(fresh, upload, actor=actor, private=True)
    return ApplicationDocument.objects.create(
        application=fresh, requirement=requirement, attachment=kept
    )


@transaction.atomic
def remove_grant_document(row: ApplicationDocument, *, actor) -> None:
    fresh = _locked(row.application)
    require(rules.may_edit(actor, fresh, database_now()))
    remove_file(row.attachment, actor=actor)
    drop_copies(row)
    row.delete()
