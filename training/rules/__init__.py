"""Who may do what in training, and when: role × date in one predicate, officials included."""

from portal.accounts.rights import register
from training.rules import ethics, learning, preparing, reserve, sessions
from training.rules.audience import department_of
from training.rules.ethics import (
    A_DAY,
    may_acknowledge,
    may_edit_code,
    may_manage_ethics,
    may_tell_about,
    may_tell_conduct,
)
from training.rules.learning import (
    may_give_feedback,
    may_mentor,
    may_review,
    may_study,
    may_submit_work,
)
from training.rules.preparing import may_call_off, may_prepare
from training.rules.reserve import (
    is_commissioner,
    may_apply,
    may_check,
    may_conclude,
    may_edit,
    may_keep,
    may_manage,
    may_submit,
    may_withdraw,
)
from training.rules.sessions import (
    is_fit,
    is_training_staff,
    may_batch,
    may_cancel,
    may_certify,
    may_complete,
    may_confirm,
    may_enrol,
    may_enrol_others,
    may_judge,
    may_run,
    may_select,
    open_for_enrolment,
)

RIGHTS = {
    **sessions.RIGHTS,
    **preparing.RIGHTS,
    **learning.RIGHTS,
    **reserve.RIGHTS,
    **ethics.RIGHTS,
}

register(RIGHTS)

__all__ = [
    "A_DAY",
    "RIGHTS",
    "department_of",
    "is_commissioner",
    "is_fit",
    "is_training_staff",
    "may_acknowledge",
    "may_apply",
    "may_batch",
    "may_call_off",
    "may_cancel",
    "may_certify",
    "may_check",
    "may_complete",
    "may_conclude",
    "may_confirm",
    "may_edit",
    "may_edit_code",
    "may_enrol",
    "may_enrol_others",
    "may_give_feedback",
    "may_judge",
    "may_keep",
    "may_manage",
    "may_manage_ethics",
    "may_mentor",
    "may_prepare",
    "may_review",
    "may_run",
    "may_select",
    "may_study",
    "may_submit",
    "may_submit_work",
    "may_tell_about",
    "may_tell_conduct",
    "may_withdraw",
    "open_for_enrolment",
]
