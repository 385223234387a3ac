"""Who typed what into a step; two people at one step are told of each other and lose nothing."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from grants import rules
from grants.models import Application, StepEdit
from portal.cases.clock import database_now, require

SITTING = timedelta(minutes=30)  # savings of one person within it are one row


class Typed(NamedTuple):
    """A step as it was sent: `seen` is the number of the saving the sender had before them."""

    step: str
    data: dict
    seen: int | None = None


class Overtaken(Exception):
    """Somebody else saved the step after the sender had opened it; `edit` is theirs."""

    def __init__(self, edit: StepEdit) -> None:
        self.edit = edit
        super().__init__(
            _("Пока вы писали, этот шаг изменил другой человек: %(who)s, %(when)s.")
            % {"who": edit.user, "when": date_format(localtime(edit.saved_at), "H:i")}
        )


def last_edit(application: Application, step: str) -> StepEdit | None:
    """The saving the columns hold now."""
    rows = application.edits.filter(step=step, is_aside=False).select_related("user")
    return rows.order_by("-number").first()


def keep_edit(application: Application, typed: Typed, actor) -> None:
    """Write down the saving; the caller holds the row of the application. Raises Overtaken."""
    last = last_edit(application, typed.step)
    if last and last.data == typed.data:
        return
    others = last and last.user_id != actor.pk
    if others and typed.seen is not None and last.number > typed.seen:
        raise Overtaken(last)
    now = database_now()
    row = last if last and not others and now - last.saved_at < SITTING else None
    row = row or StepEdit(application=application, step=typed.step, user=actor)
    row.number, row.data, row.saved_at = _next_number(application), typed.data, now
    row.save()
    _asides(application, typed.step, actor).delete()


def _next_number(application: Application) -> int:
    return (application.edits.aggregate(last=Max("number"))["last"] or 0) + 1


def _asides(application: Application, step: str, actor):
    return application.edits.filter(step=step, user=actor, is_aside=True)


@transaction.atomic
def keep_aside(application: Application, typed: Typed, *, actor) -> StepEdit:
    """Keep what came too late beside what is saved: one row of a person and step."""
    fresh = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    require(rules.may_edit(actor, fresh, database_now()))
    row = _asides(fresh, typed.step, actor).first()
    row = row or StepEdit(application=fresh, step=typed.step, user=actor, is_aside=True)
    row.number, row.data, row.saved_at = _next_number(fresh), typed.data, database_now()
    row.save()
    return row
