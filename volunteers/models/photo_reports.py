"""What came of a mini-project: told with photographs, shown once an official has looked."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.miniproject_states import PHOTOREPORT_LIFECYCLE, SHOWN, PhotoReportState
from volunteers.models.miniprojects import MiniProject

COUNTED = [MinValueValidator(0), MaxValueValidator(1_000_000)]


class PhotoReportQuerySet(models.QuerySet):
    def accepted(self) -> "PhotoReportQuerySet":
        return self.filter(state=PhotoReportState.ACCEPTED, project__state__in=SHOWN)

    def visible_to(self, user) -> "PhotoReportQuerySet":
        """Accepted ones for everybody; the rest for who leads the project and the officials."""
        if not user.is_authenticated:
            return self.accepted()
        if user.is_staff and user.has_perm("volunteers.moderate_miniprojects"):
            return self
        led = MiniProject.objects.led_by(user).values("pk")
        shown = Q(state=PhotoReportState.ACCEPTED, project__state__in=SHOWN)
        return self.filter(shown | Q(project__in=led))

    def waiting(self) -> "PhotoReportQuerySet":
        return self.filter(state=PhotoReportState.SUBMITTED)


class PhotoReport(Case):
    LIFECYCLE = PHOTOREPORT_LIFECYCLE
    EVENT_LABELS = {"created": _("Отчёт отправлен")}
    STATE_TONES = {
        PhotoReportState.SUBMITTED: "warning",
        PhotoReportState.ACCEPTED: "good",
        PhotoReportState.RETURNED: "bad",
    }

    state = models.CharField(
        _("состояние"),
        max_length=9,
        choices=PhotoReportState.choices,
        default=PhotoReportState.SUBMITTED,
    )
    project = models.ForeignKey(
        MiniProject, verbose_name=_("мини-проект"), on_delete=models.PROTECT, related_name="reports"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто отчитался"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.TextField(_("что получилось"), max_length=4000)
    participants = models.PositiveIntegerField(_("сколько людей участвовало"), validators=COUNTED)
    beneficiaries = models.PositiveIntegerField(_("скольким людям помогли"), validators=COUNTED)

    objects = PhotoReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("фотоотчёт мини-проекта")
        verbose_name_plural = _("фотоотчёты мини-проектов")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=("submitted", "accepted")),
                name="one_live_report_of_a_miniproject",
                violation_error_message=_("Отчёт уже отправлен."),
            )
        ]

    def __str__(self) -> str:
        return str(self.project)

    def get_absolute_url(self) -> str:
        return self.project.get_absolute_url()
