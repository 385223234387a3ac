"""Telling what came of a mini-project; an official looks before everybody sees it."""

from django.db import transaction

from portal.cases.actions import advance, record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_image
from volunteers.actions.locks import locked_project
from volunteers.actions.miniproject_letters import tell_author, tell_helpers
from volunteers.actions.receipts import release_pledges
from volunteers.models import MiniProject, PhotoReport
from volunteers.rules import miniprojects as rules


@transaction.atomic
def send_report(
    project: MiniProject, *, actor, text: str, participants: int, beneficiaries: int, photos
) -> PhotoReport:
    """Send the report with its photographs to be looked at."""
    fresh = locked_project(project.pk)
    require(rules.may_report(actor, fresh))
    report = PhotoReport.objects.create(
        project=fresh,
        author=actor,
        text=text,
        participants=participants,
        beneficiaries=beneficiaries,
    )
    for photo in photos:
        attach_image(report, photo, actor=actor)
    record(report, "created", actor=actor, to_state=report.state, public=False)
    return report


@transaction.atomic
def accept_report(report: PhotoReport, *, actor, note: str = "") -> CaseEvent:
    """Show the report; the mini-project is done, what is still promised is not needed."""
    project = locked_project(report.project_id)
    event = advance(report, "accept", actor=actor, note=note)
    done = advance(project, "finish", actor=None)
    release_pledges(project)
    tell_author(project, done)
    tell_helpers(project, done)
    return event


@transaction.atomic
def return_report(report: PhotoReport, *, actor, note: str = "") -> CaseEvent:
    event = advance(report, "return", actor=actor, note=note)
    tell_author(report.project, event)
    return event


PHOTOREPORT_MOVES = {"accept": accept_report, "return": return_report}
