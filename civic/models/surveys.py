"""Polls of residents: a few questions, the method in words, results when they may be shown."""

import uuid
from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Level
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case


class OpenState(models.TextChoices):
    """Of a poll and of an opinion board alike."""

    DRAFT = "draft", _("Готовится")
    OPEN = "open", _("Идёт")
    CLOSED = "closed", _("Завершён")


S = OpenState
TONES = {S.OPEN: "good"}


def lifecycle() -> Lifecycle:
    """An official opens; the end is the clock's, or an official's with a public reason."""
    run = "civic.run_opinions"
    return Lifecycle(
        OpenState,
        S.DRAFT,
        Transition("open", (S.DRAFT,), S.OPEN, _("Открыть"), run),
        Transition("end", (S.OPEN,), S.CLOSED, _("Завершено в срок")),
        Transition("stop", (S.OPEN,), S.CLOSED, _("Завершить досрочно"), run, needs_note=True),
    )


class OpenQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OpenQuerySet":
        """Drafts are for the officials who prepare them."""
        runs = user.is_authenticated and user.is_staff and user.has_perm("civic.run_opinion")
        return self.all() if runs else self.exclude(state=OpenState.DRAFT)

    def due(self, moment) -> "OpenQuerySet":
        """Those whose time is over."""
        return self.filter(state=OpenState.OPEN, ends_at__lte=moment)


class Survey(Case):
    """A poll (опрос) with its method; answers bear a mark of the person and no name."""

    LIFECYCLE = lifecycle()
    STATE_TONES = TONES

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("состояние"),
        max_length=6,
        choices=OpenState.choices,
        default=OpenState.DRAFT,
        editable=False,
    )
    title = models.CharField(_("название"), max_length=200)
    intro = models.TextField(_("зачем этот опрос"))
    method = models.TextField(
        _("метод"), help_text=_("Кого спрашивают, как узнают об опросе, чего он не покажет.")
    )
    min_level = models.PositiveSmallIntegerField(
        _("кто может ответить"), choices=Level.choices, default=Level.EMAIL
    )
    min_age = models.PositiveSmallIntegerField(_("с какого возраста"), default=14)
    ends_at = models.DateTimeField(_("окончание"))
    results_from = models.PositiveIntegerField(
        _("показывать итоги с числа ответов"),
        null=True,
        blank=True,
        validators=[MinValueValidator(10)],
        help_text=_("Пусто — только после завершения."),
    )
    answer_count = models.PositiveIntegerField(_("ответов"), default=0, editable=False)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("опрос")
        verbose_name_plural = _("опросы")
        ordering = ["-id"]
        permissions = [("run_opinion", _("Готовить опросы и доски мнений"))]
        indexes = [models.Index(fields=["state", "-id"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("civic:survey", args=[self.pk])

    def accepts_at(self, moment: datetime) -> bool:
        return self.state == OpenState.OPEN and moment < self.ends_at

    @property
    def shows_results(self) -> bool:
        """After the close, or from the number of answers announced before."""
        enough = self.results_from is not None and self.answer_count >= self.results_from
        return self.state == OpenState.CLOSED or enough


class SurveyQuestion(models.Model):
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    text = models.CharField(_("вопрос"), max_length=300)
    is_multiple = models.BooleanField(_("можно несколько ответов"), default=False)
    options = models.TextField(_("варианты"), help_text=_("Каждый с новой строки."))

    class Meta:
        verbose_name = _("вопрос")
        verbose_name_plural = _("вопросы")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text

    def variants(self) -> list[str]:
        return [line.strip() for line in self.options.splitlines() if line.strip()]


class SurveyAnswer(models.Model):
    """The answers of one person: `choices` are numbers of variants by question."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    person_mark = models.CharField(max_length=64)
    choices = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ответ на опрос")
        verbose_name_plural = _("ответы на опросы")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person_mark"], name="one_survey_answer_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}"
