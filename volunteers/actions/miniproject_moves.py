"""Deciding about a mini-project, sending it again, ending it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.actions import advance
from portal.cases.models import CaseEvent
from volunteers.actions.locks import locked_project
from volunteers.actions.miniproject_letters import tell_author
from volunteers.actions.receipts import release_pledges
from volunteers.models import MiniProject


@transaction.atomic
def decide_project(project: MiniProject, move: str, *, actor, note: str = "") -> CaseEvent:
    event = advance(project, move, actor=actor, note=note)
    tell_author(project, event)
    return event


def publish_project(project: MiniProject, *, actor, note: str = "") -> CaseEvent:
    if project.pledges_until < timezone.localdate():
        raise ValidationError(_("Срок приёма помощи прошёл: верните на исправление."))
    return decide_project(project, "publish", actor=actor, note=note)


def refuse_project(project: MiniProject, *, actor, note: str = "") -> CaseEvent:
    return decide_project(project, "refuse", actor=actor, note=note)


def resubmit_project(project: MiniProject, *, actor, note: str = "") -> CaseEvent:
    return advance(project, "resubmit", actor=actor, note=note)


def withdraw_project(project: MiniProject, *, actor, note: str = "") -> CaseEvent:
    return advance(project, "withdraw", actor=actor, note=note)


@transaction.atomic
def cancel_project(project: MiniProject, *, actor, note: str = "") -> CaseEvent:
    """Call it off: open promises end, everybody who promised is told."""
    locked_project(project.pk)
    if project.reports.waiting().exists():
        raise PermissionDenied(_("Отчёт уже отправлен: сначала решение о нём."))
    event = decide_project(project, "cancel", actor=actor, note=note)
    release_pledges(project)
    return event


MINIPROJECT_MOVES = {
    "publish": publish_project,
    "refuse": refuse_project,
    "resubmit": resubmit_project,
    "withdraw": withdraw_project,
    "cancel": cancel_project,
}
