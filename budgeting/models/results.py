"""What a round came to: counted once, shown for ever."""

import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgeting.models.rounds import Round, TallyRule


class RoundResult(models.Model):
    """The count of a round, written once per count: the results page reads no ballot again.

    The same ballots and rules give the same `text`, byte for byte; `digest` is its SHA-256.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="result")
    rule = models.CharField(max_length=20, choices=TallyRule.choices)
    data = models.JSONField()
    digest = models.CharField(_("отпечаток протокола"), max_length=64, blank=True, editable=False)
    ballots = models.PositiveIntegerField(default=0)
    total_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    counted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("итог раунда")
        verbose_name_plural = _("итоги раундов")

    def __str__(self) -> str:
        return f"{self.round}: {self.rule}"

    @property
    def text(self) -> str:
        """The canonical JSON of the protocol."""
        return canonical(self.data)


def canonical(data: dict) -> str:
    """One text for one protocol: keys in order, no spaces, a line end."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n"


def digest_of(data: dict) -> str:
    return hashlib.sha256(canonical(data).encode()).hexdigest()
