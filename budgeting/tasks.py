"""What the calendar of a round does by itself."""

import logging

from celery import shared_task

from budgeting import counting
from budgeting.actions import close_vote, open_vote, settle_merges
from budgeting.models import Round
from portal.accounts.models import User

log = logging.getLogger(__name__)


@shared_task
def move_rounds() -> None:
    """Open the votes that are due and count those that are over; safe to run twice at once.

    A fault of one round does not keep the others waiting.
    """
    for round_ in Round.objects.vote_due():
        _try(open_vote, round_)
    for round_ in Round.objects.count_due():
        _try(lambda due: close_vote(due, counting.close_and_count), round_)


@shared_task
def count_again(round_pk: int, actor_pk: int) -> None:
    """Count a counted round once more, because the official asked; its history tells what came."""
    round_ = Round.objects.select_related("result").get(pk=round_pk)
    counting.recount(round_, actor=User.objects.get(pk=actor_pk))


def end_merges() -> None:
    """Supporters of a merged project who said nothing in time stay where they were."""
    settle_merges()


def _try(act, round_: Round) -> None:
    try:
        act(round_)
    except Exception:
        log.exception("round %s was not moved", round_.slug)
