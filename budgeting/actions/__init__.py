"""Every write of budgeting. MOVES: what each move of a project does, for page and admin buttons."""

from budgeting.actions.content import Missing, missing
from budgeting.actions.drafts import save_draft, start_draft
from budgeting.actions.evidence import evidence, link_evidence, links_of, named_cases
from budgeting.actions.merges import (
    MERGEOFFER_MOVES,
    accept_merge,
    cancel_merge,
    choose,
    decline_merge,
    offer_merge,
    settle_merges,
)
from budgeting.actions import execution, moves
from budgeting.actions.bank import Statement, import_statement, read_statement
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
from budgeting.actions.papers import attach_files, papers_of
from budgeting.actions.remarks import add_remark, answer_remark
from budgeting.actions.rounds import phase_problems, problems_of, publish_round, revise_round
from budgeting.actions.reports import (
    prepare_refunds,
    rate,
    rating_of,
    refund_shares,
    save_report,
)
from budgeting.actions.supports import support, unsupport
from budgeting.actions.votes import close_vote, open_vote, set_level
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
    "MERGEOFFER_MOVES",
    "MOVES",
    "OPERATION_MOVES",
    "Missing",
    "accept_merge",
    "add_remark",
    "Statement",
    "add_milestone",
    "add_photo",
    "admit",
    "answer_remark",
    "attach_files",
    "cancel_merge",
    "choose",
    "approve",
    "available",
    "close_vote",
    "decline_merge",
    "decline",
    "endorse",
    "evidence",
    "link_evidence",
    "links_of",
    "enter",
    "hold_acceptance",
    "import_statement",
    "mark_milestone",
    "missing",
    "named_cases",
    "offer_merge",
    "move_milestone",
    "offer_rework",
    "open_vote",
    "papers_of",
    "phase_problems",
    "problems_of",
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
    "settle_merges",
    "set_level",
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
