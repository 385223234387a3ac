"""What a person did for the city, confirmed by somebody else, and certificates of it."""

import secrets
from decimal import Decimal

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


class ParticipationQuerySet(models.QuerySet):
    def in_force(self) -> "ParticipationQuerySet":
        return self.filter(revoked_at=None)

    def hours(self, kind: str = "") -> Decimal:
        """Confirmed hours of the rows, of one kind or of all; nothing revoked counts."""
        rows = self.in_force().filter(**({"kind": kind} if kind else {}))
        return rows.aggregate(sum=models.Sum("hours"))["sum"] or Decimal(0)


class Participation(models.Model):
    """One confirmed contribution; a mistake is revoked with a reason and never rewritten.

    `organisation` is the one the person did it for: its own contribution in a grant application.
    """

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
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("для организации"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participation",
    )
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.PROTECT)
    object_id = models.BigIntegerField(null=True, blank=True)
    case = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField(_("внесено"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("отозвано"), null=True, blank=True, editable=False)
    revoke_reason = models.CharField(_("почему отозвано"), max_length=300, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("подтверждённое участие")
        verbose_name_plural = _("подтверждённое участие")
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["user", "-day", "-id"]),
            models.Index(fields=["organisation", "kind"]),
            models.Index(fields=["content_type", "object_id"]),
        ]
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
    """A certificate anybody with its code can check; `context` is what it said when issued.

    `context` has `name` and whatever the app prints: pairs of a Russian label and a text in
    `lines`, an optional `text`. A certificate issued anew points to the one it `replaces`.
    """

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
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("взамен"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
        editable=False,
    )

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


class Book(models.Model):
    """The book of participation a person shows to everybody with its address, while it is open."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="book"
    )
    code = models.CharField(max_length=12, unique=True, default=new_code)
    opened_at = models.DateTimeField(_("открыта"), auto_now_add=True)

    class Meta:
        verbose_name = _("открытая книжка участия")
        verbose_name_plural = _("открытые книжки участия")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("portfolio:book", args=[self.code])
