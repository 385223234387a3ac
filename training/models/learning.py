"""Distance learning: modules, tests with pools and attempts, assignments read by a mentor."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from training.models.enrolments import Enrolment
from training.models.programmes import HTTPS, Programme
from training.models.states import WORK_LIFECYCLE, WorkState


class Module(models.Model):
    programme = models.ForeignKey(
        Programme, verbose_name=_("программа"), on_delete=models.CASCADE, related_name="modules"
    )
    title = models.CharField(_("название"), max_length=200)
    text = models.TextField(_("текст"), max_length=50_000, blank=True)
    link = models.CharField(_("ссылка на видео"), max_length=500, blank=True, validators=[HTTPS])
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    done_by = models.ManyToManyField(Enrolment, related_name="modules_done", editable=False)

    class Meta:
        verbose_name = _("модуль")
        verbose_name_plural = _("модули")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Quiz(models.Model):
    """`per_pool` questions are drawn of each pool for every attempt; 0 takes them all."""

    programme = models.ForeignKey(
        Programme, verbose_name=_("программа"), on_delete=models.CASCADE, related_name="quizzes"
    )
    title = models.CharField(_("название"), max_length=200)
    minutes = models.PositiveSmallIntegerField(
        _("минут на попытку"), default=30, validators=[MinValueValidator(1)]
    )
    attempts = models.PositiveSmallIntegerField(
        _("попыток"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("сдан, если верно, %"), default=70, validators=[MaxValueValidator(100)]
    )
    per_pool = models.PositiveSmallIntegerField(
        _("вопросов из каждой группы"), default=0, help_text=_("Ноль — все.")
    )
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("тест")
        verbose_name_plural = _("тесты")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    class Kind(models.TextChoices):
        SINGLE = "single", _("один ответ")
        MULTIPLE = "multiple", _("несколько ответов")
        TEXT = "text", _("ответ словами")

    quiz = models.ForeignKey(
        Quiz, verbose_name=_("тест"), on_delete=models.CASCADE, related_name="questions"
    )
    kind = models.CharField(_("вид"), max_length=8, choices=Kind.choices, default=Kind.SINGLE)
    text = models.TextField(_("вопрос"), max_length=2000)
    pool = models.CharField(_("группа"), max_length=50, blank=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("вопрос теста")
        verbose_name_plural = _("вопросы тестов")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def fault(self) -> str:
        """Why nobody could answer it rightly, or nothing."""
        choices = list(self.choices.all())
        return fault_of(self.kind, len(choices), sum(row.is_right for row in choices))


def fault_of(kind: str, choices: int, right: int) -> str:
    if not right:
        return _("Отметьте хотя бы один верный ответ.")
    if kind == Question.Kind.SINGLE and right > 1:
        return _("Верный ответ здесь один, а отмечено больше.")
    if kind != Question.Kind.TEXT and choices < 2:
        return _("Нужно хотя бы два варианта, чтобы было из чего выбирать.")
    return ""


class Choice(models.Model):
    """An answer to choose; of a question answered in words, a wording that is right."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    text = models.CharField(_("ответ"), max_length=500)
    is_right = models.BooleanField(_("верный"), default=False)

    class Meta:
        verbose_name = _("вариант ответа")
        verbose_name_plural = _("варианты ответа")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class AttemptQuerySet(models.QuerySet):
    def running(self) -> "AttemptQuerySet":
        return self.filter(submitted_at=None)

    def time_over(self) -> "AttemptQuerySet":
        return self.running().filter(ends_at__lte=timezone.now())


