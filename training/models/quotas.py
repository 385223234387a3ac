"""Places of a session kept for departments."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from training.models.sessions import Session


class DepartmentQuota(models.Model):
    """Places kept for the people of one department until `Session.quota_until`.

    Until then they take these and no others; what they left is everybody's afterwards.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="quotas")
    department = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("подразделение"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    places = models.PositiveSmallIntegerField(
        _("мест держать"), help_text=_("До срока их займут только люди подразделения.")
    )

    class Meta:
        verbose_name = _("квота подразделения")
        verbose_name_plural = _("квоты подразделений")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "department"],
                name="one_quota_per_department",
                violation_error_message=_("У подразделения уже есть квота."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.places}"
