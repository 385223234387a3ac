"""Every write of budgeting. MOVES: what each move of a project does, for page and admin buttons."""

from budgeting.actions import execution, moves
from budgeting.actions.bank import Statement, import_statement, read_statement
from budgeting.actions.commission import (
    announce_commission,
    appoint_commission,
    draw_commission,
    extend_window,
    list_applications,
    seat_member,
)
from budgeting.actions.commission_applications import (
    admit_application,
    apply,
    choose_name,
    list_servants,
    refuse_application,
    withdraw_application,
)
from budgeting.actions.commission_decision import decide, depart
from budgeting.actions.commission_marks import enter_facts, exclude_project, recuse, save_sheet
from budgeting.actions.commission_meetings import cancel_meeting, plan_meeting, record_meeting
from budgeting.actions.commission_ranking import rank_projects
from budgeting.actions.commission_rating import cast_rating, open_assessment
from budgeting.actions.commission_seats import leave_commissions, vacate_seat
from budgeting.actions.content import Missing, missing
from budgeting.actions.drafts import save_draft, start_draft
from budgeting.actions.evidence import evidence, link_evidence, links_of, named_cases
from budgeting.actions.ledger import approve, decline, enter, prepare
from budgeting.actions.merges import (
    MERGEOFFER_MOVES,
    accept_merge,
    cancel_merge,
    choose,
    decline_merge,
    offer_merge,
    settle_merges,
)
from budgeting.actions.moves import (
    admit,
    endorse,
    offer_rework,
    publish,
    refuse,
    return_for_correction,
    start_review,
    submit,
    take,
    withdraw,
)
from budgeting.actions.papers import attach_files, papers_of
from budgeting.actions.pots import set_incompatible, set_pots
from budgeting.actions.remarks import add_remark, answer_remark
from budgeting.actions.reports import (
    prepare_refunds,
    rate,
    rating_of,
    refund_shares,
    save_report,
)
from budgeting.actions.rounds import phase_problems, problems_of, publish_round, revise_round
from budgeting.actions.supports import support, unsupport
from budgeting.actions.votes import close_vote, open_vote, set_level
from budgeting.actions.works import (
    add_milestone,
    add_photo,
    available,
    hold_acceptance,
    mark_milestone,
    move_milestone,
    sign_contract,
    terminate_contract,
)
from portal.cases.clock import require

MOVES = {**moves.MOVES, **execution.MOVES}
OPERATION_MOVES = {"approve": approve, "decline": decline}

COMMISSION_MOVES = {
    "announce": announce_commission,
    "appoint": appoint_commission,
    "list": list_applications,
    "draw": draw_commission,
    "assess": open_assessment,
    "rank": rank_projects,
    "decide": decide,
}
COMMISSIONAPPLICATION_MOVES = {
    "admit": admit_application,
    "refuse": refuse_application,
    "withdraw": withdraw_application,
}

__all__ = [
    "COMMISSIONAPPLICATION_MOVES",
    "COMMISSION_MOVES",
    "MERGEOFFER_MOVES",
    "MOVES",
    "OPERATION_MOVES",
    "Missing",
    "Statement",
    "accept_merge",
    "add_milestone",
    "add_photo",
    "add_remark",
    "admit",
    "admit_application",
    "announce_commission",
    "answer_remark",
    "apply",
    "appoint_commission",
    "approve",
    "attach_files",
    "available",
    "cancel_meeting",
    "cancel_merge",
    "cast_rating",
    "choose",
    "choose_name",
    "close_vote",
    "decide",
    "decline",
    "decline_merge",
    "depart",
    "draw_commission",
    "endorse",
    "enter",
    "enter_facts",
    "evidence",
    "exclude_project",
    "extend_window",
    "hold_acceptance",
    "import_statement",
    "leave_commissions",
    "link_evidence",
    "links_of",
    "list_applications",
    "list_servants",
    "mark_milestone",
    "missing",
    "move_milestone",
    "named_cases",
    "offer_merge",
    "offer_rework",
    "open_assessment",
    "open_vote",
    "papers_of",
    "phase_problems",
    "plan_meeting",
    "prepare",
    "prepare_refunds",
    "problems_of",
    "publish",
    "publish_round",
    "rank_projects",
    "rate",
    "rating_of",
    "read_statement",
    "record_meeting",
    "recuse",
    "refund_shares",
    "refuse",
    "refuse_application",
    "require",
    "return_for_correction",
    "revise_round",
    "save_draft",
    "save_report",
    "save_sheet",
    "seat_member",
    "set_incompatible",
    "set_level",
    "set_pots",
    "settle_merges",
    "sign_contract",
    "start_draft",
    "start_review",
    "submit",
    "support",
    "take",
    "terminate_contract",
    "unsupport",
    "vacate_seat",
    "withdraw",
    "withdraw_application",
]
