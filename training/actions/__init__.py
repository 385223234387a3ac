"""Every write of training. <MODEL>_MOVES: what each move does, for buttons of page and admin."""

from training.actions.places import (
    cancel,
    confirm,
    enrol,
    enrol_department,
    expire,
    refuse,
)
from training.actions.sessions import (
    cancel_session,
    change_quota,
    close_queue,
    judge,
    publish_session,
    select,
)

SESSION_MOVES = {"publish": publish_session, "select": select, "cancel": cancel_session}
ENROLMENT_MOVES = {"confirm": confirm, "cancel": cancel, "refuse": refuse}

__all__ = [
    "ENROLMENT_MOVES",
    "SESSION_MOVES",
    "cancel",
    "cancel_session",
    "change_quota",
    "close_queue",
    "confirm",
    "enrol",
    "enrol_department",
    "expire",
    "judge",
    "publish_session",
    "refuse",
    "select",
]
