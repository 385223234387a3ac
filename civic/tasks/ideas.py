"""Stages of challenges and the time to choose in a merge, moved by the clock."""

import logging

from celery import shared_task

from civic.actions.challenges import move_by_date
from civic.actions.clock import database_now
from civic.actions.merges import finish_merge
from civic.models import Challenge, IdeaMerge

log = logging.getLogger(__name__)


@shared_task
def move_challenges() -> None:
    """Enter the stages that are due and finish the merges; safe to run twice at once.

    A fault of one does not keep the others waiting.
    """
    for challenge in Challenge.objects.by_date():
        _try(move_by_date, challenge)
    for merge in IdeaMerge.objects.due(database_now()):
        _try(finish_merge, merge)


def _try(act, case) -> None:
    try:
        act(case)
    except Exception:
        log.exception("%s %s was not moved", case._meta.label, case.pk)
