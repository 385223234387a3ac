"""Training: programmes, sessions, places in them."""

from training.models.campaigns import Campaign, ReserveDocumentKind, Track
from training.models.enrolments import Enrolment, Selection
from training.models.ethics import (
    Acknowledgement,
    CodeArticle,
    CodeReminder,
    CodeState,
    CodeVersion,
    ConductDecision,
    ConductFeedback,
    ConductState,
)
from training.models.learning import (
    Assignment,
    Attempt,
    Choice,
    FeedbackAnswer,
    Module,
    Question,
    Quiz,
    Reminder,
    Work,
)
from training.models.meetings import Meeting
from training.models.plan import PlanLine
from training.models.programmes import Audience, Form, Lecturer, Level, Material, Programme
from training.models.quotas import DepartmentQuota
from training.models.reserve import Ground, PlanItem, ReserveApplication, ReserveDocument
from training.models.reserve_states import (
    BEFORE_DECISION,
    IN_RESERVE,
    JUDGED,
    CampaignState,
    ReserveState,
)
from training.models.sessions import Session, Stage
from training.models.states import (
    HOLDING,
    OVER,
    QUEUED,
    STUDYING,
    EnrolmentState,
    SessionState,
    WorkState,
)

__all__ = [
    "BEFORE_DECISION",
    "HOLDING",
    "IN_RESERVE",
    "JUDGED",
    "OVER",
    "QUEUED",
    "STUDYING",
    "Acknowledgement",
    "Assignment",
    "Attempt",
    "Audience",
    "Campaign",
    "CampaignState",
    "Choice",
    "CodeArticle",
    "CodeReminder",
    "CodeState",
    "CodeVersion",
    "ConductDecision",
    "ConductFeedback",
    "ConductState",
    "DepartmentQuota",
    "Enrolment",
    "EnrolmentState",
    "FeedbackAnswer",
    "Form",
    "Ground",
    "Lecturer",
    "Level",
    "Material",
    "Meeting",
    "Module",
    "PlanItem",
    "PlanLine",
    "Programme",
    "Question",
    "Quiz",
    "Reminder",
    "ReserveApplication",
    "ReserveDocument",
    "ReserveDocumentKind",
    "ReserveState",
    "Selection",
    "Session",
    "SessionState",
    "Stage",
    "Track",
    "Work",
    "WorkState",
]
