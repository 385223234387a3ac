"""Training: programmes, sessions, places in them."""

from training.models.enrolments import Enrolment, Selection
from training.models.programmes import Audience, Form, Lecturer, Level, Material, Programme
from training.models.sessions import DepartmentQuota, Meeting, Session, Stage
from training.models.states import (
    HOLDING,
    OVER,
    QUEUED,
    STUDYING,
    EnrolmentState,
    SessionState,
)

__all__ = [
    "HOLDING",
    "OVER",
    "QUEUED",
    "STUDYING",
    "Audience",
    "DepartmentQuota",
    "Enrolment",
    "EnrolmentState",
    "Form",
    "Lecturer",
    "Level",
    "Material",
    "Meeting",
    "Programme",
    "Selection",
    "Session",
    "SessionState",
    "Stage",
]
