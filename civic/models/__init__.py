"""Models of public life in the city, one module a subject."""

from civic.models.departments import Channel, Department
from civic.models.reports import Report
from civic.models.reports_channels import ApiKey, Handover, HandoverState, SavedSearch
from civic.models.reports_people import FixVote, MeToo, Postponement
from civic.models.reports_reference import (
    Category,
    CategoryQuestion,
    EscalationPost,
    RejectReason,
    ReplyTemplate,
    Route,
)
from civic.models.reports_states import OPEN_STATES, PUBLIC_STATES, ReportState

__all__ = [
    "OPEN_STATES",
    "PUBLIC_STATES",
    "ApiKey",
    "Category",
    "CategoryQuestion",
    "Channel",
    "Department",
    "EscalationPost",
    "FixVote",
    "Handover",
    "HandoverState",
    "MeToo",
    "Postponement",
    "RejectReason",
    "ReplyTemplate",
    "Report",
    "ReportState",
    "Route",
    "SavedSearch",
]
