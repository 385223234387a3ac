"""Polls and boards that are over are closed; groups of opinion are counted anew."""

import logging

from celery import shared_task

from civic.actions.clock import database_now
from civic.actions.opinions import end, regroup
from civic.models import OpinionBoard, Survey

log = logging.getLogger(__name__)


@shared_task
def move_opinions() -> None:
    """Safe to run twice at once; a fault of one keeps nobody waiting."""
    now = database_now()
    for board in OpinionBoard.objects.filter(state="open"):
        _try(regroup, board)
    for case in (*Survey.objects.due(now), *OpinionBoard.objects.due(now)):
        _try(end, case)


def _try(act, case) -> None:
    try:
        act(case)
    except Exception:
        log.exception("%s %s was not moved", case._meta.label, case.pk)
