"""Every write of public life, one module a concern; <MODEL>_MOVES: what each move does."""

from civic.actions import reports_delays, reports_drafts, reports_merging, reports_moves
from civic.actions.appeals import MOVES as APPEAL_MOVES
from civic.actions.challenges import MOVES as CHALLENGE_MOVES
from civic.actions.idea_moves import MOVES as IDEA_MOVES
from civic.actions.merges import MOVES as IDEAMERGE_MOVES
from civic.actions.opinions import OPINIONBOARD_MOVES, STATEMENT_MOVES, SURVEY_MOVES

REPORT_MOVES = {
    "submit": reports_drafts.submit,
    "assign": reports_moves.assign,
    "reject": reports_moves.reject,
    "merge": reports_merging.merge,
    "take": reports_moves.take,
    "redirect": reports_moves.redirect,
    "postpone": reports_delays.postpone,
    "resume": reports_moves.resume,
    "answer": reports_moves.answer,
    "obsolete": reports_moves.obsolete,
    "confirm": reports_moves.confirm,
    "settle": reports_moves.settle,
    "dispute": reports_moves.dispute,
    "refute": reports_moves.refute,
}

__all__ = [
    "APPEAL_MOVES",
    "CHALLENGE_MOVES",
    "IDEAMERGE_MOVES",
    "IDEA_MOVES",
    "OPINIONBOARD_MOVES",
    "REPORT_MOVES",
    "STATEMENT_MOVES",
    "SURVEY_MOVES",
]
