"""The officials' workplace of public life. Who joined whom and what people search is not here."""

from civic.admin.appeals import AppealAdmin, AppealDeskAdmin, AppealResultAdmin
from civic.admin.challenges import ChallengeAdmin
from civic.admin.ideas import IdeaAdmin, IdeaMergeAdmin
from civic.admin.opinions import OpinionBoardAdmin, StatementAdmin, SurveyAdmin
from civic.admin.reports import ReportAdmin
from civic.admin.reports_reference import CategoryAdmin, DepartmentAdmin, HandoverAdmin

__all__ = [
    "AppealAdmin",
    "AppealDeskAdmin",
    "AppealResultAdmin",
    "CategoryAdmin",
    "ChallengeAdmin",
    "DepartmentAdmin",
    "HandoverAdmin",
    "IdeaAdmin",
    "IdeaMergeAdmin",
    "OpinionBoardAdmin",
    "ReportAdmin",
    "StatementAdmin",
    "SurveyAdmin",
]
