from civic.models.appeals import (
    Appeal,
    AppealDesk,
    AppealNumber,
    AppealResult,
    PublishedAnswer,
)
from civic.models.challenges import Challenge, ChallengeStage
from civic.models.departments import Department
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
from civic.models.surveys import Survey, SurveyAnswer, SurveyQuestion

__all__ = [
    "Appeal",
    "AppealDesk",
    "AppealNumber",
    "AppealResult",
    "Challenge",
    "ChallengeStage",
    "CoAuthor",
    "Department",
    "Idea",
    "IdeaMerge",
    "IdeaReview",
    "IdeaStep",
    "IdeaSupport",
    "IdeaVersion",
    "MergeChoice",
    "OpinionBoard",
    "PublishedAnswer",
    "Statement",
    "StatementVote",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
]
