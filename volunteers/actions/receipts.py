"""What came of a promise of help: received, not received, not needed any more."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.actions import advance
from portal.cases.models import CaseEvent
from volunteers.actions.locks import locked_project
from volunteers.actions.miniproject_letters import tell_donor
from volunteers.actions.pledges import count, withdraw_pledge
from volunteers.models import MiniProject, Pledge


@transaction.atomic
def receive(row: Pledge, *, actor, note: str = "", amount: Decimal | None = None) -> CaseEvent:
    """Confirm that the help came; less than promised frees the rest."""
    locked_project(row.need.project_id)
    came = row.amount if amount is None else amount
    if not 0 < came <= row.amount:
        text = _("Получено — больше нуля и не больше обещанного.")
        raise ValidationError({"amount": text})
    event = advance(row, "receive", actor=actor, note=note, received=came)
    count(row, promised=came - row.amount, received=came)
    tell_donor(row, event)
    return event


@transaction.atomic
def miss(row: Pledge, *, actor, note: str = "") -> CaseEvent:
    """The help did not come: others may promise it."""
    locked_project(row.need.project_id)
    event = advance(row, "miss", actor=actor, note=note)
    count(row, promised=-row.amount)
    tell_donor(row, event)
    return event


def end_promise(row: Pledge) -> CaseEvent:
    """Nobody asks for it any more: under the lock of the project, or at the end of an account."""
    event = advance(row, "release", actor=None)
    count(row, promised=-row.amount)
    return event


def release_pledges(project: MiniProject) -> None:
    """End what is still promised; call it under the lock of the project."""
    rows = Pledge.objects.promised().filter(need__project=project)
    for row in rows.select_related("need__project", "user"):
        tell_donor(row, end_promise(row))


PLEDGE_MOVES = {"withdraw": withdraw_pledge, "receive": receive, "miss": miss}
