"""Support other than grants in the public register of recipients (7-ФЗ, art. 31.1 and 31.2).

A row is written by the act that gave the support; grants stand there as agreements.
"""

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Organisation


class SupportForm(models.TextChoices):
    PROPERTY = "property", _("имущественная")
    ORDER = "order", _("социальный заказ")
    CONSULTATION = "consultation", _("консультационная")


class SupportQuerySet(models.QuerySet):
    def value(self):
        """Roubles of all rows; consultations have none."""
        return self.aggregate(sum=Sum("value", default=0))["sum"]


class SupportRecord(models.Model):
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("получатель"), on_delete=models.PROTECT, related_name="+"
    )
    form = models.CharField(_("форма поддержки"), max_length=12, choices=SupportForm.choices)
    given_on = models.DateField(_("дата"))
    number = models.CharField(_("номер договора"), max_length=40, blank=True)
    what = models.CharField(_("что дано"), max_length=500)
    value = models.DecimalField(
        _("размер, ₽"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    starts_on = models.DateField(_("срок с"), null=True, blank=True)
    ends_on = models.DateField(_("срок до"), null=True, blank=True)
    ended_on = models.DateField(_("закончилась"), null=True, blank=True)
    url = models.CharField(max_length=200, blank=True, editable=False)

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = _("поддержка не деньгами")
        verbose_name_plural = _("поддержка не деньгами")
        ordering = ["-given_on", "-id"]
        indexes = [
            models.Index(fields=["-given_on", "-id"]),
            models.Index(fields=["organisation", "form", "-given_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0), name="support_value_sane"
            )
        ]

    def __str__(self) -> str:
        return self.what
