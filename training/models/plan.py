"""The training plan of a year, line by line."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.models.programmes import Programme


class PlanLine(models.Model):
    """So many people of a department shall end a programme; no department means all others."""

    year = models.PositiveSmallIntegerField(
        _("год"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    department = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("подразделение"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    programme = models.ForeignKey(
        Programme, verbose_name=_("программа"), on_delete=models.PROTECT, related_name="+"
    )
    people = models.PositiveIntegerField(_("человек"), validators=[MinValueValidator(1)])
    cost = models.DecimalField(_("стоимость, руб."), max_digits=12, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("строка плана обучения")
        verbose_name_plural = _("план обучения")
        ordering = ["-year", "department__name", "programme__title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "department", "programme"],
                nulls_distinct=False,
                name="one_plan_line",
                violation_error_message=_("Такая строка в плане уже есть."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.programme}"
