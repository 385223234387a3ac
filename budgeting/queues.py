"""What waits for an official of budgeting, for the one moderation queue."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.models import (
    Commission,
    CommissionApplication,
    Milestone,
    Operation,
    Project,
    Remark,
    Report,
)
from budgeting.rules.commission import RUN
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


def execution(user) -> list[QueueItem]:
    """Reports that are due, steps behind their date, money another official has prepared."""
    if not user.has_perm("budgeting.execute_project"):
        return []
    return [*_reports(user), *_late_steps(user), *_operations(user)]


def _reports(user) -> list[QueueItem]:
    rows = Report.objects.awaited().select_related("project").order_by("due_on")
    return [
        _of_execution(_("Отчёт о проекте"), row.project, user, row.project.updated_at, row.due_on)
        for row in rows[:AT_MOST]
    ]


def _late_steps(user) -> list[QueueItem]:
    rows = Milestone.objects.late().select_related("project").order_by("planned_on")
    return [
        _of_execution(
            _("Этап работ просрочен"),
            row.project,
            user,
            _end_of(row.planned_on),
            row.planned_on,
            title=f"{row.title}: {row.project.title}",
        )
        for row in rows[:AT_MOST]
    ]


def _of_execution(kind, project, user, since, day, *, title="") -> QueueItem:
    return QueueItem(
        kind=kind,
        title=title or project.title,
        url=reverse("admin:budgeting_execution_change", args=[project.pk]),
        since=since,
        due=_end_of(day),
        mine=project.handler_id == user.pk,
    )


def _operations(user) -> list[QueueItem]:
    rows = Operation.objects.waiting().exclude(prepared_by=user).select_related("project")
    return [
        QueueItem(
            kind=_("Деньги на утверждение"),
            title=f"{row}: {row.project.title}",
            url=reverse("admin:budgeting_operation_change", args=[row.pk]),
            since=row.created_at,
            mine=row.project.handler_id == user.pk,
        )
        for row in rows.order_by("id")[:AT_MOST]
    ]


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
