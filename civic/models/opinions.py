"""Opinion boards: statements people agree or disagree with, and the groups that come of it."""

from datetime import datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from civic.models.surveys import TONES, OpenQuerySet, OpenState, lifecycle
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case

PERSON = settings.AUTH_USER_MODEL


class OpinionBoard(Case):
    """A question with statements; groups are shown above a minimum of people only."""

    LIFECYCLE = lifecycle()
    STATE_TONES = TONES

    state = models.CharField(
        _("состояние"),
        max_length=6,
        choices=OpenState.choices,
        default=OpenState.DRAFT,
        editable=False,
    )
    title = models.CharField(_("вопрос"), max_length=200)
    intro = models.TextField(_("о чём речь"))
    ends_at = models.DateTimeField(_("окончание"))
    min_participants = models.PositiveIntegerField(
        _("показывать группы с числа участников"), default=30, validators=[MinValueValidator(10)]
    )
    min_group = models.PositiveIntegerField(
        _("наименьшая группа"), default=5, validators=[MinValueValidator(5)]
    )
    participants = models.PositiveIntegerField(_("участников"), default=0, editable=False)
    groups = models.JSONField(_("группы"), default=dict, editable=False)
    grouped_at = models.DateTimeField(_("группы посчитаны"), null=True, editable=False)
    voted_at = models.DateTimeField(_("последний ответ"), null=True, editable=False)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("доска мнений")
        verbose_name_plural = _("доски мнений")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("civic:board", args=[self.pk])

    def accepts_at(self, moment: datetime) -> bool:
        return self.state == OpenState.OPEN and moment < self.ends_at


class StatementState(models.TextChoices):
    PENDING = "pending", _("На модерации")
    SHOWN = "shown", _("На доске")
    DECLINED = "declined", _("Не принято")


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user) -> "StatementQuerySet":
        """Shown ones, one's own, and for moderators all."""
        boards = OpinionBoard.objects.visible_to(user).values("pk")
        rows = self.filter(board__in=boards)
        if not user.is_authenticated:
            return rows.filter(state=StatementState.SHOWN)
        if user.is_staff and user.has_perm("civic.moderate_statement"):
            return rows
        return rows.filter(models.Q(state=StatementState.SHOWN) | models.Q(author=user))

    def waiting(self) -> "StatementQuerySet":
        return self.filter(state=StatementState.PENDING)


class Statement(Case):
    """One statement of a board."""

    LIFECYCLE = Lifecycle(
        StatementState,
        StatementState.PENDING,
        Transition(
            "show",
            (StatementState.PENDING, StatementState.DECLINED),
            StatementState.SHOWN,
            _("Показать на доске"),
            "civic.check_statement",
        ),
        Transition(
            "decline",
            (StatementState.PENDING, StatementState.SHOWN),
            StatementState.DECLINED,
            _("Не принять"),
            "civic.check_statement",
            needs_note=True,
        ),
    )

    board = models.ForeignKey(
        OpinionBoard,
        verbose_name=_("доска"),
        on_delete=models.PROTECT,
        related_name="statements",
    )
    state = models.CharField(
        _("состояние"),
        max_length=8,
        choices=StatementState.choices,
        default=StatementState.PENDING,
        editable=False,
    )
    author = models.ForeignKey(
        PERSON, verbose_name=_("автор"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(_("утверждение"), max_length=200)
    # Kept counters, written in the transaction of the vote.
    agreed = models.PositiveIntegerField(_("согласны"), default=0, editable=False)
    disagreed = models.PositiveIntegerField(_("не согласны"), default=0, editable=False)
    passed = models.PositiveIntegerField(_("пропустили"), default=0, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("утверждение")
        verbose_name_plural = _("утверждения")
        ordering = ["id"]
        permissions = [("moderate_statement", _("Проверять утверждения жителей"))]
        indexes = [models.Index(fields=["board", "state", "id"])]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.board.get_absolute_url()


class StatementVote(models.Model):
    """Agree (1), disagree (−1) or pass (0): one of a person, changed as one likes."""

    class Value(models.IntegerChoices):
        AGREE = 1, _("согласен")
        DISAGREE = -1, _("не согласен")
        PASS = 0, _("пропустить")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField(choices=Value.choices)
    created_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("мнение")
        verbose_name_plural = _("мнения")
        constraints = [
            models.UniqueConstraint(fields=["statement", "user"], name="one_vote_per_statement"),
            models.CheckConstraint(
                condition=models.Q(value__in=[-1, 0, 1]), name="statement_vote_of_three"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.value}"
