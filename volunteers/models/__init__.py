from volunteers.models.festivals import Festival, FestivalEvent
from volunteers.models.groups import (
    Announcement,
    Direction,
    Invitation,
    VolunteerGroup,
)
from volunteers.models.hours import HourKind, HourRow, Thanks
from volunteers.models.memberships import GIVEN, RUNNING, Consent, Membership, Role
from volunteers.models.miniproject_states import EDITABLE, MiniProjectState, PhotoReportState
from volunteers.models.miniprojects import MiniProject
from volunteers.models.needs import Need, NeedKind
from volunteers.models.partner_agreements import PartnerAgreement
from volunteers.models.partner_cards import Category, PartnerCard, Side
from volunteers.models.partner_replies import PartnerReply
from volunteers.models.photo_reports import PhotoReport
from volunteers.models.pledge_states import HELD, PledgeState
from volunteers.models.pledges import Pledge
from volunteers.models.seasons import DonorsDay, PressKit
from volunteers.models.shift_states import BEFORE, ENGAGED, HOLDING, ShiftState, SignupState
from volunteers.models.shifts import Shift
from volunteers.models.signups import Signup
from volunteers.models.skills import OwnSkill, Skill, SkillArea
from volunteers.models.states import GroupState, MembershipState
from volunteers.models.templates import ShiftTemplate
from volunteers.models.walk_ins import WalkIn, WalkInState
from volunteers.models.work import SKILLS, WORK

__all__ = [
    "BEFORE",
    "EDITABLE",
    "ENGAGED",
    "GIVEN",
    "HELD",
    "HOLDING",
    "RUNNING",
    "SKILLS",
    "WORK",
    "Announcement",
    "Category",
    "Consent",
    "Direction",
    "DonorsDay",
    "Festival",
    "FestivalEvent",
    "GroupState",
    "HourKind",
    "HourRow",
    "Invitation",
    "Membership",
    "MembershipState",
    "MiniProject",
    "MiniProjectState",
    "Need",
    "NeedKind",
    "OwnSkill",
    "PartnerAgreement",
    "PartnerCard",
    "PartnerReply",
    "PhotoReport",
    "PhotoReportState",
    "Pledge",
    "PledgeState",
    "PressKit",
    "Role",
    "Shift",
    "ShiftState",
    "ShiftTemplate",
    "Side",
    "Signup",
    "SignupState",
    "Skill",
    "SkillArea",
    "Thanks",
    "VolunteerGroup",
    "WalkIn",
    "WalkInState",
]
