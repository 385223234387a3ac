from budgeting.models.pots import Incompatibility, RoundPot
from budgeting.models.projects import (
    CostItem,
    Participation,
    Project,
    ProjectType,
    RefusalGround,
    Support,
)
from budgeting.models.results import RoundResult
from budgeting.models.rounds import PhaseKind, Programme, Round, RoundPhase, TallyRule
from budgeting.models.states import PRIVATE_STATES, ProjectState

__all__ = [
    "PRIVATE_STATES",
    "CostItem",
    "Incompatibility",
    "Participation",
    "PhaseKind",
    "Programme",
    "Project",
    "ProjectState",
    "ProjectType",
    "RefusalGround",
    "Round",
    "RoundPhase",
    "RoundPot",
    "RoundResult",
    "Support",
    "TallyRule",
]
