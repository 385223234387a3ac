"""The officials' workplace of grants."""

from grants.admin.applications import ApplicationAdmin
from grants.admin.contests import ClarificationAdmin, ContestAdmin, DirectionAdmin

__all__ = ["ApplicationAdmin", "ClarificationAdmin", "ContestAdmin", "DirectionAdmin"]
