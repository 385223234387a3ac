"""The officials' workplace of grants."""

from grants.admin.agreements import AgreementAdmin, PaymentAdmin
from grants.admin.applications import ApplicationAdmin
from grants.admin.contests import ClarificationAdmin, ContestAdmin, DirectionAdmin
from grants.admin.expertise import ObjectionAdmin, ReviewAdmin
from grants.admin.reports import ReportAdmin

__all__ = [
    "AgreementAdmin",
    "ApplicationAdmin",
    "ClarificationAdmin",
    "ContestAdmin",
    "DirectionAdmin",
    "ObjectionAdmin",
    "PaymentAdmin",
    "ReportAdmin",
    "ReviewAdmin",
]
