"""Who may do what in training, and when: role × date in one predicate, officials included."""

from portal.accounts.rights import register
from training.rules import learning, sessions
from training.rules.learning import (
    may_give_feedback,
    may_mentor,
    may_review,
    may_study,
    may_submit_work,
)
from training.rules.sessions import (
    department_of,
    is_fit,
    is_training_staff,
    may_batch,
    may_cancel,
    may_complete,
    may_confirm,
    may_enrol,
    may_judge,
    may_run,
    may_select,
    open_for_enrolment,
)

RIGHTS = {**sessions.RIGHTS, **learning.RIGHTS}

register(RIGHTS)

__all__ = [
    "RIGHTS",
    "department_of",
    "is_fit",
    "is_training_staff",
    "may_batch",
    "may_cancel",
    "may_complete",
    "may_confirm",
    "may_enrol",
    "may_give_feedback",
    "may_judge",
    "may_mentor",
    "may_review",
    "may_run",
    "may_select",
    "may_study",
    "may_submit_work",
    "open_for_enrolment",
]
