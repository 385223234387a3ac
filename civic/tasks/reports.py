"""The silence clock of reports and the deliveries to executors; safe to run twice at once."""

import logging
from collections.abc import Callable, Iterable

from celery import shared_task
from django.utils import timezone

from civic.actions import reports_silence as silence
from civic.actions.reports_delivery import claim, deliver
from civic.actions.reports_drafts import forget_drafts
from portal.cases.lifecycle import InvalidTransition

log = logging.getLogger(__name__)


@shared_task
def run_report_clock() -> None:
    """Escalate, ask, prove and settle whatever is due."""
    now = timezone.now()
    _each(silence.to_escalate(now), lambda report: silence.escalate(report, now=now))
    _each(silence.to_ask(now), lambda report: silence.ask(report, now=now))
    _each(silence.to_prove(now), silence.prove_by_quiet)
    _each(silence.to_settle(now), silence.settle_by_clock)


@shared_task
def deliver_reports() -> None:
    """Send what waits to the executors."""
    _each(claim(timezone.now()), deliver)


@shared_task
def forget_report_drafts() -> None:
    forget_drafts(timezone.now())


def _each(rows: Iterable, act: Callable) -> None:
    """A fault of one report does not keep the others waiting."""
    for row in rows:
        try:
            act(row)
        except InvalidTransition:
            continue  # somebody moved it this very moment: there is nothing left to do
        except Exception:
            log.exception("%s %s was not handled", type(row).__name__, row.pk)
