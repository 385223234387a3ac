"""Who may do what in a contest, and when: role × date in one predicate, officials included."""

from grants.rules import (
    agreements,
    amendments,
    applications,
    awards,
    awards_jury,
    consultations,
    contests,
    endowment,
    expertise,
    leases,
    partners,
    reports,
    social_orders,
)
from grants.rules.agreements import (
    lacks,
    may_approve,
    may_draft,
    may_manage,
    may_move_money,
    may_revise,
)
from grants.rules.amendments import may_amend
from grants.rules.amendments import may_approve as may_approve_amendment
from grants.rules.applications import (
    may_apply,
    may_check,
    may_edit,
    may_submit,
    may_withdraw,
)
from grants.rules.blind_copies import may_blind
from grants.rules.contests import may_answer, may_ask, may_run
from grants.rules.editors import may_join, may_remove, may_share, role_of
from grants.rules.expertise import (
    appeals_until,
    may_appeal,
    may_assign,
    may_compose,
    may_decide,
    may_pool,
    may_rate,
    may_read_blind,
    may_reconsider,
    may_review,
    may_score,
)
from grants.rules.leases import (
    checks_lacking,
    may_announce,
    may_apply_for,
    may_judge,
    may_keep_lease,
    may_keep_property,
    may_not_give,
    may_open,
    may_win,
    may_withdraw_lease,
    organisations_of,
)
from grants.rules.partners import (
    may_answer_partnership,
    may_ask_partner,
    may_confirm_on_paper,
    still_counts,
)
from grants.rules.reports import (
    may_demand,
    may_refuse,
    may_review_report,
    may_write_report,
    report_lacks,
)
from portal.accounts.rights import register

RIGHTS = {
    **contests.RIGHTS,
    **applications.RIGHTS,
    **expertise.RIGHTS,
    **agreements.RIGHTS,
    **amendments.RIGHTS,
    **reports.RIGHTS,
    **partners.RIGHTS,
    **leases.RIGHTS,
    **awards.RIGHTS,
    **awards_jury.RIGHTS,
    **endowment.RIGHTS,
    **social_orders.RIGHTS,
    **consultations.RIGHTS,
}

register(RIGHTS)

__all__ = [
    "RIGHTS",
    "appeals_until",
    "checks_lacking",
    "lacks",
    "may_amend",
    "may_announce",
    "may_answer",
    "may_answer_partnership",
    "may_appeal",
    "may_apply",
    "may_apply_for",
    "may_approve",
    "may_approve_amendment",
    "may_ask",
    "may_ask_partner",
    "may_assign",
    "may_blind",
    "may_check",
    "may_compose",
    "may_confirm_on_paper",
    "may_decide",
    "may_demand",
    "may_draft",
    "may_edit",
    "may_join",
    "may_judge",
    "may_keep_lease",
    "may_keep_property",
    "may_manage",
    "may_move_money",
    "may_not_give",
    "may_open",
    "may_pool",
    "may_rate",
    "may_read_blind",
    "may_reconsider",
    "may_refuse",
    "may_remove",
    "may_review",
    "may_review_report",
    "may_revise",
    "may_run",
    "may_score",
    "may_share",
    "may_submit",
    "may_win",
    "may_withdraw",
    "may_withdraw_lease",
    "may_write_report",
    "organisations_of",
    "report_lacks",
    "role_of",
    "still_counts",
]
