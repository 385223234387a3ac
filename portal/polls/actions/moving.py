"""Opening, closing and cancelling a poll."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.cases.actions import advance
from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.polls import ballots, chain
from portal.polls.actions.locks import lock_for_moving
from portal.polls.actions.sealing import seal_rest
from portal.polls.actions.terms import terms_text
from portal.polls.models import Ballot, Poll, PollState, Terms
from portal.polls.rules import ready_to_count

TOPIC = "vote"


@transaction.atomic
def open_poll(poll: Poll, *, actor=None, rules: str = "") -> CaseEvent:
    """Draw the lot, freeze everything and let ballots in; `rules` is the digest of the count's.

    Raises ValidationError for a poll without options.
    """
    poll_now = lock_for_moving(poll)
    if not poll_now.options.exists():
        raise ValidationError(_("В голосовании нет ни одного варианта."))
    poll_now.lot_seed = ballots.new_nonce()
    terms = terms_text(poll_now, rules)
    frozen = {"rule_hash": chain.digest(terms), "lot_seed": poll_now.lot_seed}
    event = advance(poll, "open", actor=actor, data={**frozen, "rules": rules}, **frozen)
    Terms.objects.create(poll=poll, text=terms)
    return event


def rule_hash(poll: Poll, rules: str = "") -> str:
    """SHA-256 of all that is fixed before the first ballot: dates, limits, options, lot, rules."""
    return chain.digest(terms_text(poll, rules))


@transaction.atomic
def close_poll(poll: Poll, *, actor=None) -> CaseEvent:
    """End the voting after every ballot under way; the clock's move, never an official's.

    Raises InvalidTransition before the announced end, while a box of paper is not closed, or when
    the poll is not open.
    """
    now = lock_for_moving(poll)
    if now.state == PollState.OPEN and now.clock < now.closes_at:
        raise InvalidTransition(poll, "close", _("голосование ещё идёт"))
    if not (ready := ready_to_count(now)):
        raise InvalidTransition(poll, "close", ready.reason)
    if now.state == PollState.OPEN:
        seal_rest(now)
    total = Ballot.objects.filter(poll=poll).count()
    data = {"ballots": total, "closed_at": now.clock.isoformat()}
    return advance(poll, "close", actor=actor, data=data, closed_at=now.clock, ballot_count=total)


@transaction.atomic
def cancel_poll(poll: Poll, *, actor, note: str) -> CaseEvent:
    """Call the voting off; the reason is public, voters get it by letter, ballots stay uncounted.

    Raises PermissionDenied, InvalidTransition after the close, ValidationError without a reason.
    """
    lock_for_moving(poll)
    event = advance(poll, "cancel", actor=actor, note=note)
    notify(
        event,
        User.objects.filter(ballots__poll=poll).iterator(chunk_size=1000),
        topic=TOPIC,
        subject=format_lazy("{}: {}", gettext_lazy("Голосование отменено"), poll.title),
        body=format_lazy("{}: {}", gettext_lazy("Причина"), note),
    )
    return event
