"""What the calendar of a contest does by itself."""

import logging

from celery import shared_task

from grants.actions import begin_expertise, expire_returned
from grants.models import Application, Contest

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


def _try(act, case) -> None:
    try:
        act(case)
    except Exception:
        log.exception("%r was not moved", case)
