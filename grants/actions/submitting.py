"""Submitting an application: the database's clock decides the second, a version is kept."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.checklist import missing
from grants.actions.letters import tell, tell_partner
from grants.models import Application, ApplicationState, Contest, Version
from grants.models.states import COUNTED_STATES
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import due
from portal.organisations.models import Organisation
from portal.scoring.actions import digest_of


@transaction.atomic
def submit(application: Application, *, actor, note: str = "") -> CaseEvent:
    """Put the application forward. The lock of the applicant comes first, then the clock is read.

    Raises PermissionDenied when it is too late (the text stays), ValidationError naming all that is
    missing, a limit that is reached, or money of an earlier grant that was not returned.
    """
    applicant = Organisation.objects.select_for_update().get(pk=application.organisation_id)
    rows = Application.objects.select_for_update(of=("self",))
    fresh = rows.select_related("contest", "organisation", "tier").get(pk=application.pk)
    now = database_now()
    first = fresh.state == ApplicationState.DRAFT
    if fresh.state in Application.LIFECYCLE["submit"].sources:
        require(rules.may_submit(actor, fresh, now))
        _check_limits(fresh, applicant, first)
        if lacks := missing(fresh):
            raise ValidationError(
                [_("Не хватает: %(what)s.") % {"what": row.text} for row in lacks]
            )
    changes = {"check_due": due("grant_check", now), "return_until": None}
    if first:
        changes |= {"submitted_at": now, "number": _next_number(fresh.contest)}
    event = advance(fresh, "submit", actor=actor, note=note, **changes)
    version = _keep_version(fresh, actor, now)
    tell(fresh, event, format_lazy("{}: {}", gettext_lazy("Отпечаток заявки"), version.digest))
    if first:
        tell_partner(fresh, event)
    application.refresh_from_db()
    return event


def _next_number(contest: Contest) -> int:
    """The row of the contest is locked by the update: numbers follow each other without gaps."""
    Contest.objects.filter(pk=contest.pk).update(application_count=F("application_count") + 1)
    return Contest.objects.values_list("application_count", flat=True).get(pk=contest.pk)


def limit_reached(application: Application) -> str:
    """Why the applicant may send no more, or an empty string: the page says it at the button."""
    first = application.state == ApplicationState.DRAFT
    try:
        _check_limits(application, application.organisation, first)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def limits_reached(
    contest: Contest, organisations: list[Organisation]
) -> list[tuple[Organisation, str]]:
    """The same before a draft is begun: who of them may send no more, and why, in two queries."""
    keys = [row.pk for row in organisations]
    counted = contest.applications.filter(organisation__in=keys, state__in=COUNTED_STATES)
    filed = dict(counted.order_by().values_list("organisation").annotate(Count("pk")))
    sides = Application.objects.blocking(keys).values_list("organisation", "partner")
    blocked = {pk for pair in sides for pk in pair}
    told = [(row, _refusal(contest, filed.get(row.pk, 0), row.pk in blocked))
            for row in organisations]  # fmt: skip
    return [(row, refusal) for row, refusal in told if refusal]


def _check_limits(application: Application, applicant: Organisation, first: bool) -> None:
    own = Application.objects.filter(organisation=applicant)
    filed = own.filter(contest=application.contest, state__in=COUNTED_STATES)
    concerned = [pk for pk in (applicant.pk, application.partner_id) if pk]
    is_blocked = Application.objects.blocking(concerned).exists()
    if refusal := _refusal(application.contest, filed.count() if first else 0, is_blocked):
        raise ValidationError(refusal)


def _refusal(contest: Contest, filed: int, is_blocked: bool) -> str:
    limit = contest.max_applications
    if filed >= limit:
        return _(
            "От одного заявителя принимается заявок: %(limit)d. Столько уже подано. "
            "Чтобы подать эту, отзовите одну из поданных."
        ) % {"limit": limit}
    if is_blocked:
        return _("По прежнему гранту не возвращены деньги или не сдан отчёт: новая не принимается.")
    return ""


def _keep_version(application: Application, actor, now) -> Version:
    data = described(application)
    return Version.objects.create(
        application=application,
        number=application.versions.count() + 1,
        data=data,
        digest=digest_of(data),
        created_by=actor,
        created_at=now,
    )


def described(application: Application) -> dict:
    """The whole application as plain data, for its version and its paper."""
    plain = ("title", "summary", "beneficiaries", "answers")
    tables = {
        "activities": ("number", "title", "starts_on", "ends_on", "result"),
        "lines": (
            *("section", "name", "activity", "unit", "quantity", "price"),
            *("own", "requested", "evidence"),
        ),
        "team": ("name", "role", "experience"),
    }
    whole = {name: getattr(application, name) for name in plain}
    whole |= {
        "organisation": application.organisation.name,
        "partner": application.partner.name if application.partner else "",
        "tier": str(application.tier),
        "direction": str(application.direction or ""),
        "starts_on": str(application.starts_on),
        "ends_on": str(application.ends_on),
        "requested": str(application.requested),
        "own": str(application.own),
        "documents": [
            [str(row.requirement or ""), row.attachment.sha256]
            for row in application.documents.select_related("requirement", "attachment")
        ],
    }
    for name, fields in tables.items():
        rows = getattr(application, name).values_list(*fields)
        whole[name] = [[str(cell) for cell in row] for row in rows]
    return whole


@transaction.atomic
def withdraw(application: Application, *, actor, note: str = "") -> CaseEvent:
    require(rules.may_withdraw(actor, application))
    event = advance(application, "withdraw", actor=actor, note=note)
    tell(application, event)
    return event
