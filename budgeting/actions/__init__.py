"""Every write of budgeting. MOVES: what each move of a project does, for page and admin buttons."""

from budgeting.actions import execution, moves
from budgeting.actions.bank import Statement, import_statement, read_statement
from budgeting.actions.drafts import Missing, missing, save_draft, start_draft
from budgeting.actions.ledger import approve, decline, enter, prepare
from budgeting.actions.moves import (
    admit,
    endorse,
    offer_rework,
    publish,
    refuse,
    return_for_correction,
    start_review,
    submit,
    take,
    withdraw,
)
from budgeting.actions.reports import (
    prepare_refunds,
    rate,
    rating_of,
    refund_shares,
    save_report,
)
from budgeting.actions.rounds import phase_problems, publish_round, revise_round
from budgeting.actions.supports import support, unsupport
from budgeting.actions.votes import close_vote, open_vote
from budgeting.actions.works import (
    add_milestone,
    add_photo,
    available,
    hold_acceptance,
    mark_milestone,
    move_milestone,
    sign_contract,
    terminate_contract,
)

MOVES = {**moves.MOVES, **execution.MOVES}
OPERATION_MOVES = {"approve": approve, "decline": decline}

__all__ = [
    "MOVES",
    "OPERATION_MOVES",
    "Missing",
    "Statement",
    "add_milestone",
    "add_photo",
    "admit",
    "approve",
    "available",
    "close_vote",
    "decline",
    "endorse",
    "enter",
    "hold_acceptance",
    "import_statement",
    "mark_milestone",
    "missing",
    "move_milestone",
    "offer_rework",
    "open_vote",
    "phase_problems",
    "prepare",
    "prepare_refunds",
    "publish",
    "publish_round",
    "rate",
    "rating_of",
    "read_statement",
    "refund_shares",
    "refuse",
    "return_for_correction",
    "revise_round",
    "save_draft",
    "save_report",
    "sign_contract",
    "start_draft",
    "start_review",
    "submit",
    "support",
    "take",
    "terminate_contract",
    "unsupport",
    "withdraw",
]
