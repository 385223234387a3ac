"""The personnel reserve: campaigns by tracks, applications only a commission reads, plans."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from training.models.reserve_states import (
    CAMPAIGN_LIFECYCLE,
    IN_RESERVE,
    RESERVE_LIFECYCLE,
    CampaignState,
    ReserveState,
)


class Track(models.TextChoices):
    SERVANTS = "servants", _("муниципальные служащие")
    CITIZENS = "citizens", _("гражданские активисты")
    YOUTH = "youth", _("молодёжь")
    PUBLIC = "public", _("общественные деятели")


class Ground(models.TextChoices):
    """Why somebody leaves the reserve before the term."""

    OWN = "own", _("по собственному желанию")
    REQUIREMENTS = "requirements", _("не отвечает требованиям")
    PLAN = "plan", _("не выполняет индивидуальный план")
    REFUSED_POST = "post", _("отказался от предложенной должности")
    DISCIPLINE = "discipline", _("дисциплинарное взыскание или нарушение кодекса этики")
    FALSE_PAPERS = "papers", _("недостоверные документы")


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CampaignQuerySet":
        if user.is_authenticated and user.is_staff and user.has_perm("training.manage_reserve"):
            return self
        return self.exclude(state=CampaignState.DRAFT)

    def accepting(self) -> "CampaignQuerySet":
        now = timezone.now()
        return self.filter(state=CampaignState.PUBLISHED, opens_at__lte=now, closes_at__gt=now)


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


class ReserveApplicationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReserveApplicationQuerySet":
        """The person and the commission of the campaign; no administrator besides."""
        if not user.is_authenticated:
            return self.none()
        judged = user.reserve_commissions.values("pk")
        return self.filter(Q(user=user) | (Q(campaign__in=judged) & ~Q(state=ReserveState.DRAFT)))

    def in_reserve(self) -> "ReserveApplicationQuerySet":
        return self.filter(state__in=IN_RESERVE)

    def shown_to_all(self) -> "ReserveApplicationQuerySet":
        """Whose name the public list prints: two consents, this one and that of the profile."""
        return self.in_reserve().filter(
            list_consent=True, user__name_is_public=True, user__erased_at=None
        )

    def term_over(self) -> "ReserveApplicationQuerySet":
        return self.in_reserve().filter(term_until__lt=timezone.localdate())

    def return_over(self) -> "ReserveApplicationQuerySet":
        return self.filter(state=ReserveState.RETURNED, return_until__lte=timezone.now())


class ReserveApplication(Case):
    """The files of an application open by the same predicate as the application."""

    LIFECYCLE = RESERVE_LIFECYCLE
    CONFIDENTIAL = True  # no list of files shows what was attached
    EVENT_LABELS = {"consent": _("Изменилось согласие показывать имя")}
    STATE_TONES = {
        ReserveState.RETURNED: "warning",
        ReserveState.INCLUDED: "good",
        ReserveState.TRAINING: "good",
        ReserveState.APPOINTED: "good",
        ReserveState.REFUSED: "bad",
        ReserveState.EXCLUDED: "bad",
    }

    state = models.CharField(
        _("состояние"), max_length=9, choices=ReserveState.choices, default=ReserveState.DRAFT
    )
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("отбор"), on_delete=models.PROTECT, related_name="applications"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто"),
        on_delete=models.PROTECT,
        related_name="reserve_applications",
    )
    number = models.PositiveIntegerField(_("номер"), null=True, blank=True)
    education = models.TextField(_("образование"), max_length=3000, blank=True)
    experience = models.TextField(_("опыт работы и общественных дел"), max_length=5000, blank=True)
    motivation = models.TextField(_("почему вы идёте в резерв"), max_length=5000, blank=True)
    list_consent = models.BooleanField(
        _("согласен, чтобы моё имя было в открытом списке резерва"), default=False
    )
    submitted_at = models.DateTimeField(_("подано"), null=True, blank=True)
    return_until = models.DateTimeField(_("исправить до"), null=True, blank=True)
    term_until = models.DateField(_("в резерве до"), null=True, blank=True)
    ground = models.CharField(
        _("основание исключения"), max_length=12, choices=Ground.choices, blank=True
    )

    objects = ReserveApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("заявление в резерв")
        verbose_name_plural = _("заявления в резерв")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["campaign", "state"]),
            models.Index(
                fields=["term_until"],
                condition=Q(state__in=IN_RESERVE),
                name="reserve_in_force",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "user"],
                condition=~Q(state=ReserveState.WITHDRAWN),
                name="one_reserve_application",
                violation_error_message=_("Заявление в этот отбор уже есть."),
            ),
            models.UniqueConstraint(
                fields=["campaign", "number"], name="reserve_number_once_in_campaign"
            ),
        ]

    def __str__(self) -> str:
        number = f" № {self.number}" if self.number else ""
        return f"{self.campaign.title}{number}"

    def get_absolute_url(self) -> str:
        return reverse("training:reserve_application", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.state in (ReserveState.DRAFT, ReserveState.RETURNED)

    def files_may_be_changed_by(self, user) -> bool:
        return self.user_id == user.pk and self.is_editable


class ReserveDocument(models.Model):
    application = models.ForeignKey(
        ReserveApplication, on_delete=models.CASCADE, related_name="documents"
    )
    kind = models.ForeignKey(
        ReserveDocumentKind, null=True, on_delete=models.PROTECT, related_name="+"
    )
    attachment = models.OneToOneField(
        "files.Attachment", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("документ в заявлении")
        verbose_name_plural = _("документы в заявлениях")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.kind or _("Другой документ"))


class PlanItem(models.Model):
    """One line of the individual plan of somebody in the reserve."""

    application = models.ForeignKey(
        ReserveApplication, on_delete=models.CASCADE, related_name="plan"
    )
    text = models.CharField(_("что сделать"), max_length=300)
    due_on = models.DateField(_("до какого дня"))
    done_on = models.DateField(_("сделано"), null=True, blank=True)

    class Meta:
        verbose_name = _("пункт индивидуального плана")
        verbose_name_plural = _("индивидуальный план")
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text
