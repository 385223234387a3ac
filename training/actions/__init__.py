"""Every write of training. <MODEL>_MOVES: what each move does, for buttons of page and admin."""

from training.actions.completion import (
    complete,
    complete_if_ready,
    complete_ready,
    fail,
    progress_of,
    reissue_certificate,
    revoke_certificate,
)
from training.actions.learning import (
    accept_work,
    finish_module,
    give_feedback,
    mark_attendance,
    mark_work,
    return_work,
    submit_work,
    write_work,
)
from training.actions.places import (
    cancel,
    confirm,
    enrol,
    enrol_department,
    expire,
    refuse,
)
from training.actions.quizzes import answer, close_late, start_attempt
from training.actions.reminders import remind, to_remind
from training.actions.sessions import (
    cancel_session,
    change_quota,
    close_queue,
    judge,
    publish_session,
    select,
)

SESSION_MOVES = {"publish": publish_session, "select": select, "cancel": cancel_session}
ENROLMENT_MOVES = {
    "confirm": confirm,
    "cancel": cancel,
    "refuse": refuse,
    "complete": complete,
    "fail": fail,
}
WORK_MOVES = {"submit": submit_work, "return": return_work, "accept": accept_work}

__all__ = [
    "ENROLMENT_MOVES",
    "SESSION_MOVES",
    "WORK_MOVES",
    "accept_work",
    "answer",
    "cancel",
    "cancel_session",
    "change_quota",
    "close_late",
    "close_queue",
    "complete",
    "complete_if_ready",
    "complete_ready",
    "confirm",
    "enrol",
    "enrol_department",
    "expire",
    "fail",
    "finish_module",
    "give_feedback",
    "judge",
    "mark_attendance",
    "mark_work",
    "progress_of",
    "publish_session",
    "refuse",
    "reissue_certificate",
    "remind",
    "return_work",
    "revoke_certificate",
    "select",
    "start_attempt",
    "submit_work",
    "to_remind",
    "write_work",
]
