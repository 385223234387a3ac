"""Every write of budgeting. MOVES: what each move of a project does, for page and admin buttons."""

from budgeting.actions.drafts import Missing, missing, save_draft, start_draft
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
from budgeting.actions.rounds import phase_problems, publish_round, revise_round
from budgeting.actions.supports import support, unsupport
from budgeting.actions.votes import close_vote, open_vote, set_level

__all__ = [
    "MOVES",
    "Missing",
    "admit",
    "close_vote",
    "endorse",
    "missing",
    "offer_rework",
    "open_vote",
    "phase_problems",
    "publish",
    "publish_round",
    "refuse",
    "return_for_correction",
    "revise_round",
    "save_draft",
    "set_level",
    "start_draft",
    "start_review",
    "submit",
    "support",
    "take",
    "unsupport",
    "withdraw",
]
