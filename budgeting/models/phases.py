"""The phases of a round."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class PhaseKind(models.TextChoices):
    """BRIEF §1.6, in their usual order."""

    ANNOUNCE = "announce", _("Объявление")
    SUBMISSION = "submission", _("Приём заявок")
    CHECK = "check", _("Проверка")
    REMARKS = "remarks", _("Замечания и предложения")
    VOTE = "vote", _("Рейтинговое голосование")
    COMMISSION = "commission", _("Оценка комиссии")
    RESULTS = "results", _("Итоги")
    IMPLEMENTATION = "implementation", _("Реализация")
    REPORT = "report", _("Отчёты")
    ARCHIVE = "archive", _("Архив")


class RoundPhase(models.Model):
    """A phase of a round, from `starts_at` inclusive to `ends_at` exclusive; phases may overlap."""

    round = models.ForeignKey("budgeting.Round", on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("этап"), max_length=20, choices=PhaseKind.choices)
    starts_at = models.DateTimeField(_("начало"))
    ends_at = models.DateTimeField(_("окончание"))

    class Meta:
        verbose_name = _("этап раунда")
        verbose_name_plural = _("этапы раунда")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="phase_once_in_round"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="phase_ends_after_it_starts",
                violation_error_message=_("Окончание должно быть позже начала."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.round})"

    def runs_at(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at
