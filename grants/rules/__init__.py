"""Who may do what in a contest, and when: role × date in one predicate, officials included."""

import rules

from grants.rules import applications, contests
from grants.rules.applications import (
    may_apply,
    may_check,
    may_edit,
    may_submit,
    may_withdraw,
)
from grants.rules.contests import may_answer, may_ask, may_run

RIGHTS = {**contests.RIGHTS, **applications.RIGHTS}


def _predicate(right):
    @rules.predicate
    def holds(user, case) -> bool:
        return case is not None and bool(right(user, case))

    return holds


for _name, _right in RIGHTS.items():
    rules.add_perm(_name, _predicate(_right))

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
