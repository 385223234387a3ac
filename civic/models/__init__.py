"""Models of public life in the city, one module a subject."""

from civic.models.appeals import (
    Appeal,
    AppealDesk,
    AppealNumber,
    AppealResult,
    PublishedAnswer,
)
from civic.models.challenges import Challenge, ChallengeStage
from civic.models.departments import Channel, Department
from civic.models.ideas import (
    CoAuthor,
    Idea,
    IdeaReview,
    IdeaStep,
    IdeaSupport,
    IdeaVersion,
)
from civic.models.merges import IdeaMerge, MergeChoice
from civic.models.opinions import OpinionBoard, Statement, StatementVote
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
from civic.models.surveys import Survey, SurveyAnswer, SurveyQuestion

__all__ = [
    "OPEN_STATES",
    "PUBLIC_STATES",
    "ApiKey",
    "Appeal",
    "AppealDesk",
    "AppealNumber",
    "AppealResult",
    "Category",
    "CategoryQuestion",
    "Challenge",
    "ChallengeStage",
    "Channel",
    "CoAuthor",
    "Department",
    "EscalationPost",
    "FixVote",
    "Handover",
    "HandoverState",
    "Idea",
    "IdeaMerge",
    "IdeaReview",
    "IdeaStep",
    "IdeaSupport",
    "IdeaVersion",
    "MeToo",
    "MergeChoice",
    "OpinionBoard",
    "Postponement",
    "PublishedAnswer",
    "RejectReason",
    "ReplyTemplate",
    "Report",
    "ReportState",
    "Route",
    "SavedSearch",
    "Statement",
    "StatementVote",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
]
