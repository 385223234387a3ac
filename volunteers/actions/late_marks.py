"""Marks that a page without connection has kept: whose time counts, and how they arrive once.

The phone tells how long the mark has waited, by its own clock; the moment is counted back from the
database's clock. It lies after the moment the server gave the page out and within the shift.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.clock import database_now
from portal.cases.models import CaseEvent
from volunteers.actions.attendance import check_in, sign_in, sign_out
from volunteers.actions.signups import locked
from volunteers.models import Shift, Signup

LONGEST = timedelta(hours=12)
# A mark that has waited no longer than this is an ordinary one.
AT_ONCE = timedelta(minutes=1)


class LateMark(NamedTuple):
    """`key` is the page's own for each press; `opened` is when the server gave the page out.

    `unseen`: the page came from the browser's own store, and `opened` is of an earlier visit.
    """

    key: str
    waited: timedelta
    opened: datetime
    unseen: bool = False

    def moment(self) -> datetime | None:
        """When the button was pressed; None for just now. Raises ValidationError out of bounds."""
        if timedelta() <= self.waited <= AT_ONCE:
            return None
        moment = database_now() - self.waited
        if self.waited < timedelta() or self.waited > LONGEST or moment < self.opened - AT_ONCE:
            raise ValidationError(
                _("Отметка пришла слишком поздно или часы телефона сбились: подойдите к "
                  "координатору, он впишет время.")
            )  # fmt: skip
        return moment


def is_known(signup: Signup, key: str) -> bool:
    """Whether this press has arrived before; asked under the locks of the sign-up."""
    return CaseEvent.objects.of(signup).filter(data__key=key).exists()


@transaction.atomic
def check_in_late(shift: Shift, *, actor, late: LateMark, leaving: bool) -> Signup | None:
    """The volunteer's press at the place. None when it has arrived before.

    Raises as `check_in` does, ValidationError for a time out of bounds.
    """
    for row in shift.signups.filter(user=actor):
        locked(row)
        if is_known(row, late.key):
            return None
    data = {"key": late.key, "waited": int(late.waited.total_seconds()), "unseen": late.unseen}
    return check_in(shift, actor=actor, leaving=leaving, at=late.moment(), data=data)


@transaction.atomic
def mark_late(signup: Signup, *, actor, late: LateMark, leaving: bool) -> CaseEvent | None:
    """The coordinator's press in the list. None when it has arrived before."""
    locked(signup)
    if is_known(signup, late.key):
        return None
    act = sign_out if leaving else sign_in
    at = late.moment()
    note = _("отмечено без связи") if at else ""
    return act(signup, actor=actor, at=at, note=note, data={"key": late.key})
