"""Facts of the social order: agreements and paid portions, an append-only ledger."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grants.models.ledger import official
from grants.models.social_executors import SocialExecutor
from grants.models.social_orders import HUNDREDTH, SocialOrder, amount
from grants.models.support import SupportRecord
from portal.pages.templatetags.money import roubles


class FactOf(models.TextChoices):
    AGREEMENT = "agreement", _("соглашение заключено")
    PORTION = "portion", _("услуга оказана и оплачена")


class Facts(models.Model):
    """What is entered by one official and repeated by the ledger."""

    volume = amount(_("объём"), digits=12, validators=[HUNDREDTH])
    amount = amount(_("сумма, ₽"), validators=[HUNDREDTH])
    document = models.CharField(_("номер соглашения или акта"), max_length=40)
    made_on = models.DateField(_("дата документа"))
    starts_on = models.DateField(_("срок с"), null=True, blank=True)
    ends_on = models.DateField(_("срок до"), null=True, blank=True)

    class Meta:
        abstract = True


class SocialEntry(Facts):
    """One row of the ledger: written once, corrected only by a row that reverses it whole."""

    volume = amount(_("объём"), digits=12)
    amount = amount(_("сумма, ₽"))
    order = models.ForeignKey(SocialOrder, on_delete=models.PROTECT, related_name="entries")
    executor = models.ForeignKey(
        SocialExecutor, verbose_name=_("исполнитель"), on_delete=models.PROTECT,
        related_name="entries",
    )  # fmt: skip
    kind = models.CharField(_("что произошло"), max_length=9, choices=FactOf.choices)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversal"
    )
    support = models.ForeignKey(
        SupportRecord, null=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("запись реестра"),
    )  # fmt: skip
    prepared_by = official(_("внёс"))
    approved_by = official(_("подтвердил"))
    created_at = models.DateTimeField(_("записано"), auto_now_add=True)

    class Meta:
        verbose_name = _("факт социального заказа")
        verbose_name_plural = _("факты социального заказа")
        ordering = ["-made_on", "-id"]
        indexes = [models.Index(fields=["order", "-made_on", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0, volume__gt=0)
                | Q(reverses__isnull=False, amount__lt=0, volume__lt=0),
                name="social_entry_adds_or_reverses",
            ),
            models.CheckConstraint(
                condition=~Q(prepared_by=F("approved_by")), name="social_entry_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.document}: {roubles(self.amount)}"
