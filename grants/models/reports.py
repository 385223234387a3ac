"""What a recipient reports about a grant, and when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models.agreements import Agreement
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case


class ReportState(models.TextChoices):
    PLANNED = "planned", _("Ожидается")
    SENT = "sent", _("На проверке")
    RETURNED = "returned", _("Возвращён")
    ACCEPTED = "accepted", _("Принят")


class ReportKind(models.TextChoices):
    INTERIM = "interim", _("промежуточный")
    FINAL = "final", _("итоговый")


R = ReportState
REVIEW = "grants.review_report"


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportQuerySet":
        """For whom the agreement is, once it is signed."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).values("pk"))

    def expected(self) -> "ReportQuerySet":
        """The recipient's turn: while money is being spent, and after it was broken off."""
        alive = Q(agreement__state__in=("active", "terminated"), agreement__paid__gt=0)
        return self.filter(alive, state__in=(R.PLANNED, R.RETURNED))

    def overdue(self, today=None) -> "ReportQuerySet":
        """Not sent by its day; what was returned has a day of its own."""
        day = today or timezone.localdate()
        late = Q(state=R.PLANNED, due__lt=day) | Q(state=R.RETURNED, return_until__lt=day)
        return self.expected().filter(late)

    def waiting(self) -> "ReportQuerySet":
        """What an official must check."""
        return self.filter(state=R.SENT)


class Report(Case):
    """Written by the recipient until it is sent; accepted, or returned with what to mend."""

    CONFIDENTIAL = True
    LIFECYCLE = Lifecycle(
        ReportState,
        R.PLANNED,
        Transition("send", (R.PLANNED, R.RETURNED), R.SENT, _("Отправить отчёт"),
                   "grants.send_report", public=False),
        Transition("return", (R.SENT,), R.RETURNED, _("Вернуть отчёт"), REVIEW,
                   needs_note=True, public=False),
        Transition("accept", (R.SENT,), R.ACCEPTED, _("Принять отчёт"), REVIEW, public=False),
    )  # fmt: skip
    STATE_TONES = {R.SENT: "info", R.RETURNED: "warning", R.ACCEPTED: "good"}
    EVENT_LABELS = {
        "coming": _("Напомнили о сроке"),
        "overdue": _("Напомнили: срок прошёл"),
        "refused": _("Расход не принят"),
    }

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("соглашение"), on_delete=models.CASCADE, related_name="reports"
    )
    number = models.PositiveSmallIntegerField(_("№"), default=1)
    kind = models.CharField(
        _("вид"), max_length=7, choices=ReportKind.choices, default=ReportKind.FINAL
    )
    due = models.DateField(_("сдать до"))
    state = models.CharField(
        _("состояние"), max_length=8, choices=ReportState.choices, default=R.PLANNED
    )
    narrative = models.TextField(_("что сделано"), max_length=10_000, blank=True)
    results = models.TextField(_("что изменилось"), max_length=5000, blank=True)
    beneficiaries = models.PositiveIntegerField(
        _("получили пользу, человек"), null=True, blank=True
    )
    sent_at = models.DateTimeField(_("отправлен"), null=True, blank=True, editable=False)
    return_until = models.DateField(_("исправить до"), null=True, blank=True, editable=False)
    warned_on = models.DateField(null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("отчёт о гранте")
        verbose_name_plural = _("отчёты о грантах")
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["state", "due"])]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="report_number_once",
                violation_error_message=_("Отчёт с таким номером уже есть."),
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(kind="final"),
                name="final_report_once",
                violation_error_message=_("Итоговый отчёт может быть только один."),
            ),
        ]

    def __str__(self) -> str:
        return _("Отчёт № %(number)s (%(kind)s)") % {
            "number": self.number,
            "kind": self.get_kind_display(),
        }

    def get_absolute_url(self) -> str:
        return reverse("grants:report", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.state in (R.PLANNED, R.RETURNED)

    @property
    def last_day(self):
        """By what day it is the recipient's turn."""
        return self.return_until if self.state == R.RETURNED else self.due

    def private_files_may_be_seen_by(self, user) -> bool:
        return self.may_be_seen_by(user)
