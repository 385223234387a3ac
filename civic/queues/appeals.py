"""Appeals that wait for an official, for the one moderation queue: only those of the own desk."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from civic.models import Appeal
from civic.models.appeal_states import AppealState
from portal.cases.queue import QueueItem

AT_MOST = 100


def moderation(user) -> list[QueueItem]:
    """The nearest term first; nothing for who has no desk or no right to the registry."""
    if not user.has_perm("civic.view_appeal"):
        return []
    rows = Appeal.objects.visible_to(user).waiting().exclude(author=user)
    return [_item(row, user) for row in rows.order_by("answer_due", "register_due", "id")[:AT_MOST]]


def _item(row: Appeal, user) -> QueueItem:
    due = row.register_due if row.state == AppealState.SENT else row.answer_due
    return QueueItem(
        kind=_("Обращение: %(state)s") % {"state": row.get_state_display().lower()},
        title=f"{row} {row.subject}",
        url=reverse("admin:civic_appeal_change", args=[row.pk]),
        since=row.sent_at or row.created_at,
        due=due and timezone.make_aware(datetime.combine(due, time.max)),
        mine=row.executor_id == user.pk,
    )
