"""The decision of a named official about each nomination of a season."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models.awards_nominations import Nomination


class AwardDecision(models.Model):
    """What a named official decided and why; published with all others of the season at once."""

    nomination = models.OneToOneField(
        Nomination, on_delete=models.PROTECT, related_name="award_decision"
    )
    is_laureate = models.BooleanField(_("лауреат"))
    reason = models.TextField(_("причины решения"), max_length=3000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    signed = models.CharField(_("кто решил"), max_length=400, editable=False)
    decided_on = models.DateTimeField(_("когда"), editable=False)

    class Meta:
        verbose_name = _("решение о награде")
        verbose_name_plural = _("решения о наградах")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="award_decision_has_reasons"),
        ]

    def __str__(self) -> str:
        return str(self.nomination)
