"""Messages are rows before they are messages: what must reach whom, and how far it got."""

from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import CaseEvent


def new_message_id() -> str:
    """One identifier for every attempt: a repeated letter is recognised by mail programs."""
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost")


class DeliveryState(models.TextChoices):
    PENDING = "pending", _("ждёт отправки")
    DIGEST = "digest", _("ждёт сводки")
    SENT = "sent", _("отправлено")
    DEAD = "dead", _("не доставлено")
    SKIPPED = "skipped", _("не нужно отправлять")


class DeliveryQuerySet(models.QuerySet):
    def due(self, now) -> "DeliveryQuerySet":
        return self.filter(state=DeliveryState.PENDING, next_at__lte=now)

    def for_sending(self) -> "DeliveryQuerySet":
        return self

    def undelivered(self) -> "DeliveryQuerySet":
        return self.filter(state__in=(DeliveryState.PENDING, DeliveryState.DEAD))


class Delivery(models.Model):
    """How far a letter got. `next_at` is both the lease of a sender and the end of a back-off."""

    # What is erased from the row once the letter is out.
    WIPED: dict[str, str] = {}

    state = models.CharField(
        _("состояние"),
        max_length=8,
        choices=DeliveryState.choices,
        default=DeliveryState.PENDING,
        editable=False,
    )
    next_at = models.DateTimeField(_("не раньше"), default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(_("попыток"), default=0, editable=False)
    message_id = models.CharField(max_length=255, default=new_message_id, editable=False)
    last_error = models.CharField(_("последняя ошибка"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("создано"), auto_now_add=True)
    sent_at = models.DateTimeField(_("отправлено"), null=True, blank=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(state=DeliveryState.PENDING),
                name="%(class)s_due",
            ),
            models.Index(
                fields=["-id"],
                condition=models.Q(state__in=(DeliveryState.PENDING, DeliveryState.DEAD)),
                name="%(class)s_undelivered",
            ),
        ]

    def is_wanted(self) -> bool:
        return True


class Channel(models.TextChoices):
    INBOX = "inbox", _("на портале")
    EMAIL = "email", _("письмо")


class NotificationQuerySet(DeliveryQuerySet):
    def for_sending(self) -> "NotificationQuerySet":
        return self.select_related("recipient")

    def inbox(self, user) -> "NotificationQuerySet":
        return self.filter(recipient=user, channel=Channel.INBOX).order_by("-id")

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def before(self, pk: int | None) -> "NotificationQuerySet":
        return self if pk is None else self.filter(pk__lt=pk)


class Notification(Delivery):
    """One person told of one event through one channel, in the person's language."""

    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="notifications")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кому"),
        on_delete=models.CASCADE,
        related_name="notifications",
    )
    topic = models.CharField(_("тема"), max_length=30)
    channel = models.CharField(_("способ"), max_length=5, choices=Channel.choices)
    subject = models.CharField(_("заголовок"), max_length=200)
    body = models.TextField(_("текст"))
    url = models.CharField(max_length=500, blank=True)
    read_at = models.DateTimeField(_("прочитано"), null=True, blank=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta(Delivery.Meta):
        verbose_name = _("уведомление")
        verbose_name_plural = _("уведомления")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "recipient", "channel"], name="told_once_per_channel"
            )
        ]
        indexes = [
            *Delivery.Meta.indexes,
            models.Index(
                fields=["recipient", "-id"],
                condition=models.Q(channel=Channel.INBOX),
                name="notification_inbox",
            ),
            models.Index(
                fields=["recipient"],
                condition=models.Q(channel=Channel.INBOX, read_at=None),
                name="notification_unread",
            ),
            models.Index(
                fields=["recipient", "created_at"],
                condition=models.Q(state=DeliveryState.DIGEST),
                name="notification_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def is_wanted(self) -> bool:
        """An account that was closed meanwhile is no longer written to."""
        return self.recipient.is_active


class Letter(Delivery):
    """A letter that belongs to no event: confirmation of an address, new password, a digest.

    The text may hold a secret link, so it is wiped as soon as it is sent, and staff never see it.
    """

    WIPED = {"text": "", "html": ""}

    to = ArrayField(models.CharField(max_length=320), verbose_name=_("кому"))
    cc = ArrayField(models.CharField(max_length=320), default=list)
    bcc = ArrayField(models.CharField(max_length=320), default=list)
    reply_to = ArrayField(models.CharField(max_length=320), default=list)
    from_email = models.CharField(_("от кого"), max_length=320)
    subject = models.CharField(_("тема"), max_length=998)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)

    class Meta(Delivery.Meta):
        verbose_name = _("служебное письмо")
        verbose_name_plural = _("служебные письма")

    def __str__(self) -> str:
        return self.subject


class Mode(models.TextChoices):
    INSTANT = "instant", _("сразу")
    DIGEST = "digest", _("раз в день, одним письмом")
    OFF = "off", _("не присылать")


class Preference(models.Model):
    """When a person wants letters about a topic; without a row the topic's default holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letter_preferences"
    )
    topic = models.CharField(_("тема"), max_length=30)
    mode = models.CharField(_("когда"), max_length=7, choices=Mode.choices)

    class Meta:
        verbose_name = _("настройка писем")
        verbose_name_plural = _("настройки писем")
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="one_preference_per_topic")
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.mode}"


def default_mode(topic: str) -> str:
    """Talk comes as a digest unless the person asks otherwise: a lively page must not flood."""
    return Mode.DIGEST if topic in settings.NOTIFICATION_DIGESTED else Mode.INSTANT
