"""The officials' workplace of grants."""

from grants.admin.agreements import AgreementAdmin
from grants.admin.amendments import AmendmentAdmin
from grants.admin.applications import ApplicationAdmin
from grants.admin.awards import AwardAdmin, AwardSeasonAdmin
from grants.admin.awards_nominations import NominationAdmin
from grants.admin.consultations import ConsultationAdmin, ConsultationSubjectAdmin
from grants.admin.contests import ClarificationAdmin, ContestAdmin, DirectionAdmin
from grants.admin.endowment import (
    EndowmentFundAdmin,
    EndowmentOperationAdmin,
    EndowmentPledgeAdmin,
)
from grants.admin.expertise import ObjectionAdmin, ReviewAdmin
from grants.admin.lease_applications import LeaseApplicationAdmin
from grants.admin.lease_offers import LeaseOfferAdmin
from grants.admin.leases import LeaseAdmin, SupportRecordAdmin
from grants.admin.partners import PartnerConsentAdmin
from grants.admin.payments import PaymentAdmin
from grants.admin.property import PropertyAdmin
from grants.admin.reports import ReportAdmin
from grants.admin.social_facts import SocialFactAdmin
from grants.admin.social_orders import SocialOrderAdmin

__all__ = [
    "AgreementAdmin",
    "AmendmentAdmin",
    "ApplicationAdmin",
    "AwardAdmin",
    "AwardSeasonAdmin",
    "ClarificationAdmin",
    "ConsultationAdmin",
    "ConsultationSubjectAdmin",
    "ContestAdmin",
    "DirectionAdmin",
    "EndowmentFundAdmin",
    "EndowmentOperationAdmin",
    "EndowmentPledgeAdmin",
    "LeaseAdmin",
    "LeaseApplicationAdmin",
    "LeaseOfferAdmin",
    "NominationAdmin",
    "ObjectionAdmin",
    "PartnerConsentAdmin",
    "PaymentAdmin",
    "PropertyAdmin",
    "ReportAdmin",
    "ReviewAdmin",
    "SocialFactAdmin",
    "SocialOrderAdmin",
    "SupportRecordAdmin",
]
