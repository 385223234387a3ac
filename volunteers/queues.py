"""What of volunteers waits for an official, for the one moderation queue."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.queue import QueueItem
from volunteers.models import (
    MiniProject,
    PartnerAgreement,
    PartnerCard,
    PhotoReport,
    VolunteerGroup,
)
from volunteers.models.long_weeks import to_look_at, week_of

AT_MOST = 100
LOOKED_AT = timedelta(days=31)


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


def mini_projects(user) -> list[QueueItem]:
    """Mini-projects and their reports to look at."""
    if not user.has_perm("volunteers.moderate_miniprojects"):
        return []
    rows = MiniProject.objects.waiting().order_by("updated_at", "id")[:AT_MOST]
    return [
        QueueItem(
            kind=_("Мини-проект ждёт публикации"),
            title=row.title,
            url=reverse("admin:volunteers_miniproject_change", args=[row.pk]),
            since=row.updated_at,
        )
        for row in rows
    ]


def photo_reports(user) -> list[QueueItem]:
    if not user.has_perm("volunteers.moderate_miniprojects"):
        return []
    rows = PhotoReport.objects.waiting().select_related("project").order_by("created_at", "id")
    return [
        QueueItem(
            kind=_("Фотоотчёт мини-проекта ждёт проверки"),
            title=row.project.title,
            url=reverse("admin:volunteers_photoreport_change", args=[row.pk]),
            since=row.created_at,
        )
        for row in rows[:AT_MOST]
    ]


def partner_cards(user) -> list[QueueItem]:
    """Cards of the exchange to look at."""
    if not user.has_perm("volunteers.moderate_partners"):
        return []
    rows = PartnerCard.objects.waiting().order_by("updated_at", "id")
    return [
        QueueItem(
            kind=_("Карточка биржи партнёрства ждёт публикации"),
            title=row.title,
            url=reverse("admin:volunteers_partnercard_change", args=[row.pk]),
            since=row.updated_at,
        )
        for row in rows[:AT_MOST]
    ]


def agreements(user) -> list[QueueItem]:
    """Agreements that wait for the signature of the city."""
    if not user.has_perm("volunteers.moderate_partners"):
        return []
    rows = PartnerAgreement.objects.waiting().order_by("updated_at", "id")
    return [
        QueueItem(
            kind=_("Трёхстороннее соглашение ждёт подписи города"),
            title=row.subject,
            url=reverse("admin:volunteers_partneragreement_change", args=[row.pk]),
            since=row.updated_at,
        )
        for row in rows[:AT_MOST]
    ]


def hours(user) -> list[QueueItem]:
    """Weeks with too many hours of one person that nobody has looked at; a month back."""
    if not user.has_perm("volunteers.manage_groups"):
        return []
    rows = to_look_at(timezone.now() - LOOKED_AT)
    return [
        QueueItem(
            kind=_("Необычно много часов добровольца за неделю"),
            title=_("%(name)s: %(hours)s ч. с %(day)s")
            % {
                "name": f"{row['user__last_name']} {row['user__first_name']}".strip(),
                "hours": f"{row['sum'].normalize():f}",
                "day": f"{timezone.localtime(row['week']):%d.%m.%Y}",
            },
            url=reverse("admin:volunteers_hourrow_week", args=[row["user"], week_of(row)]),
            since=row["week"],
        )
        for row in rows[:AT_MOST]
    ]
