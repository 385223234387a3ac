"""Programmes and their rounds: the rules of a contest and the phases that bind everybody."""

import hashlib
import json
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgeting.models.phases import PhaseKind, RoundPhase
from budgeting.models.rule_set import RuleSet
from budgeting.models.shares import SharesRules
from portal.polls.models import BallotKind, DistrictRule

# Addresses of pages that stand where a round's own address would.
RESERVED_SLUGS = {"projects", "my", "admin", "merges"}


def validate_round_slug(value: str) -> None:
    if value in RESERVED_SLUGS:
        raise ValidationError(_("Этот адрес занят страницей портала, выберите другой."))


class Programme(models.Model):
    """A practice of initiative budgeting: ППМИ, «Народный бюджет», city projects (BRIEF §1)."""

    slug = models.SlugField(_("адрес"), unique=True)
    name = models.CharField(_("название"), max_length=200)
    summary = models.TextField(_("коротко"), blank=True)

    class Meta:
        verbose_name = _("программа")
        verbose_name_plural = _("программы")

    def __str__(self) -> str:
        return self.name


class TallyRule(models.TextChoices):
    GREEDY = "greedy", _("По числу голосов, пока хватает денег")
    GREEDY_THRESHOLD = "greedy-threshold", _("По числу голосов с порогом поддержки")
    GREEDY_NO_SKIP = "greedy-no-skip", _("По числу голосов до первого, на кого не хватило")
    POZNAN = "poznan", _("До первого, на кого не хватило; он — при остатке от 80 %")
    GREEDY_COST = "greedy-cost", _("По числу голосов на рубль стоимости")
    MES = "mes", _("Метод равных долей")
    PHRAGMEN = "phragmen", _("Последовательное правило Фрагмена")


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RoundQuerySet":
        """Published rounds; those being prepared are for the officials who run them."""
        if user.is_authenticated and user.is_staff and user.has_perm("budgeting.publish_round"):
            return self
        return self.filter(is_published=True)

    def with_phases(self) -> "RoundQuerySet":
        return self.prefetch_related("phases")

    def vote_due(self) -> "RoundQuerySet":
        """Rounds whose vote has begun and is not open yet."""
        now = timezone.now()
        return self.filter(
            is_published=True,
            poll=None,
            phases__kind=PhaseKind.VOTE,
            phases__starts_at__lte=now,
            phases__ends_at__gt=now,
        )

    def count_due(self) -> "RoundQuerySet":
        """Rounds whose vote is over and not counted yet."""
        return self.filter(poll__closes_at__lte=timezone.now(), result=None).exclude(
            poll__state="cancelled"
        )


