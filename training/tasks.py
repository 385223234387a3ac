"""What the calendar of training does by itself."""

import logging

from celery import shared_task

from training.actions import close_queue, expire
from training.models import Enrolment, Session

log = logging.getLogger(__name__)


@shared_task
def move_places() -> None:
    """Pass on the places nobody confirmed in time; end the queues of what has begun.

    A fault of one case does not keep the others waiting.
    """
    for enrolment in Enrolment.objects.unconfirmed():
        _try(expire, enrolment)
    for session in Session.objects.queue_over():
        _try(close_queue, session)


def _try(act, case) -> None:
    try:
        act(case)
    except Exception:
        log.exception("%r was not moved", case)
