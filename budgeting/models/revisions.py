"""The rules of a round as they were published, and every public change of them since."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgeting.models.rounds import Round


class RoundRevision(models.Model):
    """A state of the rules nobody can rewrite: `digest` is the SHA-256 of `text`.

    `changes` holds old and new, as text, of what differs from the revision before (number 1 is the
    publication itself); keys are fields of the round, and `phase:…` for the dates of a phase.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("редакция"))
    text = models.TextField(_("текст правил"))
    digest = models.CharField(_("отпечаток"), max_length=64)
    reason = models.TextField(_("причина"), blank=True)
    changes = models.JSONField(_("что изменилось"), default=dict, blank=True)
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)

    class Meta:
        verbose_name = _("редакция правил")
        verbose_name_plural = _("редакции правил")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.number}"
