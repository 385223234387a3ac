"""Groups that wait for an official, for the one moderation queue."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.cases.queue import QueueItem
from volunteers.models import VolunteerGroup

AT_MOST = 100


def moderation(user) -> list[QueueItem]:
    """The oldest first, for officials who decide about groups."""
    if not user.has_perm("volunteers.manage_groups"):
        return []
    rows = VolunteerGroup.objects.waiting().order_by("updated_at", "id")
    return [
        QueueItem(
            kind=_("Группа добровольцев ждёт решения"),
            title=row.title,
            url=reverse("admin:volunteers_volunteergroup_change", args=[row.pk]),
            since=row.updated_at,
        )
        for row in rows[:AT_MOST]
    ]
