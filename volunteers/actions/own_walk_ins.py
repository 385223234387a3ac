"""Shifts one came to without an account, found by the phone confirmed in the account since."""

from django.db import transaction

from portal.cases.clock import require
from portal.cases.models import CaseEvent
from volunteers import rules
from volunteers.actions.locks import locked_user
from volunteers.actions.walk_ins import forget_walk_in, join_walk_in, locked_walk_in
from volunteers.models import Signup, WalkIn


def _own(walk_in: WalkIn, actor) -> WalkIn:
    """The row as it is now, under the locks of person and shift, if it is the person's by phone."""
    person = locked_user(actor.pk)
    row = locked_walk_in(walk_in)
    require(rules.has_its_phone(person, row))
    return row


@transaction.atomic
def join_by_phone(walk_in: WalkIn, *, actor) -> Signup:
    """Put the hours into one's own account, once. Raises PermissionDenied, ValidationError."""
    return join_walk_in(_own(walk_in, actor), actor=actor, person=actor)


@transaction.atomic
def forget_by_phone(walk_in: WalkIn, *, actor) -> CaseEvent:
    """Have name and phone removed: it was somebody else, or the consent is withdrawn."""
    return forget_walk_in(_own(walk_in, actor))
