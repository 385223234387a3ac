from grants.models.agreements import Agreement, AgreementState, Instalment
from grants.models.amendments import Amendment, AmendmentState
from grants.models.applications import (
    Activity,
    Application,
    ApplicationDocument,
    BudgetLine,
    TeamMember,
    Version,
)
from grants.models.awards import Award, AwardCategory, AwardSeason
from grants.models.awards_decisions import AwardDecision
from grants.models.awards_jury import Juror, JuryReview, JuryState
from grants.models.awards_nominations import Nomination, NomineeKind
from grants.models.awards_states import NominationState, SeasonState
from grants.models.blind_copies import BlindCopy, BlindPage
from grants.models.conflicts import conflicting
from grants.models.consultation_subjects import ConsultationSubject
from grants.models.consultations import Consultation, ConsultationState, MeetingWay
from grants.models.contests import (
    Clarification,
    Contest,
    ContestState,
    Direction,
    Question,
    RequiredDocument,
    Tier,
)
from grants.models.decisions import CommissionMember, Decision, Meeting, Objection
from grants.models.demands import Demand, DemandKind
from grants.models.editors import CoEditor, StepEdit
from grants.models.endowment import EndowmentEntry, EndowmentFund, EntryOf
from grants.models.endowment_operations import EndowmentOperation
from grants.models.endowment_pledges import EndowmentPledge
from grants.models.expenses import Expense
from grants.models.expertise import Expert, Review, ReviewState
from grants.models.lease_applications import LeaseApplication, LeaseState
from grants.models.lease_checks import CheckKind, LeaseCheck
from grants.models.lease_offers import LeaseOffer, OfferState
from grants.models.leases import Lease, LeaseContractState
from grants.models.ledger import Entry, EntryKind, Payment, PaymentKind, PaymentState
from grants.models.partners import PartnerConsent, PartnerState
from grants.models.property import Buyout, MunicipalProperty, PropertyKind
from grants.models.reports import Report, ReportKind, ReportState
from grants.models.social_entries import FactOf, SocialEntry
from grants.models.social_executors import SocialExecutor, Way
from grants.models.social_facts import SocialFact
from grants.models.social_orders import SocialOrder
from grants.models.states import ApplicationState
from grants.models.support import SupportForm, SupportRecord

__all__ = [
    "Activity",
    "Agreement",
    "AgreementState",
    "Amendment",
    "AmendmentState",
    "Application",
    "ApplicationDocument",
    "ApplicationState",
    "Award",
    "AwardCategory",
    "AwardDecision",
    "AwardSeason",
    "BlindCopy",
    "BlindPage",
    "BudgetLine",
    "Buyout",
    "CheckKind",
    "Clarification",
    "CoEditor",
    "CommissionMember",
    "Consultation",
    "ConsultationState",
    "ConsultationSubject",
    "Contest",
    "ContestState",
    "Decision",
    "Demand",
    "DemandKind",
    "Direction",
    "EndowmentEntry",
    "EndowmentFund",
    "EndowmentOperation",
    "EndowmentPledge",
    "Entry",
    "EntryKind",
    "EntryOf",
    "Expense",
    "Expert",
    "FactOf",
    "Instalment",
    "Juror",
    "JuryReview",
    "JuryState",
    "Lease",
    "LeaseApplication",
    "LeaseCheck",
    "LeaseContractState",
    "LeaseOffer",
    "LeaseState",
    "Meeting",
    "MeetingWay",
    "MunicipalProperty",
    "Nomination",
    "NominationState",
    "NomineeKind",
    "Objection",
    "OfferState",
    "PartnerConsent",
    "PartnerState",
    "Payment",
    "PaymentKind",
    "PaymentState",
    "PropertyKind",
    "Question",
    "Report",
    "ReportKind",
    "ReportState",
    "RequiredDocument",
    "Review",
    "ReviewState",
    "SeasonState",
    "SocialEntry",
    "SocialExecutor",
    "SocialFact",
    "SocialOrder",
    "StepEdit",
    "SupportForm",
    "SupportRecord",
    "TeamMember",
    "Tier",
    "Version",
    "Way",
    "conflicting",
]
