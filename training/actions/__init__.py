"""Every write of training. <MODEL>_MOVES: what each move does, for buttons of page and admin."""

from training.actions import reserve
from training.actions.campaigns import (
    cancel_campaign,
    decide,
    portfolio_of,
    publish_campaign,
    rank,
)
from training.actions.completion import (
    complete,
    complete_if_ready,
    complete_ready,
    fail,
    progress_of,
    reissue_certificate,
    revoke_certificate,
)
from training.actions.ethics import (
    accept_conduct,
    acknowledge,
    edit_code,
    publish_code,
    reject_conduct,
    remind_of_code,
    tell_conduct,
    unread_by,
)
from training.actions.forgetting import forget_person
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
from training.actions.plan import repeat_plan
from training.actions.preparing import (
    add_material,
    drop_material,
    drop_meeting,
    edit_session,
    save_meeting,
)
from training.actions.quizzes import answer, close_late, start_attempt
from training.actions.reminders import remind, to_remind
from training.actions.reserve import (
    add_plan_item,
    appoint,
    attach,
    change_consent,
    detach,
    exclude,
    expire_reserve,
    finish_plan_item,
    lapse,
    mark,
    missing,
    return_application,
    start_application,
    write_application,
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
ENROLMENT_MOVES = {
    "confirm": confirm,
    "cancel": cancel,
    "refuse": refuse,
    "complete": complete,
    "fail": fail,
}
CAMPAIGN_MOVES = {
    "publish": publish_campaign,
    "rank": rank,
    "decide": decide,
    "cancel": cancel_campaign,
}
RESERVEAPPLICATION_MOVES = {
    "submit": reserve.submit,
    "withdraw": reserve.withdraw,
    "check": reserve.check,
    "return": return_application,
    "admit": reserve.admit,
    "invite": reserve.invite,
    "refuse": reserve.refuse,
    "plan": reserve.begin_plan,
    "appoint": appoint,
    "exclude": exclude,
}
CODEVERSION_MOVES = {"publish": publish_code}
CONDUCTFEEDBACK_MOVES = {"accept": accept_conduct, "reject": reject_conduct}
WORK_MOVES = {"submit": submit_work, "return": return_work, "accept": accept_work}

__all__ = [
    "CAMPAIGN_MOVES",
    "CODEVERSION_MOVES",
    "CONDUCTFEEDBACK_MOVES",
    "ENROLMENT_MOVES",
    "RESERVEAPPLICATION_MOVES",
    "SESSION_MOVES",
    "WORK_MOVES",
    "accept_conduct",
    "accept_work",
    "acknowledge",
    "add_material",
    "add_plan_item",
    "answer",
    "appoint",
    "attach",
    "cancel",
    "cancel_campaign",
    "cancel_session",
    "change_consent",
    "change_quota",
    "close_late",
    "close_queue",
    "complete",
    "complete_if_ready",
    "complete_ready",
    "confirm",
    "decide",
    "detach",
    "drop_material",
    "drop_meeting",
    "edit_code",
    "edit_session",
    "enrol",
    "enrol_department",
    "exclude",
    "expire",
    "expire_reserve",
    "fail",
    "finish_module",
    "finish_plan_item",
    "forget_person",
    "give_feedback",
    "judge",
    "lapse",
    "mark",
    "mark_attendance",
    "mark_work",
    "missing",
    "portfolio_of",
    "progress_of",
    "publish_campaign",
    "publish_code",
    "publish_session",
    "rank",
    "refuse",
    "reissue_certificate",
    "reject_conduct",
    "remind",
    "remind_of_code",
    "repeat_plan",
    "reserve",
    "return_application",
    "return_work",
    "revoke_certificate",
    "save_meeting",
    "select",
    "start_application",
    "start_attempt",
    "submit_work",
    "tell_conduct",
    "to_remind",
    "unread_by",
    "write_application",
    "write_work",
]
