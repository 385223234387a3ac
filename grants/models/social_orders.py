"""A service the city orders from organisations for a year (189-ФЗ): plan, sums of facts, quota.

The plan is a ceiling: agreements stay within it, and it is not lowered below them.
"""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.contests import Direction

MANAGE_ORDERS = "grants.manage_social_order"
KOPECK = Decimal("0.01")
HUNDREDTH = MinValueValidator(KOPECK)
SUMS = ("agreed_volume", "agreed_sum", "done_volume", "done_sum")


def amount(name, *, digits=14, **more) -> models.DecimalField:
    return models.DecimalField(name, max_digits=digits, decimal_places=2, **more)


class SocialOrderQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SocialOrderQuerySet":
        manages = user.is_authenticated and user.is_staff and user.has_perm(MANAGE_ORDERS)
        return self if manages else self.filter(is_published=True)

    def totals(self) -> dict:
        """Roubles of all rows: planned, agreed, done, and the part of the plan meant for NKO."""
        whole = models.DecimalField(max_digits=20, decimal_places=4)
        quota = ExpressionWrapper(F("planned_sum") * F("nko_quota_percent") / 100, whole)
        found = self.order_by().aggregate(
            planned=Sum("planned_sum", default=0), agreed=Sum("agreed_sum", default=0),
            done=Sum("done_sum", default=0), quota=Sum(quota, default=0),
        )  # fmt: skip
        return {name: Decimal(sum_).quantize(KOPECK) for name, sum_ in found.items()}


class SocialOrder(models.Model):
    EVENT_LABELS = {"planned": _("План внесён"), "replanned": _("План изменён")}

    year = models.PositiveSmallIntegerField(
        _("год"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    authority = models.CharField(_("уполномоченный орган"), max_length=300)
    service = models.CharField(_("услуга"), max_length=300)
    direction = models.ForeignKey(
        Direction, verbose_name=_("направление"), on_delete=models.PROTECT, related_name="+"
    )
    recipients = models.CharField(_("для кого"), max_length=300)
    unit = models.CharField(_("единица объёма"), max_length=60)
    planned_volume = amount(_("объём по плану"), digits=12, validators=[HUNDREDTH])
    planned_sum = amount(_("сумма по плану, ₽"), validators=[HUNDREDTH])
    nko_quota_percent = models.DecimalField(
        _("доля для НКО, %"), max_digits=5, decimal_places=2, default=10,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Какую часть суммы по плану должны получить НКО и ТОС, не меньше."),
    )  # fmt: skip
    is_published = models.BooleanField(_("показан всем"), default=False)
    agreed_volume = amount(_("объём по соглашениям"), digits=12, default=0, editable=False)
    agreed_sum = amount(_("сумма соглашений, ₽"), default=0, editable=False)
    done_volume = amount(_("оказано"), digits=12, default=0, editable=False)
    done_sum = amount(_("оплачено, ₽"), default=0, editable=False)

    objects = SocialOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("услуга социального заказа")
        verbose_name_plural = _("социальный заказ")
        ordering = ["-year", "service", "id"]
        permissions = [("manage_social_order", _("Вести социальный заказ: план и факт"))]
        indexes = [
            models.Index(fields=["is_published", "year", "service", "id"]),
            models.Index(fields=["is_published", "service", "id"], name="social_order_by_service"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_volume__gte=0, agreed_sum__gte=0, done_volume__gte=0,
                            done_sum__gte=0, nko_quota_percent__range=(0, 100)),
                name="social_order_numbers_sane",
            ),
            models.CheckConstraint(
                condition=Q(agreed_sum__lte=F("planned_sum"),
                            agreed_volume__lte=F("planned_volume")),
                name="social_order_within_plan",
                violation_error_message=_("Соглашений уже больше, чем по такому плану."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.service}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("grants:social_order", args=[self.pk])
