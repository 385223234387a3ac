"""What a person did for the city, confirmed by somebody else, and certificates of it."""

import secrets

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# Without letters that look like digits: a code is read aloud and typed from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code() -> str:
    """Twelve signs, about 59 bits: not to be guessed."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(12))


class Participation(models.Model):
    """One confirmed contribution; a mistake is revoked with a reason and never rewritten."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("инициативный проект")
        VOLUNTEER = "volunteer", _("волонтёрство")
        HEARING = "hearing", _("слушания и встречи")
        TRAINING = "training", _("обучение")
        EXPERT = "expert", _("экспертиза")
        OTHER = "other", _("другое")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто"),
        on_delete=models.PROTECT,
        related_name="participation",
    )
    kind = models.CharField(_("вид"), max_length=15, choices=Kind.choices)
    title = models.CharField(_("что сделано"), max_length=200)
    hours = models.DecimalField(_("часов"), max_digits=6, decimal_places=2, null=True, blank=True)
    day = models.DateField(_("когда"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто подтвердил"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.PROTECT)
    object_id = models.BigIntegerField(null=True, blank=True)
    case = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField(_("внесено"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("отозвано"), null=True, blank=True, editable=False)
    revoke_reason = models.CharField(_("почему отозвано"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("подтверждённое участие")
        verbose_name_plural = _("подтверждённое участие")
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["user", "-day", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(user=models.F("confirmed_by")),
                name="participation_confirmed_by_another",
                violation_error_message=_("Своё участие подтверждает другой человек."),
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0, hours__lte=1000),
                name="participation_hours_sane",
                violation_error_message=_("Часов — больше нуля и не больше тысячи."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Certificate(models.Model):
    """A certificate anybody with its code can check; `context` is what it said when issued."""

    code = models.CharField(_("код"), max_length=12, unique=True, default=new_code, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кому"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    title = models.CharField(_("название"), max_length=200)
    context = models.JSONField(_("содержание"), default=dict)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто выдал"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_at = models.DateTimeField(_("выдано"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("отозвано"), null=True, blank=True, editable=False)
    revoke_reason = models.CharField(_("почему отозвано"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("свидетельство")
        verbose_name_plural = _("свидетельства")
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "-id"])]
        permissions = [("issue", _("Может подтверждать участие и выдавать свидетельства"))]

    def __str__(self) -> str:
        return f"{self.title} № {self.printed_code}"

    @property
    def printed_code(self) -> str:
        return "-".join(self.code[place : place + 4] for place in (0, 4, 8))

    def get_absolute_url(self) -> str:
        return reverse("portfolio:certificate", args=[self.printed_code])
