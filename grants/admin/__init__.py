"""The officials' workplace of grants."""

from grants.admin.agreements import AgreementAdmin
from grants.admin.amendments import AmendmentAdmin
from grants.admin.applications import ApplicationAdmin
from grants.admin.awards import AwardAdmin, AwardSeasonAdmin
from grants.admin.awards_nominations import NominationAdmin
from grants.admin.contests import ClarificationAdmin, ContestAdmin, DirectionAdmin
from grants.admin.endowment import (
    EndowmentFundAdmin,
    EndowmentOperationAdmin,
    EndowmentPledgeAdmin,
)
from grants.admin.expertise import ObjectionAdmin, ReviewAdmin
from grants.admin.payments import PaymentAdmin
from grants.admin.reports import ReportAdmin

__all__ = [
    "AgreementAdmin",
    "AmendmentAdmin",
    "ApplicationAdmin",
    "AwardAdmin",
    "AwardSeasonAdmin",
    "ClarificationAdmin",
    "ContestAdmin",
    "DirectionAdmin",
    "EndowmentFundAdmin",
    "EndowmentOperationAdmin",
    "EndowmentPledgeAdmin",
    "NominationAdmin",
    "ObjectionAdmin",
    "PaymentAdmin",
    "ReportAdmin",
    "ReviewAdmin",
]
