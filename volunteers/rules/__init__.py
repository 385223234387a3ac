"""Who may do what among volunteers, and when: role × date in one predicate."""

from portal.accounts.rights import register
from volunteers.rules import (
    agreements,
    groups,
    hours,
    miniprojects,
    partners,
    pledges,
    shifts,
    walk_ins,
)
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
    may_thank,
    role_in,
)
from volunteers.rules.hours import (
    may_check_in,
    may_confirm_hours,
    may_keep_hours,
    may_mark,
    may_mark_missing,
)
from volunteers.rules.shifts import (
    is_fit,
    is_member,
    may_accept_place,
    may_answer,
    may_cancel,
    may_leave_late,
    may_publish,
    may_run_shift,
    may_seek_cover,
    may_sign_up,
    may_still_come,
    may_take_over,
    may_withdraw,
    open_for_signup,
)
from volunteers.rules.skills import SIGNED, may_see_skills
from volunteers.rules.templates import may_keep_template, may_use_template
from volunteers.rules.walk_ins import may_add_walk_in, may_join_walk_in, may_keep_walk_in

RIGHTS = {**groups.RIGHTS, **shifts.RIGHTS, **hours.RIGHTS, **miniprojects.RIGHTS}
RIGHTS |= pledges.RIGHTS | partners.RIGHTS | agreements.RIGHTS | walk_ins.RIGHTS

register(RIGHTS)

__all__ = [
    "RIGHTS",
    "SIGNED",
    "is_fit",
    "is_member",
    "is_minor",
    "is_volunteer_staff",
    "may_accept",
    "may_accept_place",
    "may_add_walk_in",
    "may_answer",
    "may_appoint",
    "may_cancel",
    "may_check_in",
    "may_close",
    "may_confirm_hours",
    "may_create",
    "may_decide",
    "may_host",
    "may_join",
    "may_join_walk_in",
    "may_keep_hours",
    "may_keep_template",
    "may_keep_walk_in",
    "may_lead",
    "may_leave",
    "may_leave_late",
    "may_manage",
    "may_mark",
    "may_mark_missing",
    "may_publish",
    "may_run",
    "may_run_active",
    "may_run_shift",
    "may_see_skills",
    "may_seek_cover",
    "may_send_consent",
    "may_sign_up",
    "may_still_come",
    "may_take_consent",
    "may_take_over",
    "may_thank",
    "may_use_template",
    "may_withdraw",
    "open_for_signup",
    "role_in",
]
