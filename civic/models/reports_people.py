"""What others say about a report: neighbours who have it too or saw it mended, a later day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from civic.models.reports import Report


class MeToo(models.Model):
    """«У меня тоже»: one per account; whoever joined is told and may confirm the fix."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="me_toos")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("«у меня тоже»")
        verbose_name_plural = _("«у меня тоже»")
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="me_too_once")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.user_id}"


class FixVote(models.Model):
    """What a neighbour saw after an answer of the executor: mended or not."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="fix_votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_fixed = models.BooleanField(_("исправлено"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("подтверждение соседа")
        verbose_name_plural = _("подтверждения соседей")
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="fix_vote_once")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.user_id}"


class Postponement(models.Model):
    """An executor asks for a later day; another official approves it or refuses."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="postponements")
    until = models.DateField(_("на какой день"))
    reason = models.TextField(_("причина"), max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("просит"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("когда"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("решил"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("решено"), null=True, blank=True)
    is_approved = models.BooleanField(_("утверждено"), null=True, blank=True)

    class Meta:
        verbose_name = _("перенос срока")
        verbose_name_plural = _("переносы срока")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=models.Q(decided_at=None),
                name="one_open_postponement",
                violation_error_message=_("Просьба о переносе уже ждёт решения."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} → {self.until:%d.%m.%Y}"
