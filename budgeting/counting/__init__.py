"""Counting a round: ballots are read once, added up in the database, and the protocol is stored.

The same ballots, rules and lot always give the same protocol. What `RoundResult.data` holds (money
as text to the kopeck, scores as an integer or text):

    rule, options, vote_type, budget, threshold, tie_order, lot_seed, ballots, empty, repeated
    winners   numbers in the order of selection, pot after pot
    total_cost, reserve
    projects  in ranking order: number, code, title, cost, votes, score, reason, left, pot, and
              under rules of single ballots share and payers
    ties      numbers, score, decided_by, left, pot
    incompatible  groups of numbers
    pots      name, district, budget, voters, winners, total_cost, reserve, facts
    others    the other rules: rule, options, winners, total_cost, reserve, pots, projects, ties
    turnout   ages and districts, cells under ten hidden
"""

from budgeting.counting.closing import close_and_count, count_round, recount
from budgeting.counting.pots import terms_of, threshold_of, tie_order_of
from budgeting.counting.progress import progress_of

__all__ = [
    "close_and_count",
    "count_round",
    "progress_of",
    "recount",
    "terms_of",
    "threshold_of",
    "tie_order_of",
]
