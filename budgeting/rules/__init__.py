"""Who may do what in a round, and when. One module a subject; RIGHTS is what all of them name.

Each right answers with a reason in Russian; the same function hides the button and refuses the
POST.
"""

import rules

from budgeting.rules import execution, projects
from budgeting.rules.execution import (
    lacks,
    may_approve,
    may_decline,
    may_enter,
    may_hold_acceptance,
    may_import,
    may_mark,
    may_plan,
    may_rate,
    may_show,
    may_sign,
    may_write_report,
    required_money,
    unpaid_money,
)
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

RIGHTS = {**projects.RIGHTS, **execution.RIGHTS}


def _predicate(right):
    @rules.predicate
    def holds(user, case) -> bool:
        return case is not None and bool(right(user, case))

    return holds


for _name, _right in RIGHTS.items():
    rules.add_perm(_name, _predicate(_right))

__all__ = [
    "RIGHTS",
    "in_phase",
    "lacks",
    "may_admit",
    "may_approve",
    "may_check",
    "may_comment",
    "may_decline",
    "may_edit",
    "may_enter",
    "may_hold_acceptance",
    "may_implement",
    "may_import",
    "may_mark",
    "may_plan",
    "may_propose",
    "may_publish_round",
    "may_rate",
    "may_review",
    "may_show",
    "may_sign",
    "may_submit",
    "may_support",
    "may_withdraw",
    "may_write_report",
    "official_of",
    "required_money",
    "signed_in",
    "unpaid_money",
]
