"""The formal check of a nomination: admitted, returned with what to mend, refused with a reason."""

from django.db import transaction

from grants.actions.awards_letters import tell
from grants.models import Nomination
from grants.rules.awards import may_check_nomination
from portal.cases.actions import advance
from portal.cases.clock import require
from portal.cases.models import CaseEvent


def _checked(nomination: Nomination, move: str, actor, note: str) -> CaseEvent:
    rows = Nomination.objects.select_for_update(of=("self",))
    fresh = rows.select_related("season__award", "category", "nominator", "nominee_user").get(
        pk=nomination.pk
    )
    require(may_check_nomination(actor, fresh))
    event = advance(fresh, move, actor=actor, note=note)
    tell(fresh, event, move, note)
    nomination.refresh_from_db()
    return event


@transaction.atomic
def admit_nomination(nomination: Nomination, *, actor, note: str = "") -> CaseEvent:
    """Open its page to everybody: the nominee has agreed to this very text."""
    return _checked(nomination, "admit", actor, note)


@transaction.atomic
def return_nomination(nomination: Nomination, *, actor, note: str) -> CaseEvent:
    return _checked(nomination, "return", actor, note)


@transaction.atomic
def refuse_nomination(nomination: Nomination, *, actor, note: str) -> CaseEvent:
    return _checked(nomination, "not_admit", actor, note)
