from volunteers.models.groups import (
    Announcement,
    Direction,
    Invitation,
    VolunteerGroup,
)
from volunteers.models.memberships import GIVEN, RUNNING, Consent, Membership, Role
from volunteers.models.states import GroupState, MembershipState

__all__ = [
    "GIVEN",
    "RUNNING",
    "Announcement",
    "Consent",
    "Direction",
    "GroupState",
    "Invitation",
    "Membership",
    "MembershipState",
    "Role",
    "VolunteerGroup",
]
