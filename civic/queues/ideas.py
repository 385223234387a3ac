"""Ideas and challenges that wait for an official, for the one moderation queue."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from civic.models import Challenge, Idea
from civic.models.idea_states import IdeaState
from portal.cases.queue import QueueItem

AT_MOST = 100


def moderation(user) -> list[QueueItem]:
    """What this official may check, answer or decide; the nearest term first."""
    return [*_checks(user), *_answers(user), *_decisions(user)]


def _checks(user) -> list[QueueItem]:
    if not user.has_perm("civic.moderate_idea"):
        return []
    rows = Idea.objects.filter(state=IdeaState.MODERATION).order_by("check_due", "id")[:AT_MOST]
    return [_idea(row, user, _("Идея: проверить"), row.check_due) for row in rows]


def _answers(user) -> list[QueueItem]:
    if not user.has_perm("civic.answer_idea"):
        return []
    rows = Idea.objects.owed().order_by("answer_due", "id")[:AT_MOST]
    return [_idea(row, user, _("Идея: официальный ответ"), row.answer_due) for row in rows]


def _idea(row: Idea, user, kind: str, due) -> QueueItem:
    return QueueItem(
        kind=kind,
        title=row.title,
        url=reverse("admin:civic_idea_change", args=[row.pk]),
        since=row.submitted_at or row.created_at,
        due=end_of(due),
        mine=row.handler_id == user.pk,
    )


def _decisions(user) -> list[QueueItem]:
    if not user.has_perm("civic.run_challenge"):
        return []
    return [
        QueueItem(
            kind=_("Вызов: %(state)s") % {"state": row.get_state_display().lower()},
            title=row.title,
            url=reverse("admin:civic_challenge_change", args=[row.pk]),
            since=row.updated_at,
            due=end_of(row.decision_due) if row.decided_at is None else None,
        )
        for row in Challenge.objects.waiting()[:AT_MOST]
    ]


def end_of(day) -> datetime | None:
    """The last moment of the day in the city."""
    return day and timezone.make_aware(datetime.combine(day, time.max))
