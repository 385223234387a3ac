from grants.models.applications import (
    Activity,
    Application,
    ApplicationDocument,
    BudgetLine,
    TeamMember,
    Version,
)
from grants.models.conflicts import conflicting
from grants.models.contests import (
    Clarification,
    Contest,
    ContestState,
    Direction,
    Question,
    RequiredDocument,
    Tier,
)
from grants.models.decisions import CommissionMember, Decision, Meeting, Objection
from grants.models.expertise import Expert, Review, ReviewState
from grants.models.states import ApplicationState

__all__ = [
    "Activity",
    "Application",
    "ApplicationDocument",
    "ApplicationState",
    "BudgetLine",
    "Clarification",
    "CommissionMember",
    "Contest",
    "ContestState",
    "Decision",
    "Direction",
    "Expert",
    "Meeting",
    "Objection",
    "Question",
    "RequiredDocument",
    "Review",
    "ReviewState",
    "TeamMember",
    "Tier",
    "Version",
    "conflicting",
]
