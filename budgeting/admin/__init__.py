"""The officials' workplace of budgeting.

Ballots are not here, and neither is who supported what.
"""

from budgeting.admin.commission import (
    CommissionAdmin,
    CommissionApplicationAdmin,
    ServantAdmin,
)
from budgeting.admin.projects import ProjectAdmin
from budgeting.admin.rounds import ProgrammeAdmin, RoundAdmin

__all__ = [
    "CommissionAdmin",
    "CommissionApplicationAdmin",
    "ProgrammeAdmin",
    "ProjectAdmin",
    "RoundAdmin",
    "ServantAdmin",
]
