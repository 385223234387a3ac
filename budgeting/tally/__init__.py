"""Exact tallies of a budgeting round: which projects are funded, in what order, and why.

Input is plain data, so that a round in the database and a Pabulib file are counted by the same
code. Money is int (minor units) or Decimal; a result is exact or an exception, never rounded.
"""

from budgeting.tally.contest import (
    AS_RECORDED,
    CHEAPEST_FIRST,
    Candidate,
    Contest,
    Outcome,
    Reason,
    Result,
    Tie,
    TieKey,
    UnresolvedTieError,
    UnsupportedRuleError,
)
from budgeting.tally.equal_shares import preferences
from budgeting.tally.offered import (
    RULES,
    candidates_of,
    contest_of,
    options_of,
    rule_of,
    tally,
    tally_election,
    tally_file,
)
from budgeting.tally.options import Options

__all__ = [
    "AS_RECORDED",
    "CHEAPEST_FIRST",
    "RULES",
    "Candidate",
    "Contest",
    "Options",
    "Outcome",
    "Reason",
    "Result",
    "Tie",
    "TieKey",
    "UnresolvedTieError",
    "UnsupportedRuleError",
    "candidates_of",
    "contest_of",
    "options_of",
    "preferences",
    "rule_of",
    "tally",
    "tally_election",
    "tally_file",
]
