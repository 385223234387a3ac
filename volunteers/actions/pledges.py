"""Promising help and taking it back; the counters of a need change with it.

One lock, of the mini-project: whoever promises, takes back, confirms or ends it takes it first, so
promises never exceed what is needed and none is given to a project that has just ended.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal.cases.actions import advance, record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from volunteers.actions.locks import locked_project
from volunteers.actions.miniproject_letters import tell_author, tell_donor
from volunteers.models import Need, Pledge
from volunteers.rules import pledges as rules
from volunteers.rules.miniprojects import may_speak_for


@transaction.atomic
def pledge(
    need: Need,
    *,
    actor,
    amount: Decimal,
    organisation=None,
    contact: str = "",
    text: str = "",
    shows_name: bool = False,
) -> Pledge:
    """Promise help. Raises PermissionDenied, ValidationError for more than is still needed."""
    project = locked_project(need.project_id)
    fresh = Need.objects.get(pk=need.pk)
    fresh.project = project
    require(rules.may_pledge(actor, fresh))
    if organisation and not (verdict := may_speak_for(actor, organisation)):
        raise ValidationError({"organisation": verdict.reason})
    if amount <= 0:
        raise ValidationError({"amount": _("Обещать можно больше нуля.")})
    if not fresh.takes_more and amount > fresh.left:
        left = f"{fresh.left.normalize():f} {fresh.measure}".replace(".", ",")
        raise ValidationError({"amount": _("Осталось нужно: %(left)s.") % {"left": left}})
    row = Pledge.objects.create(
        need=fresh, user=actor, organisation=organisation, amount=amount, contact=contact,
        text=text, shows_name=shows_name,
    )  # fmt: skip
    count(row, promised=amount)
    event = record(row, "created", actor=actor, to_state=row.state, public=False)
    tell_author(project, event, "pledged", url=row.get_absolute_url())
    tell_donor(row, event, "pledged")
    return row


def count(row: Pledge, *, promised: Decimal = Decimal(0), received: Decimal = Decimal(0)) -> None:
    Need.objects.filter(pk=row.need_id).update(
        promised=F("promised") + promised, received=F("received") + received
    )


@transaction.atomic
def withdraw_pledge(row: Pledge, *, actor, note: str = "") -> CaseEvent:
    """Take the promise back: what it held is free again."""
    project = locked_project(row.need.project_id)
    event = advance(row, "withdraw", actor=actor, note=note)
    count(row, promised=-row.amount)
    tell_author(project, event, url=row.get_absolute_url())
    return event


@transaction.atomic
def show_name(row: Pledge, *, actor, shown: bool) -> None:
    """Be named on the wall, or no longer: the donor alone decides, at any time."""
    require(rules.may_withdraw_pledge(actor, row))
    Pledge.objects.filter(pk=row.pk).update(shows_name=shown)
