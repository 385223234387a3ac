"""Appeals whose time for clarification is over go on without it."""

import logging

from celery import shared_task
from django.utils import timezone

from civic.actions.appeals import resume
from civic.models import Appeal
from portal.cases.lifecycle import InvalidTransition

log = logging.getLogger(__name__)


@shared_task
def resume_appeals() -> None:
    """Safe to run twice at once."""
    for appeal in Appeal.objects.resumable(timezone.localdate()):
        try:
            resume(appeal)
        except InvalidTransition:
            continue
        except Exception:
            log.exception("appeal %s was not resumed", appeal.pk)
