"""The officials' workplace of grants."""

from grants.admin.applications import ApplicationAdmin
from grants.admin.contests import ClarificationAdmin, ContestAdmin, DirectionAdmin
from grants.admin.expertise import ObjectionAdmin, ReviewAdmin

__all__ = [
    "ApplicationAdmin",
    "ClarificationAdmin",
    "ContestAdmin",
    "DirectionAdmin",
    "ObjectionAdmin",
    "ReviewAdmin",
]
