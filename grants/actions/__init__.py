"""Every write of grants. <MODEL>_MOVES: what each move does, for the buttons of page and admin."""

from grants.actions.agreements import (
    agreement_problems,
    draft_agreement,
    enact_agreement,
    fulfil_agreement,
    revise_agreement,
    sign_agreement,
    terminate_agreement,
)
from grants.actions.amendments import (
    amendment_problems,
    approve_amendment,
    decline_amendment,
    prepare_amendment,
    terms_now,
)
from grants.actions.appeals import answer_objection, change_decision, file_objection, left_for
from grants.actions.assigning import add_expert, assign, assign_all
from grants.actions.awards import (
    cancel_season,
    fill_categories,
    move_season,
    publish_season,
    season_problems,
)
from grants.actions.awards_checking import admit_nomination, refuse_nomination, return_nomination
from grants.actions.awards_consent import STATEMENT, consent, decline, nomination_of, token_of
from grants.actions.awards_deciding import decide_nomination, publish_laureates, undecided
from grants.actions.awards_judging import (
    declare_no_interest,
    excuse_everywhere,
    excuse_juror,
    recuse_juror,
)
from grants.actions.awards_marks import jury_criteria, jury_marks, other_totals, save_marks
from grants.actions.awards_nominating import (
    remove_nomination_file,
    save_nomination,
    send_nomination,
    start_nomination,
    withdraw_nomination,
)
from grants.actions.awards_rating import judging_problems, rate_season
from grants.actions.blind_copies import blot_page, check_blind_copy, make_blind_copy
from grants.actions.checking import admit, expire_returned, not_admit, return_application, take
from grants.actions.checklist import Missing, missing
from grants.actions.consultations import ask_consultation, mark_helped, withdraw_consultation
from grants.actions.consulting import (
    appoint_consultation,
    ask_outcome,
    hold_consultation,
    not_hold_consultation,
    remind_of_consultation,
)
from grants.actions.contests import (
    answer_clarification,
    ask_clarification,
    begin_expertise,
    cancel_contest,
    finish_contest,
    publish_contest,
    rules_text,
    terms_of,
)
from grants.actions.deciding import (
    add_commission_member,
    decide_contest,
    deciding_problems,
    departs,
    hold_meeting,
    led_to,
    prepare_decision,
)
from grants.actions.demands import demand_return, demandable, warn_of_demand, withdraw_demand
from grants.actions.drafts import (
    attach_grant_document,
    remove_grant_document,
    save_application,
    start_application,
)
from grants.actions.editors import (
    answer_invitation,
    forget_coeditor,
    invite_editor,
    remove_editor,
)
from grants.actions.edits import Overtaken, Typed, keep_aside, last_edit
from grants.actions.endowment import approve_operation, decline_operation, prepare_operation
from grants.actions.endowment_pledges import mark_kept, promise, take_back
from grants.actions.forgetting import forget_person
from grants.actions.lease_applications import apply_for_lease, withdraw_lease
from grants.actions.lease_deciding import record_check, refuse_lease, win_lease
from grants.actions.lease_offers import announce_offer, cancel_offer, not_give_offer, open_offer
from grants.actions.leases import end_lease, fail_lease, sign_lease
from grants.actions.marks import expert_criteria, leanings, marks_of
from grants.actions.partners import (
    ask_partner,
    confirm_on_paper,
    confirm_partnership,
    decline_partnership,
)
from grants.actions.payments import (
    approve_payment,
    decline_payment,
    left_of,
    prepare_payment,
)
from grants.actions.property import save_property
from grants.actions.rating import rate_contest, rating_problems
from grants.actions.reports import (
    accept_report,
    add_expense,
    papers_of,
    plan_and_fact,
    refuse_expense,
    remove_expense,
    return_report,
    save_report,
    send_report,
    warn_of_report,
)
from grants.actions.reviewing import declare, recuse, remove, retire_expert, save_review
from grants.actions.social_confirming import approve_fact, decline_fact
from grants.actions.social_facts import free_for, prepare_fact
from grants.actions.social_orders import add_social_executor, plan_problems, save_order
from grants.actions.submitting import limit_reached, submit, withdraw

APPLICATION_MOVES = {
    "submit": submit,
    "withdraw": withdraw,
    "check": take,
    "return": return_application,
    "admit": admit,
    "not_admit": not_admit,
}
CONTEST_MOVES = {
    "publish": publish_contest,
    "rate": rate_contest,
    "decide": decide_contest,
    "finish": finish_contest,
    "cancel": cancel_contest,
}
# «finish» is not among them: a review is finished with its marks, from its own page.
REVIEW_MOVES = {"declare": declare, "recuse": recuse, "remove": remove}
AGREEMENT_MOVES = {
    "sign": sign_agreement,
    "enact": enact_agreement,
    "fulfil": fulfil_agreement,
    "terminate": terminate_agreement,
}
REPORT_MOVES = {"send": send_report, "return": return_report, "accept": accept_report}
LEASEOFFER_MOVES = {
    "announce": announce_offer,
    "open": open_offer,
    "not_give": not_give_offer,
    "cancel": cancel_offer,
}
LEASEAPPLICATION_MOVES = {"withdraw": withdraw_lease, "win": win_lease, "refuse": refuse_lease}
LEASE_MOVES = {"sign": sign_lease, "fail": fail_lease, "end": end_lease}
AWARDSEASON_MOVES = {
    "publish": publish_season,
    "rate": rate_season,
    "decide": publish_laureates,
    "cancel": cancel_season,
}
NOMINATION_MOVES = {
    "send": send_nomination,
    "consent": consent,
    "decline": decline,
    "withdraw": withdraw_nomination,
    "return": return_nomination,
    "admit": admit_nomination,
    "not_admit": refuse_nomination,
}
# «finish» comes with the marks, from the juror's own page.
JURYREVIEW_MOVES = {
    "declare": declare_no_interest,
    "recuse": recuse_juror,
    "excuse": excuse_juror,
}
ENDOWMENTOPERATION_MOVES = {"approve": approve_operation, "decline": decline_operation}
CONSULTATION_MOVES = {
    "appoint": appoint_consultation,
    "hold": hold_consultation,
    "not_hold": not_hold_consultation,
    "withdraw": withdraw_consultation,
}
SOCIALFACT_MOVES = {"approve": approve_fact, "decline": decline_fact}
AMENDMENT_MOVES = {"approve": approve_amendment, "decline": decline_amendment}
PARTNERCONSENT_MOVES = {
    "confirm": confirm_partnership,
    "decline": decline_partnership,
    "record_letter": confirm_on_paper,
}
PAYMENT_MOVES = {"approve": approve_payment, "decline": decline_payment}

