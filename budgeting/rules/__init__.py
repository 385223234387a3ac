"""Who may do what in a round, and when. One module a subject; RIGHTS is what all of them name.

Each right answers with a reason in Russian; the same function hides the button and refuses the
POST.
"""

import rules

from budgeting.rules import commission, projects
from budgeting.rules.phases import in_phase, official_of, signed_in
from budgeting.rules.projects import (
    may_admit,
    may_check,
    may_comment,
    may_edit,
    may_implement,
    may_propose,
    may_review,
    may_submit,
    may_support,
    may_withdraw,
)
from budgeting.rules.rounds import may_publish_round

RIGHTS = {**projects.RIGHTS, **commission.RIGHTS}


def _predicate(right):
    @rules.predicate
    def holds(user, case) -> bool:
        return case is not None and bool(right(user, case))

    return holds


for _name, _right in RIGHTS.items():
    rules.add_perm(_name, _predicate(_right))

__all__ = [
    "RIGHTS",
    "commission",
    "in_phase",
    "may_admit",
    "may_check",
    "may_comment",
    "may_edit",
    "may_implement",
    "may_propose",
    "may_publish_round",
    "may_review",
    "may_submit",
    "may_support",
    "may_withdraw",
    "official_of",
    "signed_in",
]
