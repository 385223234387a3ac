"""What the calendar of a contest does by itself."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from grants.actions import (
    ask_outcome,
    begin_expertise,
    expire_returned,
    move_season,
    remind_of_consultation,
    warn_of_demand,
    warn_of_report,
)
from grants.models import Application, AwardSeason, Consultation, Contest, Demand, Report

DAY = timedelta(days=1)
log = logging.getLogger(__name__)


@shared_task
def move_contests() -> None:
    """Close what was returned and not mended in time, begin the expertise that is due.

    A fault of one case does not keep the others waiting.
    """
    for application in Application.objects.return_overdue().select_related("contest"):
        _try(expire_returned, application)
    for contest in Contest.objects.expertise_due():
        _try(begin_expertise, contest)


@shared_task
def move_awards() -> None:
    """What the calendar of a season of an award asks for."""
    for season in AwardSeason.objects.due(timezone.now()):
        _try(move_season, season)


@shared_task
def remind_of_consultations() -> None:
    """A reminder to both sides a day before, to the official when the outcome is not written."""
    now = timezone.now()
    for row in Consultation.objects.coming(now, now + DAY).filter(reminded_at=None):
        _try(remind_of_consultation, row)
    for row in Consultation.objects.to_record(now).filter(outcome_asked_at=None):
        _try(ask_outcome, row)


@shared_task
def warn_recipients() -> None:
    """Letters about reports and returns whose day is near or has passed."""
    for report in Report.objects.expected().select_related("agreement"):
        _try(warn_of_report, report)
    for demand in Demand.objects.overdue().select_related("agreement"):
        _try(warn_of_demand, demand)


def _try(act, case) -> None:
    try:
        act(case)
    except Exception:
        log.exception("%r was not moved", case)
