"""Organisations that provide a service of the social order, and how each was chosen."""

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from grants.models.social_orders import SocialOrder, amount
from portal.organisations.models import Kind, Organisation

NKO = (Kind.NKO, Kind.TOS)


class Way(models.TextChoices):
    CONTEST = "contest", _("конкурс")
    CERTIFICATE = "certificate", _("социальный сертификат")
    ASSIGNMENT = "assignment", _("муниципальное задание")


class ExecutorQuerySet(models.QuerySet):
    def nko_sums(self) -> dict:
        """Roubles agreed with NKO and TOS and paid to them."""
        return self.filter(organisation__kind__in=NKO).aggregate(
            agreed=Sum("agreed_sum", default=0), done=Sum("done_sum", default=0)
        )


class SocialExecutor(models.Model):
    """Sums are kept by approved entries under the lock of the order's row."""

    order = models.ForeignKey(
        SocialOrder, verbose_name=_("услуга"), on_delete=models.PROTECT, related_name="executors"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("исполнитель"), on_delete=models.PROTECT,
        related_name="social_orders",
    )  # fmt: skip
    way = models.CharField(_("способ отбора"), max_length=11, choices=Way.choices)
    agreed_volume = amount(_("объём по соглашениям"), digits=12, default=0, editable=False)
    agreed_sum = amount(_("сумма соглашений, ₽"), default=0, editable=False)
    done_volume = amount(_("оказано"), digits=12, default=0, editable=False)
    done_sum = amount(_("оплачено, ₽"), default=0, editable=False)

    objects = ExecutorQuerySet.as_manager()

    class Meta:
        verbose_name = _("исполнитель социального заказа")
        verbose_name_plural = _("исполнители социального заказа")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "organisation"], name="social_executor_once",
                violation_error_message=_("Этот исполнитель уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(done_volume__gte=0, done_sum__gte=0, done_sum__lte=F("agreed_sum"),
                            done_volume__lte=F("agreed_volume")),
                name="social_executor_within_agreements",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.organisation)
