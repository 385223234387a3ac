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
from budgeting.models.done import Done, done_with, with_done
from budgeting.models.ledger import (
    RETURNABLE,
    Balance,
    EntryKind,
    LedgerEntry,
    Operation,
    OperationKind,
    OperationState,
    PayerKind,
    RefundLine,
    Source,
)
from budgeting.models.meetings import GroupMember, ResidentsMeeting
from budgeting.models.merges import MergeChoice, MergeOffer, MergeState
from budgeting.models.phases import PhaseKind, RoundPhase
from budgeting.models.pots import Incompatibility, RoundPot
from budgeting.models.projects import (
    CostItem,
    Participation,
    Project,
    ProjectType,
    RefusalGround,
    Support,
)
from budgeting.models.remarks import Remark
from budgeting.models.reports import SHOWN_FROM, Rating, Report
from budgeting.models.results import RoundResult
from budgeting.models.revisions import RoundRevision
from budgeting.models.rounds import Programme, Round, TallyRule
from budgeting.models.rule_set import ProposerKind, Selection
from budgeting.models.seats import (
    ApplicationState,
    Attendance,
    CommissionApplication,
    CommissionMeeting,
    Seat,
    Servant,
)
from budgeting.models.states import PRIVATE_STATES, ProjectState
from budgeting.models.works import (
    EXECUTION_STATES,
    Acceptance,
    Contract,
    Execution,
    Milestone,
    Outcome,
    Stage,
    StagePhoto,
    Viewpoint,
)

__all__ = [
    "EXECUTION_STATES",
    "PRIVATE_STATES",
    "RETURNABLE",
    "SHOWN_FROM",
    "Acceptance",
    "ApplicationState",
    "Attendance",
    "Balance",
    "Commission",
    "CommissionApplication",
    "CommissionMeeting",
    "CommissionState",
    "Contract",
    "CostItem",
    "Departure",
    "Done",
    "EntryKind",
    "Exclusion",
    "Execution",
    "ExpertSheet",
    "GroupMember",
    "Incompatibility",
    "LedgerEntry",
    "MergeChoice",
    "MergeOffer",
    "MergeState",
    "Milestone",
    "Operation",
    "OperationKind",
    "OperationState",
    "Outcome",
    "Participation",
    "PayerKind",
    "PhaseKind",
    "Programme",
    "Project",
    "ProjectFact",
    "ProjectState",
    "ProjectType",
    "ProposerKind",
    "Rating",
    "RatingBallot",
    "RatingResult",
    "RatingVoter",
    "RefundLine",
    "RefusalGround",
    "Remark",
    "Report",
    "ResidentsMeeting",
    "Round",
    "RoundPhase",
    "RoundPot",
    "RoundResult",
    "RoundRevision",
    "Seat",
    "Selection",
    "Servant",
    "Source",
    "Stage",
    "StagePhoto",
    "Support",
    "TallyRule",
    "Viewpoint",
    "done_with",
    "with_done",
]
