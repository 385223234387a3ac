"""Who may do what in a contest, and when: role × date in one predicate, officials included."""

from grants.rules import applications, contests
from grants.rules.applications import (
    may_apply,
    may_check,
    may_edit,
    may_submit,
    may_withdraw,
)
from grants.rules.contests import may_answer, may_ask, may_run
from portal.accounts.rights import register

RIGHTS = {**contests.RIGHTS, **applications.RIGHTS}

register(RIGHTS)

__all__ = [
    "RIGHTS",
    "may_answer",
    "may_apply",
    "may_ask",
    "may_check",
    "may_edit",
    "may_run",
    "may_submit",
    "may_withdraw",
]
