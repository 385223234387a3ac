"""Every write of civic. `<MODEL>_MOVES`: what each move of a case does, for its buttons."""

from civic.actions.appeals import MOVES as APPEAL_MOVES
from civic.actions.challenges import MOVES as CHALLENGE_MOVES
from civic.actions.idea_moves import MOVES as IDEA_MOVES
from civic.actions.merges import MOVES as IDEAMERGE_MOVES
from civic.actions.opinions import OPINIONBOARD_MOVES, STATEMENT_MOVES, SURVEY_MOVES

__all__ = [
    "APPEAL_MOVES",
    "CHALLENGE_MOVES",
    "IDEAMERGE_MOVES",
    "IDEA_MOVES",
    "OPINIONBOARD_MOVES",
    "STATEMENT_MOVES",
    "SURVEY_MOVES",
]
