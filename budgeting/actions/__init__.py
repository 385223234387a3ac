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
from budgeting.actions.moves import (
    MOVES,
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
from budgeting.actions.supports import support, unsupport
from budgeting.actions.votes import close_vote, open_vote, set_level

__all__ = [
    "MERGEOFFER_MOVES",
    "MOVES",
    "Missing",
    "accept_merge",
    "add_remark",
    "admit",
    "answer_remark",
    "attach_files",
    "cancel_merge",
    "choose",
    "close_vote",
    "decline_merge",
    "endorse",
    "evidence",
    "link_evidence",
    "links_of",
    "missing",
    "named_cases",
    "offer_merge",
    "offer_rework",
    "open_vote",
    "papers_of",
    "phase_problems",
    "problems_of",
    "publish",
    "publish_round",
    "refuse",
    "return_for_correction",
    "revise_round",
    "save_draft",
    "settle_merges",
    "set_level",
    "start_draft",
    "start_review",
    "submit",
    "support",
    "take",
    "unsupport",
    "withdraw",
]