class Attempt(models.Model):
    """`questions` is the copy asked of this person, with what is right; no page prints it whole.

    `ends_at` was set by the database's clock at the start and never moves.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(
        Quiz, verbose_name=_("тест"), on_delete=models.PROTECT, related_name="taken"
    )
    number = models.PositiveSmallIntegerField(_("попытка"))
    started_at = models.DateTimeField(_("начата"))
    ends_at = models.DateTimeField(_("время до"))
    questions = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(_("сдана"), null=True, blank=True)
    right = models.PositiveSmallIntegerField(_("верных ответов"), default=0)
    is_passed = models.BooleanField(_("сдан"), default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("попытка теста")
        verbose_name_plural = _("попытки тестов")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "quiz", "number"], name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "quiz"],
                condition=Q(submitted_at=None),
                name="one_running_attempt",
            ),
        ]
        indexes = [
            models.Index(fields=["ends_at"], condition=Q(submitted_at=None), name="attempt_running")
        ]

    def __str__(self) -> str:
        return f"{self.quiz}: {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("training:attempt", args=[self.pk])


class Assignment(models.Model):
    programme = models.ForeignKey(
        Programme, verbose_name=_("программа"), on_delete=models.CASCADE, related_name="assignments"
    )
    title = models.CharField(_("название"), max_length=200)
    text = models.TextField(_("что сделать"), max_length=10_000)
    criteria = models.ForeignKey(
        "scoring.CriteriaSet",
        verbose_name=_("по каким критериям проверяют"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    pass_score = models.DecimalField(
        _("принимается от, баллов"), max_digits=7, decimal_places=3, default=60
    )
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("задание")
        verbose_name_plural = _("задания")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class WorkQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WorkQuerySet":
        """Its author, the mentors of the session, who runs it."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm("training.run_session"):
            return self
        session = Q(enrolment__session__organiser=user) | Q(
            enrolment__session__in=user.mentored_sessions.values("pk")
        )
        return self.filter(Q(enrolment__user=user) | (session & ~Q(state=WorkState.DRAFT)))

    def waiting(self) -> "WorkQuerySet":
        return self.filter(state=WorkState.SUBMITTED)


class Work(Case):
    """What a person made for an assignment; `points` come of the mentor's marks."""

    LIFECYCLE = WORK_LIFECYCLE
    CONFIDENTIAL = True  # no list of files shows what was attached
    STATE_TONES = {
        WorkState.SUBMITTED: "info",
        WorkState.RETURNED: "warning",
        WorkState.ACCEPTED: "good",
    }

    state = models.CharField(
        _("состояние"), max_length=9, choices=WorkState.choices, default=WorkState.DRAFT
    )
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="works")
    assignment = models.ForeignKey(
        Assignment, verbose_name=_("задание"), on_delete=models.PROTECT, related_name="works"
    )
    text = models.TextField(_("работа"), max_length=9000, blank=True)
    points = models.DecimalField(_("баллов"), max_digits=8, decimal_places=3, null=True, blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("работа")
        verbose_name_plural = _("работы")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "assignment"], name="one_work_a_task")
        ]

    def __str__(self) -> str:
        return self.assignment.title

    def get_absolute_url(self) -> str:
        return reverse("training:work", args=[self.enrolment_id, self.assignment_id])

    def files_may_be_changed_by(self, user) -> bool:
        own = self.enrolment.user_id == user.pk
        return own and self.state in (WorkState.DRAFT, WorkState.RETURNED)


class FeedbackAnswer(models.Model):
    """One filled survey; neither a person nor a moment stands beside it."""

    session = models.ForeignKey(
        "training.Session", on_delete=models.PROTECT, related_name="feedback"
    )
    useful = models.PositiveSmallIntegerField(_("пригодится в работе"))
    clear = models.PositiveSmallIntegerField(_("было понятно"))
    organised = models.PositiveSmallIntegerField(_("было хорошо устроено"))
    text = models.TextField(_("что улучшить"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("ответ о курсе")
        verbose_name_plural = _("ответы о курсах")
        constraints = [
            models.CheckConstraint(
                condition=Q(useful__range=(1, 5), clear__range=(1, 5), organised__range=(1, 5)),
                name="feedback_marks_sane",
            )
        ]

    def __str__(self) -> str:
        return f"{self.useful}, {self.clear}, {self.organised}"


class Reminder(models.Model):
    """That a person was reminded, once for each occasion."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "kind"], name="one_reminder_of_a_kind")
        ]

    def __str__(self) -> str:
        return self.kind
