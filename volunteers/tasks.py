"""What the calendar of volunteers does by itself."""

import logging

from celery import shared_task

from volunteers.actions import close_queue, expire, forget_old_walk_ins, warn_of_risk
from volunteers.actions.partner_cards import expire_card
from volunteers.models import PartnerCard, Shift, Signup

log = logging.getLogger(__name__)


@shared_task
def move_places() -> None:
    """Pass on the places nobody accepted in time, end the queues of what has begun.

    A fault of one case does not keep the others waiting.
    """
    for signup in Signup.objects.unaccepted():
        _try(expire, signup)
    for shift in Shift.objects.queue_over():
        _try(close_queue, shift)


@shared_task
def warn_of_risks() -> None:
    """Tell coordinators of the shifts that may fail for want of people."""
    for shift in Shift.objects.at_risk():
        _try(warn_of_risk, shift)


@shared_task
def forget_walk_ins() -> None:
    """Remove names and contacts of those who came without an account and never made one."""
    forget_old_walk_ins()


@shared_task
def expire_cards() -> None:
    """End the cards of the partner exchange whose day has passed."""
    for card in PartnerCard.objects.past():
        _try(expire_card, card)


def _try(act, case) -> None:
    try:
        act(case)
    except Exception:
        log.exception("%r was not moved", case)
