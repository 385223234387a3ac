"""A festival season: its programme of events and what came of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.places.models import LATITUDE, LONGITUDE
from volunteers.models.shifts import Shift


class FestivalQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FestivalQuerySet":
        """Published ones for everybody, the rest for who prepares them."""
        if user.is_authenticated and user.is_staff and user.has_perm("volunteers.change_festival"):
            return self
        return self.filter(is_published=True)


class Festival(models.Model):
    slug = models.SlugField(_("адрес страницы"), unique=True)
    title = models.CharField(_("название"), max_length=150)
    about = models.TextField(_("о фестивале"), max_length=6000, blank=True)
    starts_on = models.DateField(_("с"))
    ends_on = models.DateField(_("по"))
    is_published = models.BooleanField(_("опубликован"), default=False)

    objects = FestivalQuerySet.as_manager()

    class Meta:
        verbose_name = _("фестиваль")
        verbose_name_plural = _("фестивали")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="festival_dates_in_order",
                violation_error_message=_("Фестиваль кончается не раньше, чем начинается."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("volunteers:festival", args=[self.slug])

    def figures(self) -> dict:
        """Events, hosts, guests as the hosts counted them, volunteers with confirmed hours."""
        held = self.events.filter(is_cancelled=False)
        counted = Q(shift__signups__hours__kind="actual")
        return held.aggregate(
            number=Count("pk", distinct=True),
            hosts=Count("host", distinct=True, filter=~Q(host="")),
            volunteers=Count("shift__signups__user", distinct=True, filter=counted),
        ) | held.aggregate(guests=Sum("guests"))


class FestivalEventQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FestivalEventQuerySet":
        return self.filter(festival__in=Festival.objects.visible_to(user).values("pk"))


class FestivalEvent(models.Model):
    """One event of the programme; `shift` is where its volunteers sign up."""

    festival = models.ForeignKey(
        Festival, verbose_name=_("фестиваль"), on_delete=models.CASCADE, related_name="events"
    )
    title = models.CharField(_("что будет"), max_length=150)
    text = models.TextField(_("подробно"), max_length=3000, blank=True)
    starts_at = models.DateTimeField(_("начало"))
    ends_at = models.DateTimeField(_("конец"))
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    place = models.CharField(_("где"), max_length=300)
    latitude = models.DecimalField(
        _("широта"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LONGITUDE
    )
    host = models.CharField(_("кто проводит"), max_length=200, blank=True)
    shift = models.ForeignKey(
        Shift,
        verbose_name=_("смена добровольцев"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="festival_events",
    )
    guests = models.PositiveIntegerField(
        _("сколько человек пришло"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1_000_000)],
    )
    is_cancelled = models.BooleanField(_("отменено"), default=False)

    objects = FestivalEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("событие фестиваля")
        verbose_name_plural = _("события фестивалей")
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["festival", "starts_at", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="festival_event_ends_after_start",
                violation_error_message=_("Событие кончается позже, чем начинается."),
            )
        ]

    def get_absolute_url(self) -> str:
        """The programme of its day: an event has no page of its own."""
        return f"{self.festival.get_absolute_url()}?day={timezone.localdate(self.starts_at)}"

    def __str__(self) -> str:
        return f"{self.title}, {timezone.localtime(self.starts_at):%d.%m.%Y}"
