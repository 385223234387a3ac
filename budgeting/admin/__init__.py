"""The officials' workplace of budgeting.

Ballots are not here, and neither is who supported what.
"""

from budgeting.admin.commission import (
    CommissionAdmin,
    CommissionApplicationAdmin,
    ServantAdmin,
)
from budgeting.admin.execution import ExecutionAdmin, LedgerEntryAdmin, OperationAdmin
from budgeting.admin.projects import ProjectAdmin
from budgeting.admin.remarks import MergeOfferAdmin, RemarkAdmin
from budgeting.admin.rounds import ProgrammeAdmin, RoundAdmin

__all__ = [
    "CommissionAdmin",
    "CommissionApplicationAdmin",
    "ExecutionAdmin",
    "LedgerEntryAdmin",
    "MergeOfferAdmin",
    "OperationAdmin",
    "ProgrammeAdmin",
    "ProjectAdmin",
    "RemarkAdmin",
    "RoundAdmin",
    "ServantAdmin",
]
