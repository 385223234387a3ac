"""Every write of polls. MOVES: what each move of a poll does, for the buttons of the admin."""

from portal.polls.actions.casting import cast_ballot, checked, forget_voter, limits_of, residence_of
from portal.polls.actions.locks import lock_for_casting, lock_for_moving
from portal.polls.actions.moving import cancel_poll, close_poll, open_poll, rule_hash
from portal.polls.actions.paper import mark_paper_voter, open_box
from portal.polls.actions.register import ballot_of, mark_of
from portal.polls.actions.sheets import awaiting, close_box, enter_sheet, mismatches, rule_on_sheet

MOVES = {"cancel": cancel_poll}
PAPERBOX_MOVES = {"close": close_box}

__all__ = [
    "MOVES",
    "PAPERBOX_MOVES",
    "awaiting",
    "ballot_of",
    "cancel_poll",
    "cast_ballot",
    "checked",
    "close_box",
    "close_poll",
    "enter_sheet",
    "forget_voter",
    "limits_of",
    "lock_for_casting",
    "lock_for_moving",
    "mark_of",
    "mark_paper_voter",
    "mismatches",
    "open_box",
    "open_poll",
    "residence_of",
    "rule_hash",
    "rule_on_sheet",
]
