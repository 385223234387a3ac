"""The officials' workplace of civic."""

from civic.admin.challenges import ChallengeAdmin, DepartmentAdmin
from civic.admin.ideas import IdeaAdmin, IdeaMergeAdmin

__all__ = ["ChallengeAdmin", "DepartmentAdmin", "IdeaAdmin", "IdeaMergeAdmin"]
