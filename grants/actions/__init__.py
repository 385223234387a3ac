"""Every write of grants. <MODEL>_MOVES: what each move does, for the buttons of page and admin."""

from grants.actions.checking import admit, expire_returned, not_admit, return_application, take
from grants.actions.checklist import Missing, missing
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
from grants.actions.drafts import (
    attach_grant_document,
    remove_grant_document,
    save_application,
    start_application,
)
from grants.actions.submitting import submit, withdraw

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
    "finish": finish_contest,
    "cancel": cancel_contest,
}

__all__ = [
    "APPLICATION_MOVES",
    "CONTEST_MOVES",
    "Missing",
    "admit",
    "answer_clarification",
    "ask_clarification",
    "attach_grant_document",
    "begin_expertise",
    "cancel_contest",
    "expire_returned",
    "finish_contest",
    "missing",
    "not_admit",
    "publish_contest",
    "remove_grant_document",
    "return_application",
    "rules_text",
    "save_application",
    "start_application",
    "submit",
    "take",
    "terms_of",
    "withdraw",
]
