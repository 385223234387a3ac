"""What a mini-project needs, and how much of it is promised and received."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from volunteers.models.miniprojects import MiniProject


class NeedKind(models.TextChoices):
    PEOPLE = "people", _("люди")
    THINGS = "things", _("вещи")
    MONEY = "money", _("деньги")


class Need(models.Model):
    """`promised` counts what is held by promises, received ones included."""

    project = models.ForeignKey(MiniProject, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(_("что нужно"), max_length=6, choices=NeedKind.choices)
    title = models.CharField(_("для чего или что именно"), max_length=150)
    unit = models.CharField(_("в чём считаем"), max_length=20, blank=True)
    amount = models.DecimalField(_("сколько"), max_digits=9, decimal_places=2)
    takes_more = models.BooleanField(_("можно и больше"), default=False)
    promised = models.DecimalField(
        _("обещано"), max_digits=11, decimal_places=2, default=Decimal(0), editable=False
    )
    received = models.DecimalField(
        _("получено"), max_digits=11, decimal_places=2, default=Decimal(0), editable=False
    )

    class Meta:
        verbose_name = _("нужда мини-проекта")
        verbose_name_plural = _("нужды мини-проектов")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="need_is_something",
                violation_error_message=_("Укажите, сколько нужно."),
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0, promised__gte=F("received")),
                name="need_received_was_promised",
            ),
            models.CheckConstraint(
                condition=Q(takes_more=True) | Q(promised__lte=F("amount")),
                name="need_promised_within_amount",
                violation_error_message=_("Обещано больше, чем нужно."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def measure(self) -> str:
        whole = {NeedKind.PEOPLE: _("чел."), NeedKind.MONEY: "₽"}
        return str(whole.get(self.kind, self.unit))

    @property
    def left(self) -> Decimal:
        return max(self.amount - self.promised, Decimal(0))

    @property
    def promised_share(self) -> int:
        """Whole percent for the bar, a hundred at most."""
        return min(100, int(100 * self.promised / self.amount))

    @property
    def received_share(self) -> int:
        return min(100, int(100 * self.received / self.amount))
