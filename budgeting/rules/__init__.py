"""Who may do what in a round, and when. One module a subject; RIGHTS is what all of them name.

Each right answers with a reason in Russian; the same function hides the button and refuses the
POST.
"""

from budgeting.rules import commission, execution, merges, projects
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
from budgeting.rules.merges import (
    may_answer_merge,
    may_be_joined,
    may_cancel_merge,
    may_choose,
    may_move_support,
    may_offer_merge,
)
from budgeting.rules.phases import in_phase, official_of, signed_in
from budgeting.rules.projects import (
    may_admit,
    may_check,
    may_comment,
    may_consider,
    may_decide,
    may_decline_rework,
    may_edit,
    may_finish_rework,
    may_implement,
    may_promote,
    may_review,
    may_set_level,
    may_submit,
    may_support,
    may_withdraw,
    old_enough_to_support,
    support_is_open,
)
from budgeting.rules.proposers import ORGANISED, may_propose, organisations_of, proposer_kinds
from budgeting.rules.remarks import may_answer_remark, may_remark, window_open
from budgeting.rules.rounds import (
    may_publish_round,
    may_recount,
    may_set_incompatible,
    may_set_pots,
)
from portal.accounts.rights import register

RIGHTS = {**projects.RIGHTS, **merges.RIGHTS, **execution.RIGHTS, **commission.RIGHTS}

register(RIGHTS)

__all__ = [
    "ORGANISED",
    "RIGHTS",
    "commission",
    "in_phase",
    "lacks",
    "may_admit",
    "may_answer_merge",
    "may_answer_remark",
    "may_approve",
    "may_be_joined",
    "may_cancel_merge",
    "may_check",
    "may_choose",
    "may_comment",
    "may_consider",
    "may_decide",
    "may_decline",
    "may_decline_rework",
    "may_edit",
    "may_enter",
    "may_finish_rework",
    "may_hold_acceptance",
    "may_implement",
    "may_import",
    "may_mark",
    "may_move_support",
    "may_offer_merge",
    "may_plan",
    "may_promote",
    "may_propose",
    "may_publish_round",
    "may_rate",
    "may_recount",
    "may_remark",
    "may_review",
    "may_set_incompatible",
    "may_set_level",
    "may_set_pots",
    "may_show",
    "may_sign",
    "may_submit",
    "may_support",
    "may_withdraw",
    "may_write_report",
    "official_of",
    "old_enough_to_support",
    "organisations_of",
    "proposer_kinds",
    "required_money",
    "signed_in",
    "support_is_open",
    "unpaid_money",
    "window_open",
]
