"""Projects that wait for an official, for the one moderation queue."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.models import Commission, CommissionApplication, Project
from budgeting.rules.commission import RUN
from portal.cases.queue import QueueItem

AT_MOST = 100


def moderation(user) -> list[QueueItem]:
    """The oldest projects first; nothing for an official without the right to moderate them."""
    if not user.has_perm("budgeting.moderate_project"):
        return []
    projects = Project.objects.waiting().filter(round__is_published=True).order_by("submitted_at")
    return [_item(project, user) for project in projects.select_related("round")[:AT_MOST]]


def _item(project: Project, user) -> QueueItem:
    return QueueItem(
        kind=_("Проект: %(state)s") % {"state": project.get_state_display().lower()},
        title=project.title,
        url=reverse("admin:budgeting_project_change", args=[project.pk]),
        since=project.submitted_at or project.created_at,
        due=_end_of(project.review_due),
        mine=project.handler_id == user.pk,
    )


def _end_of(day) -> datetime | None:
    return day and timezone.make_aware(datetime.combine(day, time.max))


def commissions(user) -> list[QueueItem]:
    """Applications to check, and commissions whose next step has come."""
    if not user.has_perm(RUN):
        return []
    applications = CommissionApplication.objects.waiting().filter(commission__state="accepting")
    found = applications.select_related("commission__round").order_by("id")[:AT_MOST]
    waiting = Commission.objects.waiting().select_related("round").order_by("id")[:AT_MOST]
    return [*map(_application, found), *filter(None, map(_commission, waiting))]


def _application(application: CommissionApplication) -> QueueItem:
    return QueueItem(
        kind=_("Заявление в комиссию"),
        title=f"{application}, {application.commission.round}",
        url=reverse("admin:budgeting_commissionapplication_change", args=[application.pk]),
        since=application.created_at,
        due=application.commission.closes_at,
    )


def _commission(commission: Commission) -> QueueItem | None:
    """What the official owes now; None while the commission waits for a date."""
    since, text = {
        "draft": (commission.created_at, _("объявить комиссию")),
        "accepting": (commission.closes_at, _("опубликовать список заявлений")),
        "listed": (commission.updated_at, _("провести жеребьёвку")),
        "assessing": (commission.assess_until, _("подвести рейтинг")),
        "ranked": (commission.updated_at, _("опубликовать решение")),
    }[commission.state]
    if since is None or since > timezone.now():
        return None
    return QueueItem(
        kind=_("Комиссия: %(what)s") % {"what": text},
        title=str(commission.round),
        url=reverse("admin:budgeting_commission_change", args=[commission.pk]),
        since=since,
    )
