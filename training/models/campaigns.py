"""Campaigns of the personnel reserve: a track, its terms, its commission, its documents."""

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from portal.law.deadlines import due_at
from training.models.reserve_states import (
    CAMPAIGN_LIFECYCLE,
    CampaignState,
)


class Track(models.TextChoices):
    SERVANTS = "servants", _("муниципальные служащие")
    CITIZENS = "citizens", _("гражданские активисты")
    YOUTH = "youth", _("молодёжь")
    PUBLIC = "public", _("общественные деятели")


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CampaignQuerySet":
        if user.is_authenticated and user.is_staff and user.has_perm("training.manage_reserve"):
            return self
        return self.exclude(state=CampaignState.DRAFT)

    def accepting(self) -> "CampaignQuerySet":
        now = timezone.now()
        return self.filter(state=CampaignState.PUBLISHED, opens_at__lte=now, closes_at__gt=now)

    def waiting(self) -> "CampaignQuerySet":
        """What waits for the commission: documents are no longer taken, nothing is decided."""
        undecided = (CampaignState.PUBLISHED, CampaignState.RANKED)
        return self.filter(state__in=undecided, closes_at__lte=timezone.now())

    def overdue(self, day) -> "CampaignQuerySet":
        late = [row.pk for row in self.waiting() if row.decide_until.date() < day]
        return self.filter(pk__in=late)


class Campaign(Case):
    """`closes_at` is the first moment that is too late. The criteria are frozen when announced."""

    LIFECYCLE = CAMPAIGN_LIFECYCLE
    STATE_TONES = {
        CampaignState.PUBLISHED: "info",
        CampaignState.DECIDED: "good",
        CampaignState.CANCELLED: "bad",
    }

    state = models.CharField(
        _("состояние"), max_length=9, choices=CampaignState.choices, default=CampaignState.DRAFT
    )
    slug = models.SlugField(_("адрес страницы"), unique=True)
    title = models.CharField(_("название"), max_length=200)
    track = models.CharField(_("для кого"), max_length=8, choices=Track.choices)
    posts = models.TextField(_("на какие должности"), max_length=3000, blank=True)
    requirements = models.TextField(_("требования"), max_length=10_000, blank=True)
    opens_at = models.DateTimeField(_("приём с"))
    closes_at = models.DateTimeField(_("приём до"))
    min_age = models.PositiveSmallIntegerField(_("возраст от"), default=18)
    max_age = models.PositiveSmallIntegerField(_("возраст до"), default=65)
    places = models.PositiveSmallIntegerField(
        _("мест в резерве"), default=10, validators=[MinValueValidator(1)]
    )
    pass_score = models.DecimalField(
        _("проходной балл"), max_digits=6, decimal_places=3, default=50
    )
    term_months = models.PositiveSmallIntegerField(
        _("срок в резерве, месяцев"),
        default=36,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    criteria = models.ForeignKey(
        "scoring.CriteriaSet",
        verbose_name=_("критерии"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Баллы за подтверждённое участие считает портал, остальное — комиссия."),
    )
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("председатель комиссии"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    commission = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("комиссия"),
        blank=True,
        related_name="reserve_commissions",
    )
    ranking = models.ForeignKey(
        "scoring.Ranking",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    application_count = models.PositiveIntegerField(_("заявлений"), default=0, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("отбор в резерв")
        verbose_name_plural = _("отборы в резерв")
        ordering = ["-opens_at", "-id"]
        permissions = [("manage_reserve", _("Готовить и объявлять отборы в резерв"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="campaign_dates_in_order",
                violation_error_message=_("Приём кончается позже, чем начинается."),
            ),
            models.CheckConstraint(
                condition=Q(max_age__gte=F("min_age")),
                name="campaign_ages_in_order",
                violation_error_message=_("Возраст «до» не меньше возраста «от»."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def decide_until(self) -> datetime:
        """When the commission must have decided, by the table of terms."""
        return timezone.localtime(due_at("reserve_decision", self.closes_at))

    def get_absolute_url(self) -> str:
        return reverse("training:campaign", args=[self.slug])

    @property
    def is_accepting(self) -> bool:
        is_time = self.opens_at <= timezone.now() < self.closes_at
        return self.state == CampaignState.PUBLISHED and is_time


class ReserveDocumentKind(models.Model):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="document_kinds")
    name = models.CharField(_("документ"), max_length=200)
    is_required = models.BooleanField(_("обязательный"), default=True)

    class Meta:
        verbose_name = _("документ заявления")
        verbose_name_plural = _("документы заявления")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
