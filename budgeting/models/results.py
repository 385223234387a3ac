"""What a round came to: counted once, shown for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgeting.models.rounds import Round, TallyRule


class RoundResult(models.Model):
    """The count of a round, written once per count: the results page reads no ballot again."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="result")
    rule = models.CharField(max_length=20, choices=TallyRule.choices)
    data = models.JSONField()
    ballots = models.PositiveIntegerField(default=0)
    total_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    counted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("итог раунда")
        verbose_name_plural = _("итоги раундов")

    def __str__(self) -> str:
        return f"{self.round}: {self.rule}"
