"""Every write of budgeting. MOVES: what each move of a project does, for page and admin buttons."""

from budgeting.actions.clock import require
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
from budgeting.actions.drafts import Missing, missing, save_draft, start_draft
from budgeting.actions.moves import (
    MOVES,
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
from budgeting.actions.rounds import phase_problems, publish_round, revise_round
from budgeting.actions.supports import support, unsupport
from budgeting.actions.votes import close_vote, open_vote

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
    "MOVES",
    "Missing",
    "admit",
    "admit_application",
    "announce_commission",
    "apply",
    "appoint_commission",
    "cancel_meeting",
    "cast_rating",
    "choose_name",
    "close_vote",
    "decide",
    "depart",
    "draw_commission",
    "endorse",
    "enter_facts",
    "exclude_project",
    "extend_window",
    "leave_commissions",
    "list_applications",
    "list_servants",
    "missing",
    "offer_rework",
    "open_assessment",
    "open_vote",
    "phase_problems",
    "plan_meeting",
    "publish",
    "publish_round",
    "rank_projects",
    "record_meeting",
    "recuse",
    "refuse",
    "refuse_application",
    "require",
    "return_for_correction",
    "revise_round",
    "save_draft",
    "save_sheet",
    "seat_member",
    "start_draft",
    "start_review",
    "submit",
    "support",
    "take",
    "unsupport",
    "vacate_seat",
    "withdraw",
    "withdraw_application",
]
