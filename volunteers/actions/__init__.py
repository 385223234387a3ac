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

__all__ = [
    "MEMBERSHIP_MOVES",
    "VOLUNTEERGROUP_MOVES",
    "accept",
    "add_document",
    "announce",
    "approve_group",
    "ask_to_join",
    "close_group",
    "close_invitation",
    "create_group",
    "edit_group",
    "exclude",
    "forget_person",
    "join_by",
    "leave",
    "open_invitation",
    "refuse_group",
    "refuse_member",
    "reopen_group",
    "resubmit_group",
    "send_consent",
    "set_role",
    "strike_consent",
    "take_consent",
]
