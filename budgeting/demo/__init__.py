"""The demo city's budgeting; one module a subject, all of it invented or marked «демо»."""

from budgeting.demo.commission import load as load_commissions
from budgeting.demo.rounds import ACCEPTING, FINISHED, VOTING
from budgeting.demo.rounds import load as load_rounds


def load() -> None:
    """Everything, in an order that holds; loading again changes nothing."""
    load_rounds()
    load_commissions()


__all__ = ["ACCEPTING", "FINISHED", "VOTING", "load"]
