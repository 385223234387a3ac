"""Shifts that come again and again, kept under a name: of one group or of the whole city."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volunteers.models.groups import VolunteerGroup
from volunteers.models.work import Work


class ShiftTemplateQuerySet(models.QuerySet):
    def of_city(self) -> "ShiftTemplateQuerySet":
        return self.filter(group=None)

    def offered_to(self, group) -> "ShiftTemplateQuerySet":
        """The group's own and those of the city that are offered; nobody else's."""
        return self.filter(Q(group=group) | Q(group=None, is_offered=True))


class ShiftTemplate(Work):
    """`hours` is how long the shift lasts, `leave_hours` how long before it one may still leave."""

    group = models.ForeignKey(
        VolunteerGroup,
        verbose_name=_("группа"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="shift_templates",
    )
    name = models.CharField(_("название шаблона"), max_length=100)
    place = models.CharField(_("где"), max_length=300, blank=True)
    hours = models.DecimalField(
        _("сколько часов длится"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.25")), MaxValueValidator(24)],
    )
    leave_hours = models.PositiveSmallIntegerField(
        _("за сколько часов до начала можно отказаться"),
        default=24,
        validators=[MaxValueValidator(720)],
    )
    is_offered = models.BooleanField(_("предлагается группам"), default=True)

    objects = ShiftTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("шаблон смены")
        verbose_name_plural = _("шаблоны смен")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name"],
                nulls_distinct=False,
                name="one_template_of_a_name",
                violation_error_message=_("Шаблон с таким названием уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24, capacity__gt=0),
                name="template_lasts_at_most_a_day",
                violation_error_message=_("Смена длится не больше суток."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
