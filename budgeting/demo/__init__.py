"""The demo city's budgeting; one module a subject, all of it invented or marked «демо»."""

from budgeting.demo.ballots import POINTS
from budgeting.demo.ballots import load as load_ballots
from budgeting.demo.commission import load as load_commissions
from budgeting.demo.execution import load as load_execution
from budgeting.demo.proposals import PPMI
from budgeting.demo.proposals import load as load_proposals
from budgeting.demo.rounds import ACCEPTING, FINISHED, VOTING
from budgeting.demo.rounds import load as load_rounds


def load() -> None:
    """Everything, in an order that holds; loading again changes nothing."""
    load_rounds()
    load_proposals()
    load_ballots()
    load_execution()
    load_commissions()


__all__ = ["ACCEPTING", "FINISHED", "POINTS", "PPMI", "VOTING", "load"]
