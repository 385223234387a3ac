"""A contest: what it offers, what it asks, and what is frozen when it is published."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.organisations.models import Kind


class ContestState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    PUBLISHED = "published", _("Объявлен")
    EXPERTISE = "expertise", _("Экспертиза заявок")
    RATED = "rated", _("Рейтинг опубликован")
    DECIDED = "decided", _("Итоги подведены")
    FINISHED = "finished", _("Завершён")
    CANCELLED = "cancelled", _("Отменён")


class Direction(models.Model):
    """What a project is about; the list of the city's grant programme."""

    name = models.CharField(_("название"), max_length=200, unique=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("направление")
        verbose_name_plural = _("направления")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class ContestQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ContestQuerySet":
        """A contest in preparation is the business of the staff that runs contests."""
        if user.is_authenticated and user.is_staff and user.has_perm("grants.view_contest"):
            return self
        return self.exclude(state=ContestState.DRAFT)

    def accepting(self, now=None) -> "ContestQuerySet":
        now = now or timezone.now()
        return self.filter(state=ContestState.PUBLISHED, opens_at__lte=now, closes_at__gt=now)

    def expertise_due(self) -> "ContestQuerySet":
        return self.filter(state=ContestState.PUBLISHED, check_until__lte=timezone.now())


class Contest(Case):
    """Money in roubles. `closes_at` is the first moment that is too late, by the database's clock.

    `rules_hash` is the SHA-256 of `rules_text`, the canonical text of everything below; both are
    fixed at publication, and so is the contest's own copy of the criteria.
    """

    class PartnerRule(models.TextChoices):
        NEVER = "never", _("Без партнёров: заявку подаёт сам получатель")
        TOS = "tos", _("ТОС подаёт заявку через организацию-партнёра")

    LIFECYCLE = Lifecycle(
        ContestState,
        ContestState.DRAFT,
        Transition(
            "publish",
            (ContestState.DRAFT,),
            ContestState.PUBLISHED,
            _("Объявить конкурс"),
            "grants.publish_contest",
        ),
        # The calendar begins the expertise when the time of the check is over.
        Transition(
            "begin_expertise",
            (ContestState.PUBLISHED,),
            ContestState.EXPERTISE,
            _("Началась экспертиза"),
        ),
        Transition(
            "rate",
            (ContestState.EXPERTISE,),
            ContestState.RATED,
            _("Опубликовать рейтинг"),
            "grants.rate_contest",
        ),
        Transition(
            "decide",
            (ContestState.RATED,),
            ContestState.DECIDED,
            _("Опубликовать итоги"),
            "grants.decide_contest",
        ),
        Transition(
            "finish",
            (ContestState.DECIDED,),
            ContestState.FINISHED,
            _("Завершить конкурс"),
            "grants.finish_contest",
        ),
        Transition(
            "cancel",
            (ContestState.PUBLISHED, ContestState.EXPERTISE, ContestState.RATED),
            ContestState.CANCELLED,
            _("Отменить конкурс"),
            "grants.cancel_contest",
            needs_note=True,
        ),
    )
    STATE_TONES = {
        ContestState.PUBLISHED: "info",
        ContestState.DECIDED: "good",
        ContestState.FINISHED: "good",
        ContestState.CANCELLED: "bad",
    }

    state = models.CharField(
        _("состояние"), max_length=10, choices=ContestState.choices, default=ContestState.DRAFT
    )
    slug = models.SlugField(_("адрес страницы"), unique=True)
    title = models.CharField(_("название"), max_length=200)
    summary = models.TextField(_("о конкурсе"), max_length=3000, blank=True)
    terms = models.TextField(_("условия"), max_length=20_000, blank=True)
    opens_at = models.DateTimeField(_("начало приёма"))
    closes_at = models.DateTimeField(
        _("окончание приёма"),
        help_text=_("Заявка, поданная в эту секунду, уже опоздала. Время города."),
    )
    check_until = models.DateTimeField(
        _("проверка заявок до"), help_text=_("После этого начинается экспертиза.")
    )
    results_on = models.DateField(_("итоги не позднее"), null=True, blank=True)
    project_from = models.DateField(_("проекты идут с"), null=True, blank=True)
    project_until = models.DateField(_("проекты идут до"), null=True, blank=True)
    fund = models.DecimalField(_("фонд конкурса"), max_digits=14, decimal_places=2)
    applicant_kinds = models.JSONField(
        _("кто может подать"), default=list, help_text=_("Виды организаций.")
    )
    partner_rule = models.CharField(
        _("партнёры"), max_length=5, choices=PartnerRule.choices, default=PartnerRule.TOS
    )
    max_applications = models.PositiveSmallIntegerField(_("заявок от одного заявителя"), default=2)
    directions = models.ManyToManyField(Direction, verbose_name=_("направления"), blank=True)
    criteria = models.ForeignKey(
        "scoring.CriteriaSet",
        verbose_name=_("критерии"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    experts_per_application = models.PositiveSmallIntegerField(_("экспертов на заявку"), default=2)
    divergence = models.PositiveSmallIntegerField(
        _("расхождение, % шкалы"),
        default=50,
        help_text=_("Если оценки двух экспертов по критерию расходятся больше, нужен третий."),
    )
    appeal_days = models.PositiveSmallIntegerField(_("дней на апелляцию"), default=5)
    # The frozen ranking of the experts; the protocol everybody reads is made of it.
    ranking = models.ForeignKey(
        "scoring.Ranking", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("итоги"), null=True, blank=True, editable=False)
    rules_text = models.TextField(editable=False, blank=True)
    rules_hash = models.CharField(_("отпечаток правил"), max_length=64, blank=True, editable=False)
    published_at = models.DateTimeField(_("объявлен"), null=True, blank=True, editable=False)
    # Kept counters, written with F() in the transaction of what they count.
    application_count = models.PositiveIntegerField(_("заявок"), default=0, editable=False)
    # The sum of the agreements; ended ones count what they paid.
    committed = models.DecimalField(
        _("обещано соглашениями"), max_digits=14, decimal_places=2, default=0, editable=False
    )

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = _("конкурс")
        verbose_name_plural = _("конкурсы")
        ordering = ["-opens_at", "-id"]
        permissions = [
            ("run_contest", _("Объявлять конкурсы, подводить итоги")),
            ("process_application", _("Проверять заявки конкурсов")),
        ]
        indexes = [models.Index(fields=["state", "closes_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opens_at"))
                & Q(check_until__gte=models.F("closes_at")),
                name="contest_dates_in_order",
                violation_error_message=_(
                    "Приём кончается позже, чем начинается, а проверка — не раньше приёма."
                ),
            ),
            models.CheckConstraint(
                condition=Q(fund__gt=0),
                name="contest_fund_positive",
                violation_error_message=_("Фонд должен быть больше нуля."),
            ),
            models.CheckConstraint(
                condition=Q(committed__gte=0) & Q(committed__lte=models.F("fund")),
                name="contest_commits_within_fund",
                violation_error_message=_("Соглашения не могут обещать больше фонда."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("grants:contest", args=[self.slug])

    def accepts_at(self, moment) -> bool:
        return self.state == ContestState.PUBLISHED and self.opens_at <= moment < self.closes_at

    def kind_names(self) -> list[str]:
        return names_of(self.applicant_kinds)


def names_of(kinds: list[str]) -> list[str]:
    """Kinds of organisations as people call them."""
    names = dict(Kind.choices)
    return [str(names[kind]) for kind in kinds if kind in names]


class Tier(models.Model):
    """A category of a contest: how much it gives, what own share and how many points it asks."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="tiers")
    name = models.CharField(_("название"), max_length=200)
    max_amount = models.DecimalField(_("наибольшая сумма"), max_digits=14, decimal_places=2)
    own_share = models.DecimalField(
        _("свой вклад, % от запрошенного"), max_digits=5, decimal_places=2, default=0
    )
    pass_score = models.DecimalField(
        _("проходной балл"), max_digits=6, decimal_places=3, default=60
    )
    fund = models.DecimalField(
        _("фонд категории"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    committed = models.DecimalField(
        _("обещано соглашениями"), max_digits=14, decimal_places=2, default=0, editable=False
    )

    class Meta:
        verbose_name = _("категория")
        verbose_name_plural = _("категории")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_amount__gt=0) & Q(own_share__gte=0),
                name="tier_amounts_sane",
                violation_error_message=_("Сумма больше нуля, доля не меньше нуля."),
            ),
            models.CheckConstraint(
                condition=Q(committed__gte=0) & (Q(fund=None) | Q(committed__lte=models.F("fund"))),
                name="tier_commits_within_fund",
                violation_error_message=_("Соглашения не могут обещать больше фонда категории."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """A question of the application's form; the answer is kept under its number."""

    class Kind(models.TextChoices):
        LINE = "line", _("строка")
        TEXT = "text", _("текст")
        NUMBER = "number", _("целое число")
        CHOICE = "choice", _("выбор из списка")
        YES_NO = "yes_no", _("да или нет")
        DATE = "date", _("дата")

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("вопрос"), max_length=300)
    hint = models.CharField(_("пояснение"), max_length=500, blank=True)
    kind = models.CharField(_("вид ответа"), max_length=6, choices=Kind.choices, default=Kind.TEXT)
    choices = models.JSONField(_("варианты"), default=list, blank=True)
    max_length = models.PositiveSmallIntegerField(_("знаков не больше"), default=3000)
    is_required = models.BooleanField(_("обязательный"), default=True)
    # An answer that tells who applies is not shown to experts.
    names_applicant = models.BooleanField(
        _("раскрывает заявителя"),
        default=False,
        help_text=_("Ответ не увидят эксперты: заявки оценивают вслепую."),
    )
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("вопрос заявки")
        verbose_name_plural = _("вопросы заявки")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.label


class RequiredDocument(models.Model):
    """A document an application brings; `applicant_kinds` empty means everybody."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(_("документ"), max_length=200)
    applicant_kinds = models.JSONField(_("для кого"), default=list, blank=True)
    is_required = models.BooleanField(_("обязательный"), default=True)
    shown_to_experts = models.BooleanField(
        _("видят эксперты"),
        default=False,
        help_text=_("Копию без имён, которую проверил сотрудник."),
    )

    class Meta:
        verbose_name = _("документ заявки")
        verbose_name_plural = _("документы заявки")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def concerns(self, kind: str) -> bool:
        return not self.applicant_kinds or kind in self.applicant_kinds


class Clarification(models.Model):
    """A question about the contest with its answer; both are public, the asker is not."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="clarifications")
    text = models.TextField(_("вопрос"), max_length=2000)
    answer = models.TextField(_("ответ"), max_length=4000, blank=True)
    asked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", editable=False
    )
    asked_at = models.DateTimeField(_("задан"), auto_now_add=True)
    answered_by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("кто ответил"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("дан ответ"), null=True, editable=False)

    class Meta:
        verbose_name = _("вопрос о конкурсе")
        verbose_name_plural = _("вопросы о конкурсах")
        ordering = ["-id"]
        indexes = [models.Index(fields=["contest", "answered_at"])]

    def __str__(self) -> str:
        return self.text[:60]
