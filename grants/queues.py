"""Applications and questions that wait for an official, for the one moderation queue."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.models import Application, Clarification
from portal.cases.queue import QueueItem

AT_MOST = 100


def moderation(user) -> list[QueueItem]:
    """The oldest first; nothing for an official without the right to process them."""
    found = []
    if user.has_perm("grants.process_application"):
        rows = Application.objects.waiting().order_by("submitted_at").select_related("contest")
        found += [_application(row, user) for row in rows[:AT_MOST]]
    if user.has_perm("grants.run_contest"):
        asked = Clarification.objects.filter(answered_at=None).order_by("id")
        found += [_question(row) for row in asked[:AT_MOST]]
    return found


def _application(row: Application, user) -> QueueItem:
    return QueueItem(
        kind=_("Заявка на грант: %(state)s") % {"state": row.get_state_display().lower()},
        title=str(row),
        url=reverse("admin:grants_application_change", args=[row.pk]),
        since=row.submitted_at or row.created_at,
        due=row.check_due and timezone.make_aware(datetime.combine(row.check_due, time.max)),
        mine=row.handler_id == user.pk,
    )


def _question(row: Clarification) -> QueueItem:
    return QueueItem(
        kind=_("Вопрос о конкурсе"),
        title=row.text[:100],
        url=reverse("admin:grants_clarification_change", args=[row.pk]),
        since=row.asked_at,
    )
