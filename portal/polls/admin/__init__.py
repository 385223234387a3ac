"""Polls for officials; one module a subject."""

from portal.polls.admin.paper import CentreOperatorAdmin, PaperBoxAdmin
from portal.polls.admin.polls import PollAdmin

__all__ = ["CentreOperatorAdmin", "PaperBoxAdmin", "PollAdmin"]
