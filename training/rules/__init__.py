"""Who may do what in training, and when: role × date in one predicate, officials included."""

from portal.accounts.rights import register
from training.rules import sessions
from training.rules.sessions import (
    department_of,
    is_fit,
    is_training_staff,
    may_batch,
    may_cancel,
    may_confirm,
    may_enrol,
    may_judge,
    may_run,
    may_select,
    open_for_enrolment,
)

RIGHTS = {**sessions.RIGHTS}

register(RIGHTS)

__all__ = [
    "RIGHTS",
    "department_of",
    "is_fit",
    "is_training_staff",
    "may_batch",
    "may_cancel",
    "may_confirm",
    "may_enrol",
    "may_judge",
    "may_run",
    "may_select",
    "open_for_enrolment",
]
