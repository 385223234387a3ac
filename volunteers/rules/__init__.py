"""Who may do what among volunteers, and when: role × date in one predicate."""

from portal.accounts.rights import register
from volunteers.rules import groups
from volunteers.rules.groups import (
    is_minor,
    is_volunteer_staff,
    may_accept,
    may_appoint,
    may_close,
    may_create,
    may_decide,
    may_host,
    may_join,
    may_lead,
    may_leave,
    may_manage,
    may_run,
    may_run_active,
    may_send_consent,
    may_take_consent,
    role_in,
)

RIGHTS = {**groups.RIGHTS}

register(RIGHTS)

__all__ = [
    "RIGHTS",
    "is_minor",
    "is_volunteer_staff",
    "may_accept",
    "may_appoint",
    "may_close",
    "may_create",
    "may_decide",
    "may_host",
    "may_join",
    "may_lead",
    "may_leave",
    "may_manage",
    "may_run",
    "may_run_active",
    "may_send_consent",
    "may_take_consent",
    "role_in",
]
