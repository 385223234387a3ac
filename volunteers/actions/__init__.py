"""Every write of volunteers. <MODEL>_MOVES: what each move does, for buttons of page and admin."""

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
from volunteers.actions.shifts import (
    cancel_shift,
    change_capacity,
    create_shift,
    edit_shift,
    publish_shift,
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
}

__all__ = [
    "MEMBERSHIP_MOVES",
    "SHIFT_MOVES",
    "SIGNUP_MOVES",
    "VOLUNTEERGROUP_MOVES",
    "accept",
    "accept_place",
    "add_document",
    "announce",
    "approve",
    "approve_group",
    "ask_to_join",
    "cancel_shift",
    "change_capacity",
    "close_group",
    "close_invitation",
    "close_queue",
    "create_group",
    "create_shift",
    "drop_signups",
    "edit_group",
    "edit_shift",
    "exclude",
    "expire",
    "forget_person",
    "join_by",
    "leave",
    "leave_late",
    "open_invitation",
    "publish_shift",
    "refuse",
    "refuse_group",
    "refuse_member",
    "reopen_group",
    "resubmit_group",
    "send_consent",
    "set_role",
    "sign_up",
    "sign_up_member",
    "strike_consent",
    "take_consent",
    "withdraw",
]
