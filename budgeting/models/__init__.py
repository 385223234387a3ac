from budgeting.models.assessing import (
    Departure,
    Exclusion,
    ExpertSheet,
    ProjectFact,
    RatingBallot,
    RatingResult,
    RatingVoter,
)
from budgeting.models.commission import Commission, CommissionState
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
from budgeting.models.seats import (
    ApplicationState,
    Attendance,
    CommissionApplication,
    CommissionMeeting,
    Seat,
    Servant,
)
from budgeting.models.states import PRIVATE_STATES, ProjectState

__all__ = [
    "PRIVATE_STATES",
    "ApplicationState",
    "Attendance",
    "Commission",
    "CommissionApplication",
    "CommissionMeeting",
    "CommissionState",
    "CostItem",
    "Departure",
    "Exclusion",
    "ExpertSheet",
    "Participation",
    "PhaseKind",
    "Programme",
    "Project",
    "ProjectFact",
    "ProjectState",
    "ProjectType",
    "RatingBallot",
    "RatingResult",
    "RatingVoter",
    "RefusalGround",
    "Round",
    "RoundPhase",
    "RoundResult",
    "Seat",
    "Servant",
    "Support",
    "TallyRule",
]
