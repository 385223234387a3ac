"""What makes a vote checkable: frozen conditions, seals of the journal, the package, observers."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.polls.models.polls import Poll


class Terms(models.Model):
    """`poll.json` as it was frozen at the opening, byte for byte; append-only by trigger."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="terms")
    text = models.TextField()

    class Meta:
        verbose_name = _("условия голосования")
        verbose_name_plural = _("условия голосований")

    def __str__(self) -> str:
        return str(self.poll)


class Seal(models.Model):
    """One sealed batch of the journal (`portal.polls.chain`); append-only by trigger.

    The batch is every journal entry after the seal before, up to `last_event`. `size` stays
    unpublished until the close: sizes add up to a running count.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="seals")
    number = models.PositiveIntegerField(_("номер пачки"))
    size = models.PositiveIntegerField()
    last_event = models.BigIntegerField()
    body_digest = models.CharField(max_length=64)
    head = models.CharField(_("отпечаток"), max_length=64)
    sealed_at = models.DateTimeField(_("запечатана"))

    class Meta:
        verbose_name = _("печать журнала")
        verbose_name_plural = _("печати журнала")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="seal_once_in_poll")]

    def __str__(self) -> str:
        return f"№ {self.number} {self.head[:12]}"


class Publication(models.Model):
    """The package of a poll; once it is there no ballot is voided."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField(_("опубликовано"))
    anonymised_at = models.DateTimeField(_("обезличено"), null=True, blank=True)

    class Meta:
        verbose_name = _("публикация голосования")
        verbose_name_plural = _("публикации голосований")

    def __str__(self) -> str:
        return str(self.poll)


class PublishedFile(models.Model):
    """A file of the package: kept in storage under its digest, append-only by trigger."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("файл"), max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("байт"))

    class Meta:
        verbose_name = _("опубликованный файл")
        verbose_name_plural = _("опубликованные файлы")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="published_file_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the storage keeps the bytes."""
        return f"polls/{self.publication_id}/{self.sha256}"


def new_key() -> str:
    return secrets.token_hex(16)


class Observer(models.Model):
    """An address to which every head goes, of one poll or (without a poll) of all.

    Letters go only after the address is confirmed: by its owner or by the official who entered it.
    """

    email = models.EmailField(_("эл. почта"))
    poll = models.ForeignKey(
        Poll,
        verbose_name=_("голосование"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="observers",
        help_text=_("Пусто: все голосования."),
    )
    key = models.CharField(max_length=32, default=new_key, editable=False)
    asked_at = models.DateTimeField(_("запрошено"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("подтверждено"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("наблюдатель")
        verbose_name_plural = _("наблюдатели")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "poll"],
                name="observer_once",
                nulls_distinct=False,
                violation_error_message=_("Этот адрес уже получает письма."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @classmethod
    def of(cls, poll: Poll) -> models.QuerySet:
        """Confirmed addresses that get the heads of this poll, each once."""
        mine = cls.objects.filter(Q(poll=poll) | Q(poll=None), confirmed_at__isnull=False)
        return mine.order_by("email", "id").distinct("email")
