"""What people agreed to: since 01.09.2025 a document of its own for each purpose (152-ФЗ)."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ConsentKind(models.TextChoices):
    PROCESSING = "processing", _("обработка персональных данных")
    DISSEMINATION = "dissemination", _("показ имени всем")


class ConsentText(models.Model):
    """One version of a text; a trigger keeps what people agreed to from being rewritten."""

    kind = models.CharField(_("вид"), max_length=13, choices=ConsentKind.choices)
    version = models.PositiveSmallIntegerField(_("версия"))
    text = models.TextField(_("текст"))
    digest = models.CharField(_("отпечаток"), max_length=64, editable=False)
    created_at = models.DateTimeField(_("введён"), auto_now_add=True)

    class Meta:
        verbose_name = _("текст согласия")
        verbose_name_plural = _("тексты согласий")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="consent_text_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.version}"

    def save(self, *args, **kwargs) -> None:
        self.digest = hashlib.sha256(self.text.encode()).hexdigest()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("accounts:consent_text", args=[self.kind, self.version])


class ConsentQuerySet(models.QuerySet):
    def active(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """Who agreed to which version, when and from where; kept after withdrawal as a legal record."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("человек"),
        on_delete=models.PROTECT,
        related_name="consents",
    )
    kind = models.CharField(_("вид"), max_length=13, choices=ConsentKind.choices)
    text = models.ForeignKey(ConsentText, verbose_name=_("текст"), on_delete=models.PROTECT)
    digest = models.CharField(_("отпечаток текста"), max_length=64)
    given_at = models.DateTimeField(_("дано"), auto_now_add=True)
    ip = models.GenericIPAddressField(_("адрес в сети"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("отозвано"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("согласие")
        verbose_name_plural = _("согласия")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(withdrawn_at=None),
                name="one_active_consent_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.given_at:%d.%m.%Y}"
