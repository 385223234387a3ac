"""Every write of budgeting. MOVES: what each move of a project does, for page and admin buttons."""

from budgeting.actions.content import Missing, missing
from budgeting.actions.drafts import save_draft, start_draft
from budgeting.actions.evidence import evidence, link_evidence, links_of, named_cases
from budgeting.actions.merges import (
    MERGEOFFER_MOVES,
    accept_merge,
    cancel_merge,
    choose,
    decline_merge,
    offer_merge,
    settle_merges,
)
from budgeting.actions import execution, moves
from budgeting.actions.bank import Statement, import_statement, read_statement
from budgeting.actions.ledger import approve, decline, enter, prepare
from portal.cases.clock import require
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
from budgeting.actions.commission_seats import vacate_seat
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
from budgeting.actions.remarks import add_remark, answer_remark
from budgeting.actions.rounds import phase_problems, problems_of, publish_round, revise_round
from budgeting.actions.reports import (
    prepare_refunds,
    rate,
    rating_of,
    refund_shares,
    save_report,
)
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
    "MERGEOFFER_MOVES",
    "COMMISSIONAPPLICATION_MOVES",
    "COMMISSION_MOVES",
    "MOVES",
    "OPERATION_MOVES",
    "Missing",
    "accept_merge",
    "add_remark",
    "Statement",
    "add_milestone",
    "add_photo",
    "admit",
    "answer_remark",
    "attach_files",
    "cancel_merge",
    "choose",
    "approve",
    "available",
    "admit_application",
    "announce_commission",
    "apply",
    "appoint_commission",
    "cancel_meeting",
    "cast_rating",
    "choose_name",
    "close_vote",
    "decline_merge",
    "decline",
    "decide",
    "depart",
    "draw_commission",
    "endorse",
    "evidence",
    "link_evidence",
    "links_of",
    "enter",
    "hold_acceptance",
    "import_statement",
    "mark_milestone",
    "enter_facts",
    "exclude_project",
    "extend_window",
    "list_applications",
    "list_servants",
    "missing",
    "named_cases",
    "offer_merge",
    "move_milestone",
    "offer_rework",
    "open_assessment",
    "open_vote",
    "papers_of",
    "phase_problems",
    "problems_of",
    "prepare",
    "prepare_refunds",
    "plan_meeting",
    "publish",
    "publish_round",
    "rate",
    "rating_of",
    "read_statement",
    "refund_shares",
    "rank_projects",
    "record_meeting",
    "recuse",
    "refuse",
    "refuse_application",
    "require",
    "return_for_correction",
    "revise_round",
    "save_draft",
    "settle_merges",
    "set_level",
    "save_report",
    "sign_contract",
    "save_sheet",
    "seat_member",
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
