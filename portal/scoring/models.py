"""Criteria sets, experts' marks and published rankings. A frozen set never changes again."""

from fractions import Fraction

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.scoring.formulas import Rule


class CriteriaSetQuerySet(models.QuerySet):
    def for_experts(self) -> "CriteriaSetQuerySet":
        """Sets whose every criterion is marked by people."""
        counted = Criterion.objects.exclude(formula=Criterion.Formula.EXPERT)
        return self.exclude(pk__in=counted.values("criteria"))


class CriteriaSet(models.Model):
    """What applications of a contest are judged by; frozen when the contest is published."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("название"), max_length=200)
    total = models.DecimalField(_("баллов всего"), max_digits=7, decimal_places=3, default=100)
    step = models.DecimalField(
        _("округлять вверх до"),
        max_digits=6,
        decimal_places=3,
        default=0,
        help_text=_("Например, 0,001. Ноль — не округлять."),
        validators=[MinValueValidator(0)],
    )
    exclusions = models.JSONField(_("исключающие критерии"), default=list, blank=True)
    tie_break = models.JSONField(_("при равенстве баллов"), default=list, blank=True)
    rules = models.JSONField(_("порядок экспертизы"), default=dict, blank=True)
    frozen_at = models.DateTimeField(_("зафиксирован"), null=True, blank=True, editable=False)
    digest = models.CharField(_("отпечаток"), max_length=64, blank=True, editable=False)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("набор критериев")
        verbose_name_plural = _("наборы критериев")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """One criterion; `weight` is the greatest number of points it gives."""

    class Formula(models.TextChoices):
        LINEAR = "linear", _("по шкале от и до")
        ROUND_MAX = "linear_round_max", _("по шкале до лучшего в отборе")
        STEPS = "steps", _("по ступеням")
        BOOL = "bool", _("да или нет")
        EXPERT = "expert", _("средняя оценка экспертов")

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(_("код"))
    name = models.CharField(_("название"), max_length=200)
    weight = models.DecimalField(
        _("вес"), max_digits=7, decimal_places=3, validators=[MinValueValidator(0)]
    )
    formula = models.CharField(_("формула"), max_length=20, choices=Formula.choices)
    low = models.DecimalField(_("от"), max_digits=12, decimal_places=3, default=0)
    high = models.DecimalField(_("до"), max_digits=12, decimal_places=3, null=True, blank=True)
    steps = models.JSONField(_("ступени"), default=list, blank=True)
    unit = models.CharField(_("единица"), max_length=50, blank=True)
    is_auto = models.BooleanField(_("считает портал"), default=False)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("критерий")
        verbose_name_plural = _("критерии")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["criteria", "code"], name="criterion_once_in_set"),
            models.CheckConstraint(
                condition=models.Q(high=None) | models.Q(high__gt=models.F("low")),
                name="criterion_scale_in_order",
                violation_error_message=_("«До» должно быть больше, чем «от»."),
            ),
            models.CheckConstraint(
                condition=~models.Q(formula__in=["linear", "expert"])
                | models.Q(high__isnull=False),
                name="criterion_scale_has_end",
                violation_error_message=_("Для этой формулы укажите «до»."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def rule(self) -> Rule:
        """The criterion for `formulas`: exact numbers, no database."""
        return Rule(
            code=self.code,
            name=self.name,
            weight=Fraction(self.weight),
            formula=self.formula,
            low=Fraction(self.low),
            high=None if self.high is None else Fraction(self.high),
            steps=tuple((Fraction(str(start)), Fraction(str(part))) for start, part in self.steps),
            unit=self.unit,
        )


class Mark(models.Model):
    """One expert's mark by one criterion for one application; experts do not see each other's."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    case = GenericForeignKey("content_type", "object_id")
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("эксперт"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    value = models.DecimalField(_("оценка"), max_digits=7, decimal_places=3)
    note = models.TextField(_("обоснование"), blank=True)
    updated_at = models.DateTimeField(_("изменена"), auto_now=True)

    class Meta:
        verbose_name = _("оценка эксперта")
        verbose_name_plural = _("оценки экспертов")
        indexes = [models.Index(fields=["content_type", "object_id", "criterion"])]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "content_type", "object_id", "expert"],
                name="mark_once_per_expert",
            ),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="mark_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"


class Ranking(models.Model):
    """A ranking as it was published: every value, formula and point. Append-only."""

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="rankings")
    title = models.CharField(_("название"), max_length=200)
    data = models.JSONField(_("протокол"))
    digest = models.CharField(_("отпечаток"), max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)

    class Meta:
        verbose_name = _("рейтинг")
        verbose_name_plural = _("рейтинги")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title
