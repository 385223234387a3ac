from budgeting.models.pots import Incompatibility, RoundPot
from budgeting.models.meetings import GroupMember, ResidentsMeeting
from budgeting.models.merges import MergeChoice, MergeOffer, MergeState
from budgeting.models.phases import PhaseKind, RoundPhase
from budgeting.models.projects import (
    CostItem,
    Participation,
    Project,
    ProjectType,
    RefusalGround,
    Support,
)
from budgeting.models.remarks import Remark
from budgeting.models.results import RoundResult
from budgeting.models.revisions import RoundRevision
from budgeting.models.rounds import Programme, Round, TallyRule
from budgeting.models.rule_set import ProposerKind, Selection
from budgeting.models.states import PRIVATE_STATES, ProjectState

__all__ = [
    "PRIVATE_STATES",
    "CostItem",
    "Incompatibility",
    "GroupMember",
    "MergeChoice",
    "MergeOffer",
    "MergeState",
    "Participation",
    "PhaseKind",
    "Programme",
    "Project",
    "ProjectState",
    "ProjectType",
    "ProposerKind",
    "RefusalGround",
    "Remark",
    "ResidentsMeeting",
    "Round",
    "RoundPhase",
    "RoundPot",
    "RoundResult",
    "RoundRevision",
    "Selection",
    "Support",
    "TallyRule",
]
