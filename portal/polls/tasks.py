"""What polls do by the clock: seal, publish, anonymise. Each is safe to run twice at once."""

import logging
from collections.abc import Callable

from celery import shared_task

from portal.polls.actions import (
    anonymisation_due,
    anonymise_poll,
    publications_due,
    publish_poll,
    seal_poll,
)
from portal.polls.models import Poll, PollState

log = logging.getLogger(__name__)


@shared_task
def seal_polls() -> None:
    """Seal the journals of open polls that have gathered enough."""
    for poll in Poll.objects.filter(state=PollState.OPEN):
        _try(seal_poll, poll)


@shared_task
def publish_polls() -> None:
    """Publish the packages of polls that are closed and counted."""
    for poll in publications_due():
        _try(publish_poll, poll)


@shared_task
def anonymise_polls() -> None:
    """Cut the links between people and ballots where the dispute window is over."""
    for publication in anonymisation_due():
        _try(anonymise_poll, publication.poll)


def _try(act: Callable, poll: Poll) -> None:
    """A fault of one poll does not keep the others waiting."""
    try:
        act(poll)
    except Exception:
        log.exception("poll %s: %s failed", poll.uuid, act.__name__)
