"""Voting on paper: who works at a centre, whom they marked, and what the box of the centre held.

The register (who voted) and the box (what was chosen) never meet in a row: only their totals are
compared when the box is closed.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.polls.models.ballots import Ballot
from portal.polls.models.polls import Poll, PollState


class CentreOperator(models.Model):
    """A member of staff who receives paper votes at a centre; the right alone is not enough."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("сотрудник"),
        on_delete=models.PROTECT,
        related_name="paper_centres",
        limit_choices_to={"is_staff": True},
    )
    centre = models.ForeignKey(
        "places.Centre",
        verbose_name=_("центр"),
        on_delete=models.PROTECT,
        related_name="paper_operators",
    )

    class Meta:
        verbose_name = _("оператор бумажного голосования")
        verbose_name_plural = _("операторы бумажного голосования")
        ordering = ["centre__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "centre"],
                name="centre_operator_once",
                violation_error_message=_("Этот сотрудник уже работает в этом центре."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.centre}"


class BoxState(models.TextChoices):
    OPEN = "open", _("Открыт")
    CLOSED = "closed", _("Сверен и закрыт")


class PaperBoxQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PaperBoxQuerySet":
        """Boxes of the centres one works at: what a box holds is nobody else's business."""
        if not (user.is_authenticated and user.is_staff and user.has_perm("polls.receive_paper")):
            return self.none()
        return self.filter(centre__paper_operators__user=user)

    def reconciled(self) -> "PaperBoxQuerySet":
        """Closed boxes of closed polls: from then on their totals are public."""
        return self.filter(state=BoxState.CLOSED, poll__state=PollState.CLOSED)


class PaperBox(Case):
    """The box of a centre in a poll. The totals and the reason of a difference are set at close."""

    LIFECYCLE = Lifecycle(
        BoxState,
        BoxState.OPEN,
        Transition(
            "close",
            (BoxState.OPEN,),
            BoxState.CLOSED,
            _("Закрыть ящик"),
            "polls.close_box",
            public=False,
        ),
    )
    EVENT_LABELS = {"opened": _("Ящик открыт"), "ruled": _("Расхождение разобрано")}

    poll = models.ForeignKey(
        Poll, verbose_name=_("голосование"), on_delete=models.PROTECT, related_name="boxes"
    )
    centre = models.ForeignKey(
        "places.Centre", verbose_name=_("центр"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("состояние"),
        max_length=6,
        choices=BoxState.choices,
        default=BoxState.OPEN,
        editable=False,
    )
    marks = models.PositiveIntegerField(_("отметок в списке"), default=0, editable=False)
    sheets = models.PositiveIntegerField(_("бюллетеней в ящике"), default=0, editable=False)
    spoiled = models.PositiveIntegerField(_("из них испорчено"), default=0, editable=False)
    difference_reason = models.TextField(_("причина расхождения"), blank=True, editable=False)

    objects = PaperBoxQuerySet.as_manager()

    class Meta:
        verbose_name = _("ящик для бумажных бюллетеней")
        verbose_name_plural = _("ящики для бумажных бюллетеней")
        ordering = ["-id"]
        permissions = [("receive_paper", _("Принимать и вводить бумажные бюллетени"))]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "centre"],
                name="one_box_of_a_centre_in_a_poll",
                violation_error_message=_("Ящик этого центра уже открыт."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.centre}: {self.poll}"

    def get_absolute_url(self) -> str:
        return reverse("admin:polls_paperbox_change", args=[self.pk])


class PaperMark(models.Model):
    """«Проголосовал на бумаге»: which operator marked a person where; append-only by trigger."""

    box = models.ForeignKey(PaperBox, on_delete=models.PROTECT, related_name="people")
    row = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="paper_mark")
    operator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("отметка о голосовании на бумаге")
        verbose_name_plural = _("отметки о голосовании на бумаге")

    def __str__(self) -> str:
        return f"{self.box_id}: {self.marked_at:%d.%m.%Y %H:%M}"


class PaperEntry(models.Model):
    """One reading of one sheet by one person; a sheet is read twice. Append-only by trigger.

    `choices` is canonical text; a spoiled sheet has none.
    """

    box = models.ForeignKey(PaperBox, on_delete=models.PROTECT, related_name="entries")
    serial = models.PositiveIntegerField(_("номер бюллетеня"))
    turn = models.PositiveSmallIntegerField(_("какой раз"))
    choices = models.TextField(_("отмечено"), blank=True)
    is_spoiled = models.BooleanField(_("испорчен"), default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ввод бумажного бюллетеня")
        verbose_name_plural = _("ввод бумажных бюллетеней")
        ordering = ["serial", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["box", "serial", "turn"], name="sheet_turn_once"),
            models.UniqueConstraint(
                fields=["box", "serial", "entered_by"], name="two_people_read_a_sheet"
            ),
            models.CheckConstraint(
                condition=models.Q(turn__in=(1, 2)), name="two_turns_of_a_sheet"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} № {self.serial}/{self.turn}"

    @property
    def reading(self) -> tuple[str, bool]:
        return self.choices, self.is_spoiled


class PaperRuling(models.Model):
    """The third look at a sheet two people read differently, with its reason; append-only."""

    box = models.ForeignKey(PaperBox, on_delete=models.PROTECT, related_name="rulings")
    serial = models.PositiveIntegerField(_("номер бюллетеня"))
    choices = models.TextField(_("отмечено"), blank=True)
    is_spoiled = models.BooleanField(_("испорчен"), default=False)
    reason = models.TextField(_("причина"))
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ruled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("разбор расхождения")
        verbose_name_plural = _("разбор расхождений")
        constraints = [
            models.UniqueConstraint(fields=["box", "serial"], name="one_ruling_of_a_sheet")
        ]

    def __str__(self) -> str:
        return f"{self.box_id} № {self.serial}"
