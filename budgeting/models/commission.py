"""The commission of a round: formed by lot or appointed, it rates the projects and decides.

BRIEF §1.3 («Народный бюджет»: applications, the lot, members and reserve) and §1.9 (ППМИ: marks by
criteria). Who sits on it stands in `seats.py`, what it does in `assessing.py`.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.models.rounds import Round
from portal.cases.lifecycle import Lifecycle
from portal.cases.lifecycle import Transition as Move
from portal.cases.models import Case


class CommissionState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    ACCEPTING = "accepting", _("Приём заявлений")
    LISTED = "listed", _("Список опубликован, впереди жеребьёвка")
    FORMED = "formed", _("Состав определён")
    ASSESSING = "assessing", _("Комиссия оценивает проекты")
    RANKED = "ranked", _("Рейтинг опубликован")
    DECIDED = "decided", _("Решение принято")


S = CommissionState
RUN = "budgeting.run_commission"
LIFECYCLE = Lifecycle(
    CommissionState,
    S.DRAFT,
    Move(
        "announce",
        (S.DRAFT,),
        S.ACCEPTING,
        _("Объявить приём заявлений"),
        "budgeting.announce_commission",
    ),
    Move("appoint", (S.DRAFT,), S.FORMED, _("Объявить состав"), "budgeting.appoint_commission"),
    Move(
        "list",
        (S.ACCEPTING,),
        S.LISTED,
        _("Опубликовать список заявлений"),
        "budgeting.list_commission",
    ),
    Move("draw", (S.LISTED,), S.FORMED, _("Провести жеребьёвку"), "budgeting.draw_commission"),
    Move("assess", (S.FORMED,), S.ASSESSING, _("Открыть оценку"), "budgeting.assess_commission"),
    Move("rank", (S.ASSESSING,), S.RANKED, _("Подвести рейтинг"), "budgeting.rank_commission"),
    Move(
        "decide",
        (S.RANKED,),
        S.DECIDED,
        _("Опубликовать решение"),
        "budgeting.decide_commission",
        needs_note=True,
    ),
)


class CommissionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CommissionQuerySet":
        """Announced ones of published rounds; those being prepared are for who runs them."""
        if user.is_authenticated and user.is_staff and user.has_perm(RUN):
            return self
        return self.exclude(state=S.DRAFT).filter(round__is_published=True)

    def waiting(self) -> "CommissionQuerySet":
        return self.exclude(state__in=(S.DECIDED, S.FORMED))


class Commission(Case):
    """One commission of one round. Points are plain numbers, dates the applicants' window."""

    LIFECYCLE = LIFECYCLE
    STATE_TONES = {S.ACCEPTING: "good", S.ASSESSING: "info", S.DECIDED: "good"}
    EVENT_LABELS = {
        "extended": _("Приём заявлений продлён"),
        "replaced": _("Замена в составе комиссии"),
        "left": _("Выбыл из резерва"),
        "meeting": _("Назначено заседание"),
        "held": _("Заседание состоялось"),
        "cancelled": _("Заседание отменено"),
        "excluded": _("Проект исключён из отбора"),
        "facts": _("Уточнены сведения о проекте"),
        "departed": _("Отступление от рейтинга"),
        "joined": _("В состав включён член комиссии"),
    }

    class FormedBy(models.TextChoices):
        LOT = "lot", _("жребием среди подавших заявление")
        APPOINTED = "appointed", _("назначена")

    class Method(models.TextChoices):
        RATING = "rating", _("рейтинговое голосование членов комиссии")
        CRITERIA = "criteria", _("баллы по критериям")

    class BallotKind(models.TextChoices):
        SCORES = "scores", _("оценка каждому проекту от 1 до 5")
        VOTES = "votes", _("несколько голосов за разные проекты")

    round = models.OneToOneField(
        Round, verbose_name=_("раунд"), on_delete=models.PROTECT, related_name="commission"
    )
    state = models.CharField(
        _("состояние"), max_length=10, choices=S.choices, default=S.DRAFT, editable=False
    )
    formed_by = models.CharField(
        _("как образуется"), max_length=10, choices=FormedBy.choices, default=FormedBy.LOT
    )
    places = models.PositiveSmallIntegerField(
        _("членов"), default=15, validators=[MinValueValidator(3), MaxValueValidator(101)]
    )
    reserve_places = models.PositiveSmallIntegerField(
        _("в резерве"), default=15, validators=[MaxValueValidator(101)]
    )
    by_district = models.BooleanField(_("места делятся между районами"), default=False)
    min_age = models.PositiveSmallIntegerField(_("с какого возраста"), default=18)
    opens_at = models.DateTimeField(_("приём заявлений с"), null=True, blank=True)
    closes_at = models.DateTimeField(_("приём заявлений до"), null=True, blank=True)
    seed_source = models.CharField(
        _("откуда возьмётся случайное число"),
        max_length=300,
        blank=True,
        help_text=_("Событие после закрытия списка, на которое портал не влияет: тираж, лототрон."),
    )
    draw = models.OneToOneField(
        "draws.Draw",
        verbose_name=_("жеребьёвка"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    max_initiatives = models.PositiveSmallIntegerField(
        _("инициатив у члена комиссии"), default=2, help_text=_("Не больше двух (312-П).")
    )
    members_propose = models.BooleanField(
        _("проекты выдвигают только члены комиссии"), default=False
    )
    meetings_planned = models.PositiveSmallIntegerField(_("заседаний намечено"), default=4)
    method = models.CharField(
        _("как отбираются проекты"),
        max_length=10,
        choices=Method.choices,
        default=Method.RATING,
    )
    ballot = models.CharField(
        _("бюллетень комиссии"), max_length=6, choices=BallotKind.choices, default=BallotKind.SCORES
    )
    votes_each = models.PositiveSmallIntegerField(
        _("голосов у члена комиссии"), default=3, validators=[MinValueValidator(1)]
    )
    is_secret = models.BooleanField(_("голосование тайное"), default=False)
    criteria = models.ForeignKey(
        "scoring.CriteriaSet",
        verbose_name=_("набор критериев"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    min_experts = models.PositiveSmallIntegerField(
        _("оценок на проект не меньше"), default=2, validators=[MinValueValidator(1)]
    )
    pass_points = models.DecimalField(
        _("проходной балл"), max_digits=7, decimal_places=3, default=0
    )
    assess_until = models.DateTimeField(_("оценки до"), null=True, blank=True, editable=False)
    # The projects put before the commission when the assessment opened: none slips in later.
    contest = models.JSONField(default=list, blank=True, editable=False)
    # Decides equal ratings; drawn when the assessment opens, so that nobody can choose it later.
    lot_seed = models.CharField(_("жребий"), max_length=32, blank=True, editable=False)
    ranking = models.OneToOneField(
        "scoring.Ranking",
        verbose_name=_("рейтинг"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = CommissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("комиссия раунда")
        verbose_name_plural = _("комиссии раундов")
        ordering = ["-id"]
        permissions = [("run_commission", _("Вести работу комиссии раунда"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at"))
                | models.Q(opens_at=None)
                | models.Q(closes_at=None),
                name="commission_closes_after_it_opens",
                violation_error_message=_("Приём должен заканчиваться позже, чем начинается."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Комиссия')}: {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("budgeting:commission", args=[self.round.slug])

    def quorum_of(self, members: int) -> int:
        """More than half: 50 % + 1 of the members on the day."""
        return members // 2 + 1

    @property
    def is_by_lot(self) -> bool:
        return self.formed_by == self.FormedBy.LOT

    @property
    def by_criteria(self) -> bool:
        return self.method == self.Method.CRITERIA
