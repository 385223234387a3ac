"""How reports leave and enter: delivery to executors, keys of other systems, saved searches."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.models.departments import Channel, Department
from civic.models.reports import Report
from civic.models.reports_reference import Category


class HandoverState(models.TextChoices):
    """The second machine of a report: how far its way to the executor is."""

    WAITING = "waiting", _("ждёт отправки")
    SENT = "sent", _("передано")
    ACKNOWLEDGED = "acknowledged", _("исполнитель подтвердил")
    FAILED = "failed", _("не доставлено")


class HandoverQuerySet(models.QuerySet):
    def due(self, now) -> "HandoverQuerySet":
        return self.filter(state=HandoverState.WAITING, next_at__lte=now)

    def failed(self) -> "HandoverQuerySet":
        return self.filter(state=HandoverState.FAILED)


class Handover(models.Model):
    """One delivery of one report; `next_at` is both the lease of a sender and the back-off."""

    report = models.ForeignKey(
        Report, verbose_name=_("сообщение"), on_delete=models.CASCADE, related_name="handovers"
    )
    department = models.ForeignKey(
        Department, verbose_name=_("исполнитель"), on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(_("способ"), max_length=8, choices=Channel.choices)
    state = models.CharField(
        _("состояние"),
        max_length=12,
        choices=HandoverState.choices,
        default=HandoverState.WAITING,
        editable=False,
    )
    next_at = models.DateTimeField(_("не раньше"), default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(_("попыток"), default=0, editable=False)
    last_error = models.CharField(_("последняя ошибка"), max_length=300, blank=True, editable=False)
    external_id = models.CharField(_("номер у исполнителя"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("создано"), auto_now_add=True)
    sent_at = models.DateTimeField(_("передано"), null=True, blank=True, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("передача исполнителю")
        verbose_name_plural = _("передачи исполнителям")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(state=HandoverState.WAITING),
                name="handover_due",
            ),
            models.Index(
                fields=["-id"],
                condition=models.Q(state=HandoverState.FAILED),
                name="handover_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} → {self.department}"


class ApiKey(models.Model):
    """A system that may post through Open311; only a digest of its key is kept."""

    name = models.CharField(_("чья система"), max_length=150)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    is_active = models.BooleanField(_("действует"), default=True)
    daily_limit = models.PositiveIntegerField(_("сообщений в сутки"), default=500)
    created_at = models.DateTimeField(_("выдан"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("использован"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("ключ Open311")
        verbose_name_plural = _("ключи Open311")

    def __str__(self) -> str:
        return self.name


class SavedSearch(models.Model):
    """What a resident wants to be told of: a circle or a drawn area, a category, a district."""

    class Mode(models.TextChoices):
        INSTANT = "instant", _("сразу")
        DIGEST = "digest", _("раз в день, одним письмом")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_searches"
    )
    name = models.CharField(_("название"), max_length=100)
    category = models.ForeignKey(
        Category, verbose_name=_("категория"), null=True, blank=True, on_delete=models.CASCADE
    )
    district = models.ForeignKey(
        "places.District", verbose_name=_("район"), null=True, blank=True, on_delete=models.CASCADE
    )
    latitude = models.DecimalField(
        _("широта"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    radius = models.PositiveIntegerField(_("радиус, м"), null=True, blank=True)
    area = models.JSONField(_("область"), null=True, blank=True)
    # The box around the circle or the area: the database finds candidates by it.
    south = models.FloatField(default=-90)
    north = models.FloatField(default=90)
    west = models.FloatField(default=-180)
    east = models.FloatField(default=180)
    mode = models.CharField(
        _("когда сообщать"), max_length=7, choices=Mode.choices, default=Mode.INSTANT
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("сохранённый поиск")
        verbose_name_plural = _("сохранённые поиски")
        ordering = ["-id"]
        indexes = [models.Index(fields=["south", "north"], name="search_box")]

    def __str__(self) -> str:
        return self.name
