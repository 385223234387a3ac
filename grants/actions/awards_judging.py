"""What a juror does besides marking: the declaration, stepping aside; and being let go."""

from django.db import transaction

from grants.actions.awards_marks import held_review, jury_marks
from grants.models import AwardSeason, Juror, JuryReview
from grants.rules import awards_jury as rules
from portal.cases.actions import advance
from portal.cases.clock import require
from portal.cases.models import CaseEvent


def assign_jury(season: AwardSeason) -> None:
    """A review for every juror of every admitted nomination in which he has no interest."""
    rows = [
        JuryReview(nomination=nomination, juror=juror)
        for nomination in season.nominations.filter(state="admitted")
        for juror in season.jurors.all()
        if not juror.has_interest_in(nomination)
    ]
    JuryReview.objects.bulk_create(rows)


@transaction.atomic
def declare_no_interest(review: JuryReview, *, actor, note: str = "") -> CaseEvent:
    fresh = held_review(review)
    require(rules.may_judge(actor, fresh))
    return advance(fresh, "declare", actor=actor, note=note)


@transaction.atomic
def recuse_juror(review: JuryReview, *, actor, note: str) -> CaseEvent:
    """Step aside from one nomination: the marks are void."""
    fresh = held_review(review)
    event = advance(fresh, "recuse", actor=actor, note=note, total=None)
    jury_marks(fresh).delete()
    return event


@transaction.atomic
def excuse_juror(review: JuryReview, *, actor, note: str) -> CaseEvent:
    """An official lets the juror go from what is not finished; drafts of marks are void."""
    fresh = held_review(review)
    event = advance(fresh, "excuse", actor=actor, note=note)
    jury_marks(fresh).delete()
    return event


@transaction.atomic
def excuse_everywhere(juror: Juror, *, actor, note: str) -> int:
    """The same for all that the juror has not finished; how many."""
    rows = list(juror.reviews.unfinished().select_related("nomination", "juror"))
    for review in rows:
        excuse_juror(review, actor=actor, note=note)
    return len(rows)
