from grants.models.applications import (
    Activity,
    Application,
    ApplicationDocument,
    BudgetLine,
    TeamMember,
    Version,
)
from grants.models.contests import (
    Clarification,
    Contest,
    ContestState,
    Direction,
    Question,
    RequiredDocument,
    Tier,
)
from grants.models.states import ApplicationState

__all__ = [
    "Activity",
    "Application",
    "ApplicationDocument",
    "ApplicationState",
    "BudgetLine",
    "Clarification",
    "Contest",
    "ContestState",
    "Direction",
    "Question",
    "RequiredDocument",
    "TeamMember",
    "Tier",
    "Version",
]
