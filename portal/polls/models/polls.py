"""A poll and its options."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Level
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case


class PollState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    OPEN = "open", _("Идёт голосование")
    CLOSED = "closed", _("Голосование завершено")
    CANCELLED = "cancelled", _("Отменено")


class BallotKind(models.TextChoices):
    APPROVAL = "approval", _("Одобрение: отметьте проекты, которые поддерживаете")
    CHOOSE_ONE = "choose-1", _("Один проект")
    CUMULATIVE = "cumulative", _("Распределение баллов")
    SCORING = "scoring", _("Оценки")
    ORDINAL = "ordinal", _("Расстановка по местам")


class DistrictRule(models.TextChoices):
    """Whose district list a voter may use; without levels a district is merely a place."""

    NONE = "none", _("Без районного уровня: все выбирают из общего списка")
    RESIDENCE = "residence", _("Общегородские проекты и проекты своего района")
    ANY_ONE = "any-one", _("Общегородские проекты и проекты одного района по выбору")


class PollQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PollQuerySet":
        """Drafts are seen by staff only."""
        return self if user.is_staff else self.exclude(state=PollState.DRAFT)

    def with_clock(self) -> "PollQuerySet":
        """Adds `clock`: the database's own time at the moment of reading, not of BEGIN.

        And `is_local`: whether only some districts vote, so that nobody asks which without need.
        """
        moment = models.Func(function="clock_timestamp", output_field=models.DateTimeField())
        local = Poll.districts.through.objects.filter(poll=models.OuterRef("pk"))
        return self.annotate(clock=moment, is_local=models.Exists(local))


class Poll(Case):
    """A secret ballot with dates and limits; the app that owns it brings options and the count.

    Money (`max_cost`, `Option.cost`) is in roubles. `min_age` counts on the day of voting.
    `ballot_count` stays 0 until the poll closes: a running count is visible to nobody, and no two
    voters wait for each other at one counter. `lot_seed` is drawn when voting opens and settles
    ties (`portal.polls.ballots.lot`); `rule_hash` is the digest of everything frozen then.

    With a `district_rule` an option with a district is of that district's level, one without of
    the city's. Points are named as in Pabulib: `max_sum_points` in all, `max_points` for one
    option. `paper_until`: people may also vote on paper at a centre; until then what the boxes
    hold is entered, and nothing is counted before every box is closed.
    """

    LIFECYCLE = Lifecycle(
        PollState,
        PollState.DRAFT,
        Transition("open", (PollState.DRAFT,), PollState.OPEN, _("Голосование открыто")),
        Transition("close", (PollState.OPEN,), PollState.CLOSED, _("Голосование завершено")),
        Transition(
            "cancel",
            (PollState.DRAFT, PollState.OPEN),
            PollState.CANCELLED,
            _("Отменить голосование"),
            "polls.cancel_poll",
            needs_note=True,
        ),
    )

    EVENT_LABELS = {
        "ballot_voided": _("Бюллетень аннулирован двумя сотрудниками"),
        "published": _("Опубликованы бюллетени, журнал и программа проверки"),
        "anonymised": _("Голосование обезличено: связь бюллетеней с людьми удалена"),
        "audit_announced": _("Объявлена телефонная проверка"),
        "audit_held": _("Выбраны голосовавшие для телефонной проверки"),
        "audit_printed": _("Напечатан список для телефонной проверки"),
    }

    uuid = models.UUIDField(_("открытый номер"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("состояние"), max_length=12, choices=PollState.choices, default=PollState.DRAFT
    )
    title = models.CharField(_("название"), max_length=300)
    ballot_kind = models.CharField(
        _("вид бюллетеня"), max_length=12, choices=BallotKind.choices, default=BallotKind.APPROVAL
    )
    opens_at = models.DateTimeField(_("начало"))
    closes_at = models.DateTimeField(_("окончание"))
    min_choices = models.PositiveSmallIntegerField(_("не меньше"), default=1)
    max_choices = models.PositiveSmallIntegerField(_("не больше"), null=True, blank=True)
    max_cost = models.DecimalField(
        _("предел суммы"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    max_sum_points = models.PositiveSmallIntegerField(_("всего баллов"), null=True, blank=True)
    max_points = models.PositiveSmallIntegerField(_("баллов одному"), null=True, blank=True)
    district_rule = models.CharField(
        _("районный уровень"),
        max_length=10,
        choices=DistrictRule.choices,
        default=DistrictRule.NONE,
        db_default=DistrictRule.NONE,
    )
    max_city = models.PositiveSmallIntegerField(_("общегородских"), null=True, blank=True)
    max_district = models.PositiveSmallIntegerField(_("районных"), null=True, blank=True)
    paper_until = models.DateTimeField(_("ввод бумажных бюллетеней до"), null=True, blank=True)
    min_age = models.PositiveSmallIntegerField(_("с какого возраста"), default=16)
    min_level = models.PositiveSmallIntegerField(
        _("уровень подтверждения"), choices=Level.choices, default=Level.VERIFIED
    )
    districts = models.ManyToManyField("places.District", verbose_name=_("районы"), blank=True)
    rule_hash = models.CharField(_("отпечаток правил"), max_length=64, blank=True, editable=False)
    lot_seed = models.CharField(_("жребий"), max_length=32, blank=True, editable=False)
    closed_at = models.DateTimeField(_("завершено"), null=True, blank=True, editable=False)
    ballot_count = models.PositiveIntegerField(_("бюллетеней"), default=0, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("голосование")
        verbose_name_plural = _("голосования")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="poll_closes_after_it_opens",
                violation_error_message=_("Окончание должно быть позже начала."),
            ),
            models.CheckConstraint(
                condition=models.Q(max_choices=None)
                | models.Q(max_choices__gte=models.F("min_choices")),
                name="poll_max_not_below_min",
                violation_error_message=_("«Не больше» не может быть меньше, чем «не меньше»."),
            ),
            models.CheckConstraint(
                condition=models.Q(paper_until=None)
                | models.Q(paper_until__gte=models.F("closes_at")),
                name="poll_paper_after_the_close",
                violation_error_message=_("Бумажные бюллетени вводят после окончания."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where officials see it; residents see the page of the app the poll belongs to."""
        return reverse("admin:polls_poll_change", args=[self.pk])

    def accepts_at(self, moment) -> bool:
        """Whether a ballot is taken at the moment: open, and between the dates."""
        return self.state == PollState.OPEN and self.opens_at <= moment < self.closes_at


class Option(models.Model):
    """What one may vote for. `number` is what the ballot and the published files show."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="options")
    number = models.PositiveIntegerField(_("номер"))
    # The name it bears in the file it was imported from, where names need not be numbers.
    code = models.CharField(_("номер в источнике"), max_length=100, blank=True)
    label = models.CharField(_("название"), max_length=300)
    cost = models.DecimalField(_("стоимость"), max_digits=14, decimal_places=2, default=0)
    district = models.ForeignKey(
        "places.District", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("вариант")
        verbose_name_plural = _("варианты")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "number"], name="option_number_once_in_poll")
        ]

    def __str__(self) -> str:
        return f"№ {self.number} {self.label}"
