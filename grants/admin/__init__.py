"""The officials' workplace of grants."""

from grants.admin.agreements import AgreementAdmin
from grants.admin.applications import ApplicationAdmin
from grants.admin.contests import ClarificationAdmin, ContestAdmin, DirectionAdmin
from grants.admin.expertise import ObjectionAdmin, ReviewAdmin
from grants.admin.payments import PaymentAdmin
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
