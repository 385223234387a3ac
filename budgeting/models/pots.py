"""Several budgets in one round, and projects of which at most one may win."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from budgeting.models.projects import Project
from budgeting.models.rounds import Round


class RoundPot(models.Model):
    """A part of the budget of a round that the projects of a district compete for, in roubles.

    The pot without a district is the city's: for projects of the city level and of districts that
    have no pot. A round without pots has one, the whole budget.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pots")
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Пусто — общегородской бюджет."),
    )
    budget = models.DecimalField(
        _("сумма"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )

    class Meta:
        verbose_name = _("часть бюджета раунда")
        verbose_name_plural = _("бюджет города и районов")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district"],
                nulls_distinct=False,
                name="pot_once_in_round",
                violation_error_message=_("У этого района (или города) часть бюджета уже есть."),
            )
        ]

    def __str__(self) -> str:
        return str(self.district or _("Весь город"))

    def terms(self) -> dict[str, str]:
        """As it stands in the rule text."""
        district = self.district.code if self.district else ""
        return {"district": district, "budget": f"{self.budget:.2f}"}


class Incompatibility(models.Model):
    """Projects that exclude each other: two plans for one place. At most one of them wins."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="incompatible")
    name = models.CharField(_("почему несовместимы"), max_length=200)
    projects = models.ManyToManyField(Project, verbose_name=_("проекты"), related_name="+")

    class Meta:
        verbose_name = _("группа несовместимых проектов")
        verbose_name_plural = _("несовместимые проекты")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def terms(self) -> dict[str, str | list[int]]:
        """As it stands in the rule text: the projects by their keys, numbers come later."""
        return {
            "name": self.name,
            "projects": sorted(self.projects.values_list("pk", flat=True)),
        }
