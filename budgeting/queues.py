"""Projects and remarks that wait for an official, for the one moderation queue."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.models import Project, Remark
from portal.cases.queue import QueueItem

AT_MOST = 100


def moderation(user) -> list[QueueItem]:
    """The oldest first; nothing for an official without the right to moderate projects."""
    if not user.has_perm("budgeting.moderate_project"):
        return []
    projects = Project.objects.waiting().filter(round__is_published=True).order_by("submitted_at")
    remarks = Remark.objects.unanswered().filter(project__round__is_published=True)
    return [
        *(_item(project, user) for project in projects.select_related("round")[:AT_MOST]),
        *(_remark(row, user) for row in remarks.select_related("project")[:AT_MOST]),
    ]


def _item(project: Project, user) -> QueueItem:
    return QueueItem(
        kind=_("Проект: %(state)s") % {"state": project.get_state_display().lower()},
        title=project.title,
        url=reverse("admin:budgeting_project_change", args=[project.pk]),
        since=project.submitted_at or project.created_at,
        due=_end_of(project.next_due),
        mine=project.handler_id == user.pk,
    )


def _remark(remark: Remark, user) -> QueueItem:
    """The answer is due with the review of its project."""
    return QueueItem(
        kind=_("Замечание к проекту"),
        title=remark.project.title,
        url=reverse("admin:budgeting_remark_change", args=[remark.pk]),
        since=remark.created_at,
        due=_end_of(remark.project.review_due),
        mine=remark.project.handler_id == user.pk,
    )


def _end_of(day) -> datetime | None:
    return day and timezone.make_aware(datetime.combine(day, time.max))
