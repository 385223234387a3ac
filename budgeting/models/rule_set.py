"""The parameters by which a programme's round differs from another's (BRIEF §1.6), as data.

ППМИ, «Народный бюджет», city projects and city grants are one model with other values.
"""

from datetime import date, datetime
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.law.deadlines import moment_after
from portal.law.models import DeadlineRule, Unit

TERM_UNITS = [(unit.value, unit.label) for unit in (Unit.WORKING, Unit.CALENDAR)]


class ProposerKind(models.TextChoices):
    """Who may put a project forward."""

    GROUP = "group", _("инициативная группа жителей")
    TOS = "tos", _("ТОС")
    NKO = "nko", _("некоммерческая организация")
    BUSINESS = "business", _("организация или предприниматель")
    COMMISSION = "commission", _("член бюджетной комиссии")


class Selection(models.TextChoices):
    """How winners are found."""

    VOTE = "vote", _("рейтинговое голосование жителей")
    CRITERIA = "criteria", _("оценка комиссии по критериям")
    CRITERIA_VOTE = "criteria-vote", _("оценка по критериям и рейтинговое голосование жителей")
    COMMISSION = "commission", _("рейтинговый бюллетень бюджетной комиссии")
    EXPERTS = "experts", _("оценки экспертов")


VOTING = (Selection.VOTE, Selection.CRITERIA_VOTE)


def in_order(kinds: list[str]) -> list[str]:
    """Kinds as they are always written: one set of kinds has one text, and so one hash."""
    return [kind for kind in ProposerKind.values if kind in kinds]


def usual_proposers() -> list[str]:
    return [ProposerKind.GROUP.value, ProposerKind.TOS.value]


def share_field(name, **kwargs) -> models.DecimalField:
    """A least share of the cost, in percent."""
    bounds = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
    return models.DecimalField(
        name, max_digits=5, decimal_places=2, default=0, validators=bounds, **kwargs
    )


def days_field(name, **kwargs) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(name, validators=[MaxValueValidator(1000)], **kwargs)


def unit_field(name, default: str) -> models.CharField:
    return models.CharField(name, max_length=15, choices=TERM_UNITS, default=default)


class RuleSet(models.Model):
    """What a round asks of proposers and projects. Money in roubles, shares in percent."""

    PROPOSER_FIELDS = (
        "proposers",
        "min_proposer_age",
        "min_group_size",
        "max_own_projects",
        "partner_required",
        "meeting_required",
    )
    COST_FIELDS = (
        "min_project_cost",
        "max_project_cost",
        "min_city_share",
        "min_residents_share",
        "min_own_share",
    )
    TERM_FIELDS = (
        "remarks_days",
        "remarks_unit",
        "review_days",
        "review_unit",
        "report_days",
        "report_unit",
    )

    proposers = ArrayField(
        models.CharField(max_length=10, choices=ProposerKind.choices),
        verbose_name=_("кто предлагает"),
        default=usual_proposers,
    )
    min_proposer_age = models.PositiveSmallIntegerField(
        _("возраст инициатора"),
        default=16,
        validators=[MinValueValidator(14), MaxValueValidator(99)],
        help_text=_("Полных лет представителю. По закону об инициативных проектах — с 16."),
    )
    min_group_size = models.PositiveSmallIntegerField(
        _("в инициативной группе"),
        default=10,
        help_text=_("Человек, не меньше. По закону — 10; меньше может решить городская Дума."),
    )
    max_own_projects = models.PositiveSmallIntegerField(
        _("проектов от одного человека"),
        null=True,
        blank=True,
        help_text=_("Пусто — сколько угодно. В «Народном бюджете» — не больше двух."),
    )
    partner_required = models.BooleanField(
        _("группе и ТОС нужен партнёр"),
        default=False,
        help_text=_("Организация или предприниматель, которые получат деньги и отчитаются."),
    )
    meeting_required = models.BooleanField(
        _("нужно собрание жителей"),
        default=False,
        help_text=_("Без сведений о собрании и протокола заявку внести нельзя."),
    )
    min_project_cost = models.DecimalField(
        _("наименьшая стоимость проекта"), max_digits=14, decimal_places=2, default=0
    )
    max_project_cost = models.DecimalField(
        _("наибольшая стоимость проекта"), max_digits=14, decimal_places=2, default=3_000_000
    )
    min_city_share = share_field(
        _("доля города, не меньше, %"),
        help_text=_("От стоимости проекта. Доля города — то, что остаётся за вычетом остальных."),
    )
    min_residents_share = share_field(
        _("деньги жителей, не меньше, %"), help_text=_("От стоимости проекта, только деньгами.")
    )
    min_own_share = share_field(
        _("собственный вклад, не меньше, %"),
        help_text=_("От стоимости: деньги, имущество и труд жителей и организаций вместе."),
    )
    selection = models.CharField(
        _("как выбирают победителей"),
        max_length=15,
        choices=Selection.choices,
        default=Selection.VOTE,
    )
    reserve_may_win = models.BooleanField(
        _("резерв может победить"),
        default=True,
        help_text=_("Если деньги освободились, сотрудник решает об этом с открытой причиной."),
    )
    remarks_days = days_field(
        _("срок замечаний"),
        default=5,
        help_text=_("От публикации проекта. 0 — замечания в этом раунде не собирают."),
    )
    remarks_unit = unit_field(_("в каких днях"), Unit.WORKING)
    review_days = days_field(
        _("срок рассмотрения"),
        default=30,
        null=True,
        blank=True,
        help_text=_("От внесения проекта. Пусто — до конца этапа «Проверка»."),
    )
    review_unit = unit_field(_("в каких днях"), Unit.CALENDAR)
    report_days = days_field(
        _("срок отчёта"),
        default=30,
        null=True,
        blank=True,
        help_text=_("От завершения работ. Пусто — по соглашению с победителем."),
    )
    report_unit = unit_field(_("в каких днях"), Unit.CALENDAR)

    class Meta:
        abstract = True

    @property
    def has_vote(self) -> bool:
        """Whether residents vote in this round."""
        return self.selection in VOTING

    def proposer_names(self) -> list[str]:
        return [str(ProposerKind(kind).label) for kind in self.proposers]

    def remarks_until(self, published: datetime) -> date | None:
        """The last day for remarks on a project of that publication; None: none are collected."""
        return term_end(self.remarks_days, self.remarks_unit, published)

    def review_until(self, submitted: datetime) -> date | None:
        """The last day of the review; with no term of its own, the last day of the check."""
        if self.review_days is None:
            check = self.schedule().get("check")
            return check and timezone.localdate(check.ends_at)
        return term_end(self.review_days, self.review_unit, submitted)

    def report_until(self, completed: datetime) -> date | None:
        """The last day for the final report; None: as the agreement says."""
        return term_end(self.report_days, self.report_unit, completed)


def term_end(days: int | None, unit: str, start: datetime) -> date | None:
    if not days:
        return None
    return timezone.localdate(moment_after(DeadlineRule(length=days, unit=unit), start))
