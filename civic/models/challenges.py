"""A challenge: a department asks the city a question and says beforehand what comes of it."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.models import challenge_states as states
from civic.models.challenge_states import ChallengeState
from civic.models.departments import Department
from portal.cases.models import Case


class VoteKind(models.TextChoices):
    """How residents choose of the shortlist; stated before ideas are collected."""

    BALLOT = "ballot", _("тайное голосование жителей с подтверждённой личностью")
    SUPPORT = (
        "support",
        _("поддержка: решает число поддержавших с подтверждённой личностью к концу голосования"),
    )


class ChallengeQuerySet(models.QuerySet):
    def public(self) -> "ChallengeQuerySet":
        return self.exclude(state=ChallengeState.DRAFT)

    def visible_to(self, user) -> "ChallengeQuerySet":
        """Announced ones; those being prepared are for the officials who run them."""
        runs = user.is_authenticated and user.is_staff and user.has_perm("civic.run_challenge")
        return self.all() if runs else self.public()

    def by_date(self) -> "ChallengeQuerySet":
        """Those the clock still moves."""
        return self.filter(state__in=states.DATED)

    def waiting(self) -> "ChallengeQuerySet":
        """Those that wait for an official's decision or report."""
        return self.filter(state__in=(ChallengeState.DECISION, ChallengeState.ROADMAP))

    def overdue(self, today) -> "ChallengeQuerySet":
        return self.filter(state=ChallengeState.DECISION, decision_due__lt=today)


class Challenge(Case):
    """A question to residents with stages that bind everybody, officials included."""

    LIFECYCLE = states.LIFECYCLE
    STATE_TONES = states.TONES
    EVENT_LABELS = {
        "vote_opened": _("Бюллетень напечатан"),
        "rescheduled": _("Изменены сроки этапов"),
    }

    slug = models.SlugField(_("адрес"), unique=True)
    state = models.CharField(
        _("этап"),
        max_length=12,
        choices=ChallengeState.choices,
        default=ChallengeState.DRAFT,
        editable=False,
    )
    department = models.ForeignKey(
        Department, verbose_name=_("подразделение"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("вопрос жителям"), max_length=200)
    context = models.TextField(_("о чём речь: что известно, что уже пробовали"))
    promise = models.TextField(
        _("что будет с результатом"),
        help_text=_("Кто и когда решает, сколько идей и за какие деньги можно сделать."),
    )
    vote_kind = models.CharField(
        _("как выбирают жители"),
        max_length=8,
        choices=VoteKind.choices,
        default=VoteKind.BALLOT,
    )
    max_choices = models.PositiveSmallIntegerField(
        _("идей в бюллетене, не больше"), default=3, validators=[MinValueValidator(1)]
    )
    min_voter_age = models.PositiveSmallIntegerField(_("голосуют с возраста"), default=16)
    support_threshold = models.PositiveIntegerField(
        _("порог поддержки для официального ответа"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Пусто — общий порог портала."),
    )
    poll = models.OneToOneField(
        "polls.Poll",
        verbose_name=_("голосование"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decision_due = models.DateField(_("решить до"), null=True, blank=True, editable=False)
    decision = models.TextField(_("решение с обоснованием"), blank=True, editable=False)
    decided_by = models.CharField(_("кто решил"), max_length=400, blank=True, editable=False)
    decided_at = models.DateTimeField(_("решено"), null=True, blank=True, editable=False)
    report = models.TextField(_("отчёт"), blank=True, editable=False)
    idea_count = models.PositiveIntegerField(_("идей"), default=0, editable=False)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("вызов")
        verbose_name_plural = _("вызовы")
        ordering = ["-id"]
        permissions = [("run_challenge", _("Вести вызовы: объявлять, решать, отчитываться"))]
        indexes = [models.Index(fields=["state", "-id"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("civic:challenge", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.state != ChallengeState.DRAFT

    @property
    def threshold(self) -> int:
        """Supporters after which an official answer is owed."""
        return self.support_threshold or settings.IDEA_SUPPORT_THRESHOLD

    def schedule(self) -> dict[str, "ChallengeStage"]:
        """Dated stages by kind, in the order of time."""
        return {stage.kind: stage for stage in self.stages.all()}

    def stage_at(self, moment: datetime) -> str:
        """The state the dates ask for: the last stage begun, or the decision after all of them."""
        rows = list(self.stages.all())
        begun = [stage.kind for stage in rows if stage.starts_at <= moment]
        if rows and moment >= rows[-1].ends_at:
            return ChallengeState.DECISION
        return begun[-1] if begun else ChallengeState.ANNOUNCED


class ChallengeStage(models.Model):
    """When a stage runs; the right to act in it is asked of these dates by the database's clock."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(
        _("этап"), max_length=12, choices=[(kind.value, kind.label) for kind in states.DATED]
    )
    starts_at = models.DateTimeField(_("начало"), default=timezone.now)
    ends_at = models.DateTimeField(_("окончание"))

    class Meta:
        verbose_name = _("этап вызова")
        verbose_name_plural = _("этапы вызова")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "kind"], name="stage_once_in_challenge"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="stage_ends_after_it_starts",
                violation_error_message=_("Окончание должно быть позже начала."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.challenge_id})"

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Окончание должно быть позже начала.")})

    def runs_at(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at
