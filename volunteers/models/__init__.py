from volunteers.models.festivals import Festival, FestivalEvent
from volunteers.models.groups import (
    Announcement,
    Direction,
    Invitation,
    VolunteerGroup,
)
from volunteers.models.hours import HourKind, HourRow, Thanks
from volunteers.models.memberships import GIVEN, RUNNING, Consent, Membership, Role
from volunteers.models.shift_states import BEFORE, ENGAGED, HOLDING, ShiftState, SignupState
from volunteers.models.shifts import Shift
from volunteers.models.signups import Signup
from volunteers.models.states import GroupState, MembershipState

__all__ = [
    "BEFORE",
    "ENGAGED",
    "GIVEN",
    "HOLDING",
    "RUNNING",
    "Announcement",
    "Consent",
    "Direction",
    "Festival",
    "FestivalEvent",
    "GroupState",
    "HourKind",
    "HourRow",
    "Invitation",
    "Membership",
    "MembershipState",
    "Role",
    "Shift",
    "ShiftState",
    "Signup",
    "SignupState",
    "Thanks",
    "VolunteerGroup",
]
