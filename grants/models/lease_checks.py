"""What officials found about an applicant: append-only, the latest row of a kind counts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models.lease_applications import LeaseApplication


class CheckKind(models.TextChoices):
    REGISTER = "register", _("Сведения ЕГРЮЛ: действует, не ликвидируется")
    TAX = "tax", _("Нет долгов по налогам и сборам")
    SUPPORT = "support", _("Нет нарушений при прежней поддержке")


class LeaseCheck(models.Model):
    application = models.ForeignKey(
        LeaseApplication, on_delete=models.PROTECT, related_name="checks"
    )
    kind = models.CharField(_("что проверено"), max_length=10, choices=CheckKind.choices)
    is_passed = models.BooleanField(_("нарушений нет"))
    source = models.CharField(_("документ или выписка"), max_length=300)
    checked_on = models.DateField(_("дата сведений"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("кто проверил"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    created_at = models.DateTimeField(_("записано"), auto_now_add=True)

    class Meta:
        verbose_name = _("проверка заявителя")
        verbose_name_plural = _("проверки заявителя")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()
