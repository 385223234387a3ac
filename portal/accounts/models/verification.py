"""The proof of who stands behind an account, and the ways to it.

No document number is ever kept: the fact, the day, the office (BRIEF §8.3).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models.user import Level


class Method(models.TextChoices):
    CENSUS = "census", _("по списку жителей")
    OFFICE = "office", _("лично, с паспортом")
    SMS = "sms", _("код по SMS")
    ESIA = "esia", _("Госуслуги (ЕСИА)")

    @property
    def level(self) -> Level:
        return Level.DECLARED if self == Method.SMS else Level.VERIFIED


class VerificationQuerySet(models.QuerySet):
    def active(self) -> "VerificationQuerySet":
        return self.filter(revoked_at=None)


class Verification(models.Model):
    """One account stands for one person; `person_key` is of `portal.accounts.identity`.

    `birth_date` and `district` are what was proved: rights use them, not the editable profile.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("человек"),
        on_delete=models.PROTECT,
        related_name="verifications",
    )
    method = models.CharField(_("способ"), max_length=6, choices=Method.choices)
    level = models.PositiveSmallIntegerField(_("уровень"), choices=Level.choices)
    person_key = models.CharField(_("ключ личности"), max_length=64, editable=False)
    mark = models.CharField(_("отличие тёзки"), max_length=50, blank=True)
    birth_date = models.DateField(_("дата рождения"), null=True, blank=True)
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    office = models.CharField(_("где подтверждено"), max_length=200, blank=True)
    verified_at = models.DateTimeField(_("когда"), auto_now_add=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто подтвердил"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revoked_at = models.DateTimeField(_("отозвано"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто отозвал"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revoke_reason = models.CharField(_("причина отзыва"), max_length=500, blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("подтверждение личности")
        verbose_name_plural = _("подтверждения личности")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_key"],
                condition=Q(revoked_at=None),
                name="one_active_account_per_person",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at=None),
                name="one_active_verification_per_user",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="revocation_has_a_reason",
                violation_error_message=_("Укажите причину отзыва."),
            ),
        ]
        permissions = [
            ("verify_in_person", _("Может подтверждать личность по паспорту")),
            ("revoke_verification", _("Может отзывать подтверждения личности")),
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()}, {self.verified_at:%d.%m.%Y}"


class VerificationConflict(models.Model):
    """Two accounts claim one person; an official decides which keeps the key.

    `claim` is what the claimant stated; it is emptied with the decision.
    """

    class Outcome(models.TextChoices):
        KEEP = "keep", _("оставлено прежней учётной записи")
        MOVE = "move", _("перенесено на новую учётную запись")

    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто подтверждается"),
        on_delete=models.PROTECT,
        related_name="verification_claims",
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("у кого уже подтверждено"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    person_key = models.CharField(max_length=64, editable=False)
    method = models.CharField(_("способ"), max_length=6, choices=Method.choices)
    claim = models.JSONField(_("что заявлено"), default=dict, blank=True)
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)
    outcome = models.CharField(_("решение"), max_length=4, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("причина решения"), max_length=500, blank=True)
    resolved_at = models.DateTimeField(_("решено"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто решил"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("спор о личности")
        verbose_name_plural = _("споры о личности")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claimant", "person_key"],
                condition=Q(resolved_at=None),
                name="one_open_conflict_per_claim",
            )
        ]
        permissions = [("resolve_conflict", _("Может решать споры о личности"))]

    def __str__(self) -> str:
        return f"№ {self.pk}"


class Attempt(models.Model):
    """A failed try to prove oneself; counting these rows under a lock is the limit on tries."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts"
    )
    method = models.CharField(max_length=6, choices=Method.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("неудачная попытка")
        verbose_name_plural = _("неудачные попытки")
        indexes = [models.Index(fields=["user", "method", "created_at"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.method}"


class SmsCode(models.Model):
    """A one-time code; only its salted digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sms_codes"
    )
    phone = models.CharField(_("телефон"), max_length=16)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("код по SMS")
        verbose_name_plural = _("коды по SMS")
        indexes = [
            models.Index(fields=["user", "-id"]),
            models.Index(fields=["phone", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%d.%m.%Y %H:%M}"


class TotpUse(models.Model):
    """A time step of an authenticator already spent: a code read over a shoulder opens nothing.

    allauth remembers this in the cache only, which may forget; the database does not.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    step = models.BigIntegerField()

    class Meta:
        verbose_name = _("использованный код")
        verbose_name_plural = _("использованные коды")
        constraints = [models.UniqueConstraint(fields=["user", "step"], name="totp_step_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.step}"
