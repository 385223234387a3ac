"""Statements of residents that wait for a moderator."""

from django.urls import reverse
from django.utils.translation import gettext as _

from civic.models import Statement
from portal.cases.queue import QueueItem

AT_MOST = 100


def moderation(user) -> list[QueueItem]:
    """The oldest first; nothing for who may not check them."""
    if not user.has_perm("civic.moderate_statement"):
        return []
    return [
        QueueItem(
            kind=_("Утверждение"),
            title=row.text,
            url=reverse("admin:civic_statement_change", args=[row.pk]),
            since=row.created_at,
        )
        for row in Statement.objects.waiting()[:AT_MOST]
    ]
