"""Every write of polls. MOVES: what each move of a poll does, for the buttons of the admin."""

from portal.polls.actions.casting import ballot_of, cast_ballot, forget_voter, limits_of, mark_of
from portal.polls.actions.locks import lock_for_casting, lock_for_moving
from portal.polls.actions.moving import cancel_poll, close_poll, open_poll, rule_hash

MOVES = {"cancel": cancel_poll}

__all__ = [
    "MOVES",
    "ballot_of",
    "cancel_poll",
    "cast_ballot",
    "close_poll",
    "forget_voter",
    "limits_of",
    "lock_for_casting",
    "lock_for_moving",
    "mark_of",
    "open_poll",
    "rule_hash",
]
