"""The clock of appeals: clarification ends, and a term that has passed is told upwards."""

import logging

from celery import shared_task
from django.utils import timezone

from civic.actions.appeal_silence import escalate_appeal
from civic.actions.appeals import resume
from civic.models import Appeal
from portal.cases.lifecycle import InvalidTransition

log = logging.getLogger(__name__)


@shared_task
def resume_appeals() -> None:
    """Safe to run twice at once."""
    for appeal in Appeal.objects.resumable(timezone.localdate()):
        _try(resume, appeal)


@shared_task
def escalate_appeals() -> None:
    """Safe to run twice at once."""
    for appeal in Appeal.objects.to_escalate(timezone.localdate()).order_by("pk"):
        _try(escalate_appeal, appeal)


def _try(act, appeal: Appeal) -> None:
    """A fault of one appeal does not keep the others waiting."""
    try:
        act(appeal)
    except InvalidTransition:
        return
    except Exception:
        log.exception("appeal %s was not moved", appeal.pk)
