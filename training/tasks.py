"""What the calendar of training does by itself."""

import logging

from celery import shared_task

from training.actions import (
    close_late,
    close_queue,
    expire,
    expire_reserve,
    lapse,
    release_places,
    remind,
    remind_of_code,
    to_remind,
)
from training.models import Attempt, CodeVersion, Enrolment, ReserveApplication, Session

log = logging.getLogger(__name__)


@shared_task
def move_places() -> None:
    """Pass on the places nobody confirmed in time and those kept no longer, end the queues of what
    has begun, mark the tests whose time is over.

    A fault of one case does not keep the others waiting.
    """
    for enrolment in Enrolment.objects.unconfirmed():
        _try(expire, enrolment)
    for session in Session.objects.to_release():
        _try(release_places, session)
    for session in Session.objects.queue_over():
        _try(close_queue, session)
    for attempt in Attempt.objects.time_over():
        _try(close_late, attempt)


@shared_task
def send_reminders() -> None:
    for kind, rows in to_remind():
        for enrolment in rows.exclude(reminders__kind=kind):
            _try(remind, enrolment, kind)
    for version in CodeVersion.objects.to_acknowledge():
        _try(remind_of_code, version)


@shared_task
def move_reserve() -> None:
    """End terms in the reserve and what was returned and not mended in time."""
    rows = ReserveApplication.objects.select_related("campaign", "user")
    for application in rows.term_over():
        _try(expire_reserve, application)
    for application in rows.return_over():
        _try(lapse, application)


def _try(act, case, *more) -> None:
    try:
        act(case, *more)
    except Exception:
        log.exception("%r was not moved", case)
