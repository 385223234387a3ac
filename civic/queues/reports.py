"""Reports, later days and failed deliveries that wait for an official, for the one queue."""

from django.urls import reverse
from django.utils.translation import gettext as _

from civic.models import Handover, Postponement, Report, ReportState
from portal.cases.queue import QueueItem

AT_MOST = 100


def moderation(user) -> list[QueueItem]:
    """What this official may act upon: to check, to redirect, to mend, to approve, to repair."""
    found = []
    if user.has_perm("civic.moderate_report") or user.has_perm("civic.handle_report"):
        rows = Report.objects.visible_to(user).waiting()
        if user.has_perm("civic.moderate_report"):
            rows = rows.filter(state__in=(ReportState.MODERATION, ReportState.REDIRECT))
        else:
            rows = rows.filter(department__officials=user)
        found += [_item(report, user) for report in rows.order_by("due_at", "id")[:AT_MOST]]
    if user.has_perm("civic.approve_delay"):
        found += _delays(user)
    if user.has_perm("civic.view_handover"):
        found += _failures()
    return found


def _item(report: Report, user) -> QueueItem:
    return QueueItem(
        kind=_("Сообщение: %(state)s") % {"state": report.get_state_display().lower()},
        title=report.title,
        url=reverse("admin:civic_report_change", args=[report.pk]),
        since=report.submitted_at or report.created_at,
        due=report.due_at,
        mine=report.handler_id == user.pk,
    )


def _delays(user) -> list[QueueItem]:
    rows = Postponement.objects.filter(decided_at=None).exclude(asked_by=user)
    return [
        QueueItem(
            kind=_("Сообщение: просят перенести срок"),
            title=row.report.title,
            url=reverse("admin:civic_report_change", args=[row.report_id]),
            since=row.asked_at,
            due=row.report.due_at,
        )
        for row in rows.select_related("report")[:AT_MOST]
    ]


def _failures() -> list[QueueItem]:
    rows = Handover.objects.failed().select_related("report", "department")[:AT_MOST]
    return [
        QueueItem(
            kind=_("Сообщение не доставлено исполнителю"),
            title=f"{row.report.title} → {row.department}",
            url=reverse("admin:civic_handover_change", args=[row.pk]),
            since=row.created_at,
        )
        for row in rows
    ]
