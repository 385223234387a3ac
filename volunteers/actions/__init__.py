"""Every write of volunteers. <MODEL>_MOVES: what each move does, for buttons of page and admin."""

from volunteers.actions.agreements import PARTNERAGREEMENT_MOVES
from volunteers.actions.attendance import (
    attend,
    check_in,
    excuse,
    miss,
    sign_in,
    sign_out,
    unmark,
)
from volunteers.actions.cover import seek_cover, take_over
from volunteers.actions.forgetting import forget_person
from volunteers.actions.groups import (
    add_document,
    announce,
    approve_group,
    close_group,
    close_invitation,
    create_group,
    edit_group,
    open_invitation,
    refuse_group,
    reopen_group,
    resubmit_group,
)
from volunteers.actions.hours import adjust_hours, confirm_all, confirm_hours, reverse_hours
from volunteers.actions.late_marks import check_in_late, mark_late
from volunteers.actions.long_weeks import look_at_week
from volunteers.actions.memberships import (
    accept,
    ask_to_join,
    exclude,
    join_by,
    leave,
    refuse_member,
    send_consent,
    set_role,
    strike_consent,
    take_consent,
)
from volunteers.actions.miniproject_moves import MINIPROJECT_MOVES
from volunteers.actions.own_walk_ins import forget_by_phone, join_by_phone
from volunteers.actions.partner_cards import PARTNERCARD_MOVES
from volunteers.actions.partner_replies import PARTNERREPLY_MOVES
from volunteers.actions.photo_reports import PHOTOREPORT_MOVES
from volunteers.actions.receipts import PLEDGE_MOVES
from volunteers.actions.repeating import repeat_shift
from volunteers.actions.shifts import (
    cancel_shift,
    change_capacity,
    create_shift,
    edit_shift,
    publish_shift,
    warn_of_risk,
)
from volunteers.actions.signups import (
    accept_place,
    approve,
    close_queue,
    drop_signups,
    expire,
    leave_late,
    refuse,
    sign_up,
    sign_up_member,
    withdraw,
)
from volunteers.actions.skills import mark_skills
from volunteers.actions.templates import (
    keep_shift_as_template,
    keep_template,
    remove_template,
    shifts_from_template,
)
from volunteers.actions.thanks import give_thanks, revoke_thanks
from volunteers.actions.walk_ins import (
    add_walk_in,
    count_hours,
    forget_old_walk_ins,
    forget_walk_in,
    join_walk_in,
    walk_in_leaves,
)

VOLUNTEERGROUP_MOVES = {
    "approve": approve_group,
    "refuse": refuse_group,
    "resubmit": resubmit_group,
    "close": close_group,
    "reopen": reopen_group,
}
MEMBERSHIP_MOVES = {
    "accept": accept,
    "refuse": refuse_member,
    "leave": leave,
    "exclude": exclude,
}
SHIFT_MOVES = {"publish": publish_shift, "cancel": cancel_shift}
SIGNUP_MOVES = {
    "approve": approve,
    "refuse": refuse,
    "accept": accept_place,
    "withdraw": withdraw,
    "leave_late": leave_late,
    "attend": attend,
    "miss": miss,
    "unmark": unmark,
    "excuse": excuse,
}
WALKIN_MOVES = {"count": count_hours, "forget": forget_walk_in}

__all__ = [
    "MEMBERSHIP_MOVES",
    "MINIPROJECT_MOVES",
    "PARTNERAGREEMENT_MOVES",
    "PARTNERCARD_MOVES",
    "PARTNERREPLY_MOVES",
    "PHOTOREPORT_MOVES",
    "PLEDGE_MOVES",
    "SHIFT_MOVES",
    "SIGNUP_MOVES",
    "VOLUNTEERGROUP_MOVES",
    "WALKIN_MOVES",
    "accept",
    "accept_place",
    "add_document",
    "add_walk_in",
    "adjust_hours",
    "announce",
    "approve",
    "approve_group",
    "ask_to_join",
    "attend",
    "cancel_shift",
    "change_capacity",
    "check_in",
    "check_in_late",
    "close_group",
    "close_invitation",
    "close_queue",
    "confirm_all",
    "confirm_hours",
    "count_hours",
    "create_group",
    "create_shift",
    "drop_signups",
    "edit_group",
    "edit_shift",
    "exclude",
    "excuse",
    "expire",
    "forget_by_phone",
    "forget_old_walk_ins",
    "forget_person",
    "forget_walk_in",
    "give_thanks",
    "join_by",
    "join_by_phone",
    "join_walk_in",
    "keep_shift_as_template",
    "keep_template",
    "leave",
    "leave_late",
    "look_at_week",
    "mark_late",
    "mark_skills",
    "miss",
    "open_invitation",
    "publish_shift",
    "refuse",
    "refuse_group",
    "refuse_member",
    "remove_template",
    "reopen_group",
    "repeat_shift",
    "resubmit_group",
    "reverse_hours",
    "revoke_thanks",
    "seek_cover",
    "send_consent",
    "set_role",
    "shifts_from_template",
    "sign_in",
    "sign_out",
    "sign_up",
    "sign_up_member",
    "strike_consent",
    "take_consent",
    "take_over",
    "unmark",
    "walk_in_leaves",
    "warn_of_risk",
    "withdraw",
]