class Round(RuleSet, SharesRules):
    """One cycle of a programme; its phases bind residents and staff alike. Money in roubles."""

    # Frozen and hashed at publication, then changed by a public revision until the vote opens.
    RULE_FIELDS = (
        "budget",
        *RuleSet.PROPOSER_FIELDS,
        *RuleSet.COST_FIELDS,
        "selection",
        "reserve_may_win",
        *RuleSet.TERM_FIELDS,
        "min_voter_age",
        "max_choices",
        "max_ballot_cost",
        "ballot_kind",
        "max_sum_points",
        "max_points",
        "district_rule",
        "max_city",
        "max_district",
        "paper_days",
        "tally_rule",
        *SharesRules.FIELDS,
        "min_support",
        "currency",
    )
    AMOUNTS = ("budget", "max_ballot_cost", *RuleSet.COST_FIELDS)
    EVENT_LABELS = {
        "published": _("Раунд опубликован"),
        "imported": _("Загружен из файла"),
        "revised": _("Правила или сроки изменены"),
        "incompatible": _("Изменены группы несовместимых проектов"),
        "pots": _("Изменены части бюджета"),
        "recounted": _("Голоса пересчитаны"),
        "vote_opened": _("Голосование открыто, правила заморожены"),
        "bank_imported": _("Загружены платежи из банка"),
        "vote_closed": _("Голосование завершено, голоса подсчитаны"),
    }

    programme = models.ForeignKey(
        Programme, verbose_name=_("программа"), on_delete=models.PROTECT, related_name="rounds"
    )
    slug = models.SlugField(
        _("адрес"), unique=True, max_length=80, validators=[validate_round_slug]
    )
    title = models.CharField(_("название"), max_length=200)
    summary = models.TextField(_("коротко"), blank=True)
    budget = models.DecimalField(_("бюджет"), max_digits=14, decimal_places=2)
    min_voter_age = models.PositiveSmallIntegerField(_("возраст голосующего"), default=14)
    max_choices = models.PositiveSmallIntegerField(
        _("голосов у жителя"), default=5, null=True, blank=True
    )
    max_ballot_cost = models.DecimalField(
        _("предел суммы бюллетеня"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    ballot_kind = models.CharField(
        _("вид бюллетеня"),
        max_length=12,
        choices=BallotKind.choices,
        default=BallotKind.APPROVAL,
        help_text=_("«Рюкзак» — это одобрение с пределом суммы бюллетеня."),
    )
    max_sum_points = models.PositiveSmallIntegerField(
        _("всего баллов"), null=True, blank=True, help_text=_("Для распределения баллов.")
    )
    max_points = models.PositiveSmallIntegerField(
        _("баллов одному проекту"),
        null=True,
        blank=True,
        help_text=_("Для распределения баллов и для оценок: не больше."),
    )
    district_rule = models.CharField(
        _("районный уровень"),
        max_length=10,
        choices=DistrictRule.choices,
        default=DistrictRule.NONE,
    )
    max_city = models.PositiveSmallIntegerField(
        _("общегородских проектов"), null=True, blank=True, help_text=_("Не больше.")
    )
    max_district = models.PositiveSmallIntegerField(
        _("проектов района"), null=True, blank=True, help_text=_("Не больше.")
    )
    paper_days = models.PositiveSmallIntegerField(
        _("дней на ввод бумажных бюллетеней"),
        default=0,
        help_text=_("0 — голосуют только на портале. Итоги ждут, пока закроют все ящики."),
    )
    tally_rule = models.CharField(
        _("правило подсчёта"), max_length=20, choices=TallyRule.choices, default=TallyRule.GREEDY
    )
    min_support = models.PositiveIntegerField(_("порог поддержки, голосов"), default=0)
    currency = models.CharField(_("валюта"), max_length=3, default="RUB")
    is_published = models.BooleanField(_("опубликован"), default=False, editable=False)
    rules_hash = models.CharField(_("отпечаток правил"), max_length=64, blank=True, editable=False)
    poll = models.OneToOneField(
        "polls.Poll",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    project_count = models.PositiveIntegerField(_("проектов"), default=0, editable=False)
    # Set by import_pabulib: the digest of the file, so that a second import changes nothing.
    source_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("раунд")
        verbose_name_plural = _("раунды")
        ordering = ["-id"]
        permissions = [("publish_round", _("Публиковать раунды и менять их правила и сроки"))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:round", args=[self.slug])

    def schedule(self) -> dict[str, RoundPhase]:
        """The phases by kind, in order of their start; read once per object."""
        models.prefetch_related_objects([self], "phases")
        return {phase.kind: phase for phase in self.phases.all()}

    def phases_now(self, now: datetime | None = None) -> list[RoundPhase]:
        """The phases that run at `now` (the present moment by default); they may overlap."""
        now = now or timezone.now()
        return [phase for phase in self.schedule().values() if phase.runs_at(now)]

    def rule_set(self) -> dict[str, str | int | list | dict | None]:
        """The rules of the round as plain values, money as text to the kopeck.

        Pots and groups of incompatible projects are there where there are any.
        """
        values = {
            name: getattr(self, name) for name in self.RULE_FIELDS if name not in SharesRules.FIELDS
        }
        values |= self.tally_terms()
        for name in self.AMOUNTS:
            values[name] = None if values[name] is None else f"{values[name]:.2f}"
        return values

    def tally_terms(self) -> dict[str, dict | list]:
        """What the count needs beside the plain fields, as it stands in the rule text."""
        terms = {"mes": self.shares_options()}
        if self.pk and (pots := [pot.terms() for pot in self.pots.select_related("district")]):
            terms["pots"] = pots
        if self.pk and (groups := [group.terms() for group in self.incompatible.all()]):
            terms["incompatible"] = groups
        return terms

    def rule_text(self) -> str:
        """The canonical JSON of the rule set: the very bytes `rules_hash` is made of."""
        values = self.rule_set()
        return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def rule_digest(self) -> str:
        return hashlib.sha256(self.rule_text().encode()).hexdigest()