__all__ = [
    "AGREEMENT_MOVES",
    "AMENDMENT_MOVES",
    "APPLICATION_MOVES",
    "AWARDSEASON_MOVES",
    "CONSULTATION_MOVES",
    "CONTEST_MOVES",
    "ENDOWMENTOPERATION_MOVES",
    "JURYREVIEW_MOVES",
    "LEASEAPPLICATION_MOVES",
    "LEASEOFFER_MOVES",
    "LEASE_MOVES",
    "NOMINATION_MOVES",
    "PARTNERCONSENT_MOVES",
    "PAYMENT_MOVES",
    "REPORT_MOVES",
    "REVIEW_MOVES",
    "SOCIALFACT_MOVES",
    "STATEMENT",
    "Missing",
    "Overtaken",
    "Typed",
    "accept_report",
    "add_commission_member",
    "add_expense",
    "add_expert",
    "add_social_executor",
    "admit",
    "admit_nomination",
    "agreement_problems",
    "amendment_problems",
    "announce_offer",
    "answer_clarification",
    "answer_invitation",
    "answer_objection",
    "apply_for_lease",
    "appoint_consultation",
    "approve_amendment",
    "approve_fact",
    "approve_operation",
    "approve_payment",
    "ask_clarification",
    "ask_consultation",
    "ask_outcome",
    "ask_partner",
    "assign",
    "assign_all",
    "attach_grant_document",
    "begin_expertise",
    "blot_page",
    "cancel_contest",
    "cancel_offer",
    "cancel_season",
    "change_decision",
    "check_blind_copy",
    "confirm_on_paper",
    "confirm_partnership",
    "consent",
    "decide_contest",
    "decide_nomination",
    "deciding_problems",
    "declare",
    "declare_no_interest",
    "decline",
    "decline_amendment",
    "decline_fact",
    "decline_operation",
    "decline_partnership",
    "decline_payment",
    "demand_return",
    "demandable",
    "departs",
    "draft_agreement",
    "enact_agreement",
    "end_lease",
    "excuse_everywhere",
    "excuse_juror",
    "expert_criteria",
    "expire_returned",
    "fail_lease",
    "file_objection",
    "fill_categories",
    "finish_contest",
    "forget_coeditor",
    "forget_person",
    "free_for",
    "fulfil_agreement",
    "hold_consultation",
    "hold_meeting",
    "invite_editor",
    "judging_problems",
    "jury_criteria",
    "jury_marks",
    "keep_aside",
    "last_edit",
    "leanings",
    "led_to",
    "left_for",
    "left_of",
    "limit_reached",
    "make_blind_copy",
    "mark_helped",
    "mark_kept",
    "marks_of",
    "missing",
    "move_season",
    "nomination_of",
    "not_admit",
    "not_give_offer",
    "not_hold_consultation",
    "open_offer",
    "other_totals",
    "papers_of",
    "plan_and_fact",
    "plan_problems",
    "prepare_amendment",
    "prepare_decision",
    "prepare_fact",
    "prepare_operation",
    "prepare_payment",
    "promise",
    "publish_contest",
    "publish_laureates",
    "publish_season",
    "rate_contest",
    "rate_season",
    "rating_problems",
    "record_check",
    "recuse",
    "recuse_juror",
    "refuse_expense",
    "refuse_lease",
    "refuse_nomination",
    "remind_of_consultation",
    "remove",
    "remove_editor",
    "remove_expense",
    "remove_grant_document",
    "remove_nomination_file",
    "retire_expert",
    "return_application",
    "return_nomination",
    "return_report",
    "revise_agreement",
    "rules_text",
    "save_application",
    "save_marks",
    "save_nomination",
    "save_order",
    "save_property",
    "save_report",
    "save_review",
    "season_problems",
    "send_nomination",
    "send_report",
    "sign_agreement",
    "sign_lease",
    "start_application",
    "start_nomination",
    "submit",
    "take",
    "take_back",
    "terminate_agreement",
    "terms_now",
    "terms_of",
    "token_of",
    "undecided",
    "warn_of_demand",
    "warn_of_report",
    "win_lease",
    "withdraw",
    "withdraw_consultation",
    "withdraw_demand",
    "withdraw_lease",
    "withdraw_nomination",
]
