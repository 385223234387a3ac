"""Grant money the city asks back, by when and why."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models.agreements import MANAGE, Agreement, kept_sum
from portal.pages.templatetags.money import roubles


class DemandKind(models.TextChoices):
    UNSPENT = "unspent", _("неизрасходованный остаток")
    MISUSE = "misuse", _("потрачено не по назначению")
    TERMINATION = "termination", _("соглашение расторгнуто")


class DemandQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DemandQuerySet":
        is_official = user.is_authenticated and user.is_staff
        return self if is_official and user.has_perm(MANAGE) else self.none()

    def open(self) -> "DemandQuerySet":
        return self.filter(withdrawn_at=None, paid_back__lt=F("amount"))

    def overdue(self, today=None) -> "DemandQuerySet":
        return self.open().filter(due__lt=today or timezone.localdate())

    def left(self) -> Decimal:
        """What is still to come back of all these."""
        return self.aggregate(total=Sum(F("amount") - F("paid_back")))["total"] or Decimal(0)


class Demand(models.Model):
    """Money the city asks back, by when and why; `paid_back` is kept by the ledger."""

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("соглашение"), on_delete=models.PROTECT, related_name="demands"
    )
    kind = models.CharField(_("основание"), max_length=11, choices=DemandKind.choices)
    amount = models.DecimalField(_("вернуть"), max_digits=14, decimal_places=2)
    due = models.DateField(_("вернуть до"))
    note = models.TextField(_("пояснение"), max_length=2000, blank=True)
    paid_back = kept_sum(_("возвращено"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто потребовал"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("отозвано"), null=True, editable=False)
    warned_on = models.DateField(null=True, editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = _("требование о возврате")
        verbose_name_plural = _("требования о возврате")
        ordering = ["id"]
        indexes = [models.Index(fields=["due"], condition=Q(withdrawn_at=None), name="demand_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, paid_back__gte=0) & Q(paid_back__lte=F("amount")),
                name="demand_paid_back_within_amount",
                violation_error_message=_("Сумма должна быть больше нуля."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {roubles(self.amount)}"

    @property
    def left(self) -> Decimal:
        return self.amount - self.paid_back

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.left > 0
