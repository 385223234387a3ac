"""Training: programmes, sessions, places in them."""

from training.models.enrolments import Enrolment, Selection
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
from training.models.programmes import Audience, Form, Lecturer, Level, Material, Programme
from training.models.sessions import DepartmentQuota, Meeting, Session, Stage
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
    "HOLDING",
    "OVER",
    "QUEUED",
    "STUDYING",
    "Assignment",
    "Attempt",
    "Audience",
    "Choice",
    "DepartmentQuota",
    "Enrolment",
    "EnrolmentState",
    "FeedbackAnswer",
    "Form",
    "Lecturer",
    "Level",
    "Material",
    "Meeting",
    "Module",
    "Programme",
    "Question",
    "Quiz",
    "Reminder",
    "Selection",
    "Session",
    "SessionState",
    "Stage",
    "Work",
    "WorkState",
]
