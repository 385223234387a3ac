"""The officials' workplace of civic."""

from civic.admin.appeals import AppealAdmin, AppealDeskAdmin, AppealResultAdmin
from civic.admin.challenges import ChallengeAdmin, DepartmentAdmin
from civic.admin.ideas import IdeaAdmin, IdeaMergeAdmin
from civic.admin.opinions import OpinionBoardAdmin, StatementAdmin, SurveyAdmin

__all__ = [
    "AppealAdmin",
    "AppealDeskAdmin",
    "AppealResultAdmin",
    "ChallengeAdmin",
    "DepartmentAdmin",
    "IdeaAdmin",
    "IdeaMergeAdmin",
    "OpinionBoardAdmin",
    "StatementAdmin",
    "SurveyAdmin",
]
