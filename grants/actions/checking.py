"""The formal check: taken, returned with a list and a date, admitted or not."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from grants import rules
from grants.actions.letters import tell
from grants.models import Application
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import due_at


def _check(application: Application, move: str, *, actor, note: str = "", **changes) -> CaseEvent:
    require(rules.may_check(actor, application))
    changes.setdefault("handler", actor)
    return advance(application, move, actor=actor, note=note, **changes)


@transaction.atomic
def take(application: Application, *, actor, note: str = "") -> CaseEvent:
    event = _check(application, "check", actor=actor, note=note)
    tell(application, event)
    return event


@transaction.atomic
def return_application(application: Application, *, actor, note: str) -> CaseEvent:
    """Return it with what is to be mended; the date counts from the database's clock."""
    until = due_at("grant_rework", database_now())
    event = _check(application, "return", actor=actor, note=note, return_until=until)
    tell(application, event, format_lazy("{} {:%d.%m.%Y %H:%M}", _("Исправить до"), until))
    return event


@transaction.atomic
def admit(application: Application, *, actor, note: str = "") -> CaseEvent:
    event = _check(application, "admit", actor=actor, note=note)
    tell(application, event)
    return event


@transaction.atomic
def not_admit(application: Application, *, actor, note: str) -> CaseEvent:
    event = _check(application, "not_admit", actor=actor, note=note)
    tell(application, event)
    return event


@transaction.atomic
def expire_returned(application: Application) -> CaseEvent:
    """The clock's move: what was returned and not sent again in time is out."""
    event = advance(application, "expire", actor=None)
    tell(application, event)
    return event
