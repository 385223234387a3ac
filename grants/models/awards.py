"""An award of the city and its yearly seasons: what is frozen when a season is announced."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.awards_states import SEASON, SEASON_TONES, SeasonState
from portal.cases.models import Case

YEARS = (MinValueValidator(2000), MaxValueValidator(2100))


class Award(models.Model):
    """An award; `categories` are the names a new season begins with."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("название"), max_length=200)
    about = models.TextField(_("о награде"), max_length=3000, blank=True)
    categories = models.JSONField(_("номинации"), default=list, blank=True)

    class Meta:
        verbose_name = _("награда")
        verbose_name_plural = _("награды")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SeasonQuerySet(models.QuerySet):
    def public(self) -> "SeasonQuerySet":
        return self.exclude(state=SeasonState.DRAFT)

    def visible_to(self, user) -> "SeasonQuerySet":
        """Announced ones; those in preparation are for the officials who run them."""
        runs = user.is_authenticated and user.is_staff and user.has_perm("grants.run_award")
        return self.all() if runs else self.public()

    def taking_part(self, now) -> "SeasonQuerySet":
        """Those in which a resident nominates or votes now."""
        votes = Q(state=SeasonState.JUDGING, vote_points__gt=0, judge_until__gt=now)
        nominates = Q(state=SeasonState.COLLECTING, opens_at__lte=now, closes_at__gt=now)
        return self.filter(nominates | votes)

    def due(self, now) -> "SeasonQuerySet":
        """Those the clock moves now."""
        return self.filter(
            Q(state=SeasonState.COLLECTING, closes_at__lte=now)
            | Q(state=SeasonState.CHECK, check_until__lte=now)
            | Q(state=SeasonState.JUDGING, judge_until__lte=now, categories__poll__state="open")
        ).distinct()


class AwardSeason(Case):
    """One year of an award. Points of the jury and of the residents' vote add up to the ranking.

    `criteria` None: no jury. `vote_points` 0: no vote. `awarded` counts the laureates decided so
    far; the database keeps it within `quota`.
    """

    LIFECYCLE = SEASON
    STATE_TONES = SEASON_TONES

    award = models.ForeignKey(
        Award, verbose_name=_("награда"), on_delete=models.PROTECT, related_name="seasons"
    )
    year = models.PositiveSmallIntegerField(_("год"), validators=YEARS)
    state = models.CharField(
        _("этап"), max_length=10, choices=SeasonState.choices, default=SeasonState.DRAFT
    )
    terms = models.TextField(_("положение о награде"), max_length=20_000)
    opens_at = models.DateTimeField(_("приём выдвижений с"))
    closes_at = models.DateTimeField(_("приём выдвижений до"))
    check_until = models.DateTimeField(
        _("согласия и проверка до"), help_text=_("После этого начинается оценка.")
    )
    judge_until = models.DateTimeField(_("оценка и голосование до"))
    results_on = models.DateField(_("итоги не позднее"), null=True, blank=True)
    criteria = models.ForeignKey(
        "scoring.CriteriaSet",
        verbose_name=_("критерии жюри"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Пусто — жюри нет, решает голосование."),
    )
    vote_points = models.PositiveSmallIntegerField(
        _("баллов за голосование жителей"),
        default=0,
        validators=[MaxValueValidator(1000)],
        help_text=_(
            "Столько получит первый по голосам, остальные — пропорционально. 0 — без него."
        ),
    )
    min_voter_age = models.PositiveSmallIntegerField(_("голосуют с возраста"), default=16)
    quota = models.PositiveSmallIntegerField(
        _("лауреатов в год, не больше"), validators=[MinValueValidator(1)]
    )
    awarded = models.PositiveSmallIntegerField(_("решено наградить"), default=0, editable=False)
    # What the season is judged by: a frozen copy with the vote as one more criterion.
    scale = models.ForeignKey(
        "scoring.CriteriaSet", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    rules_text = models.TextField(editable=False, blank=True)
    rules_hash = models.CharField(_("отпечаток правил"), max_length=64, blank=True, editable=False)
    decided_at = models.DateTimeField(_("итоги"), null=True, blank=True, editable=False)

    objects = SeasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("сезон награды")
        verbose_name_plural = _("сезоны наград")
        ordering = ["-year", "-id"]
        permissions = [
            ("run_award", _("Вести сезоны наград: объявлять, подводить итоги")),
            ("process_nomination", _("Проверять выдвижения на награды")),
        ]
        indexes = [models.Index(fields=["state", "closes_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "year"],
                name="season_once_a_year",
                violation_error_message=_("Сезон этого года уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at"))
                & Q(check_until__gte=F("closes_at"))
                & Q(judge_until__gt=F("check_until")),
                name="season_dates_in_order",
                violation_error_message=_("Сроки идут по порядку: приём, проверка, оценка."),
            ),
            models.CheckConstraint(
                condition=Q(awarded__lte=F("quota")), name="season_awards_within_quota"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award.name}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("grants:award_season", args=[self.award.code, self.year])

    def accepts_at(self, moment) -> bool:
        return self.state == SeasonState.COLLECTING and self.opens_at <= moment < self.closes_at


class AwardCategory(models.Model):
    """A category of a season («номинация»); its ranking and its vote are its own."""

    season = models.ForeignKey(AwardSeason, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(_("номинация"), max_length=200)
    quota = models.PositiveSmallIntegerField(
        _("лауреатов, не больше"), default=1, validators=[MinValueValidator(1)]
    )
    awarded = models.PositiveSmallIntegerField(default=0, editable=False)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    ranking = models.ForeignKey(
        "scoring.Ranking", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    poll = models.OneToOneField(
        "polls.Poll", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("номинация")
        verbose_name_plural = _("номинации")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["season", "name"], name="category_once_in_season"),
            models.CheckConstraint(
                condition=Q(awarded__lte=F("quota")), name="category_awards_within_quota"
            ),
        ]

    def __str__(self) -> str:
        return self.name
