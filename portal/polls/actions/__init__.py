"""Every write of polls. MOVES: what each move of a poll does, for the buttons of the admin."""

from portal.polls.actions.anonymising import anonymisation_due, anonymise_poll, dispute_ends
from portal.polls.actions.auditing import announce_audit, hold_audit, print_audit, printings
from portal.polls.actions.casting import cast_ballot, checked, forget_voter, limits_of, residence_of
from portal.polls.actions.locks import lock_for_casting, lock_for_moving
from portal.polls.actions.moving import cancel_poll, close_poll, open_poll, rule_hash
from portal.polls.actions.observing import (
    add_observer,
    ask_to_observe,
    confirm_observer,
    leave,
    observer_of,
)
from portal.polls.actions.paper import mark_paper_voter, open_box
from portal.polls.actions.publishing import package_of, publications_due, publish_poll
from portal.polls.actions.register import ballot_of, has_voted, mark_of
from portal.polls.actions.sealing import seal_poll
from portal.polls.actions.sheets import awaiting, close_box, enter_sheet, mismatches, rule_on_sheet
from portal.polls.actions.voiding import confirm_voiding, propose_voiding, reject_voiding

MOVES = {"cancel": cancel_poll}
PAPERBOX_MOVES = {"close": close_box}
VOIDING_MOVES = {"confirm": confirm_voiding, "reject": reject_voiding}

__all__ = [
    "MOVES",
    "PAPERBOX_MOVES",
    "VOIDING_MOVES",
    "add_observer",
    "announce_audit",
    "anonymisation_due",
    "anonymise_poll",
    "ask_to_observe",
    "awaiting",
    "ballot_of",
    "cancel_poll",
    "cast_ballot",
    "checked",
    "close_box",
    "close_poll",
    "confirm_observer",
    "confirm_voiding",
    "dispute_ends",
    "enter_sheet",
    "forget_voter",
    "has_voted",
    "hold_audit",
    "leave",
    "limits_of",
    "lock_for_casting",
    "lock_for_moving",
    "mark_of",
    "mark_paper_voter",
    "mismatches",
    "observer_of",
    "open_box",
    "open_poll",
    "package_of",
    "print_audit",
    "printings",
    "propose_voiding",
    "publications_due",
    "publish_poll",
    "reject_voiding",
    "residence_of",
    "rule_hash",
    "rule_on_sheet",
    "seal_poll",
]
