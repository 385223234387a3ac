"""Programmes, rounds, initiative projects and their published results."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case


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


class Round(models.Model):
    """One cycle of a programme; its phases bind residents and staff alike. Money in roubles."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    slug = models.SlugField(_("адрес"), unique=True, max_length=80)
    title = models.CharField(_("название"), max_length=200)
    summary = models.TextField(_("коротко"), blank=True)
    budget = models.DecimalField(_("бюджет"), max_digits=14, decimal_places=2)
    min_proposer_age = models.PositiveSmallIntegerField(_("возраст инициатора"), default=16)
    min_group_size = models.PositiveSmallIntegerField(_("в инициативной группе"), default=10)
    max_project_cost = models.DecimalField(
        _("наибольшая стоимость проекта"), max_digits=14, decimal_places=2, default=3_000_000
    )
    min_voter_age = models.PositiveSmallIntegerField(_("возраст голосующего"), default=14)
    max_choices = models.PositiveSmallIntegerField(_("голосов у жителя"), default=5, null=True)
    max_ballot_cost = models.DecimalField(
        _("предел суммы бюллетеня"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    tally_rule = models.CharField(
        _("правило подсчёта"), max_length=20, choices=TallyRule.choices, default=TallyRule.GREEDY
    )
    min_support = models.PositiveIntegerField(_("порог поддержки, голосов"), default=0)
    currency = models.CharField(_("валюта"), max_length=3, default="RUB")
    is_published = models.BooleanField(_("опубликован"), default=False)
    rules_hash = models.CharField(_("отпечаток правил"), max_length=64, blank=True, editable=False)
    poll = models.OneToOneField(
        "polls.Poll", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    project_count = models.PositiveIntegerField(default=0, editable=False)
    # Set by import_pabulib: the digest of the file, so that a second import changes nothing.
    source_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("раунд")
        verbose_name_plural = _("раунды")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:round", args=[self.slug])


class PhaseKind(models.TextChoices):
    """BRIEF §1.6, in their usual order."""

    ANNOUNCE = "announce", _("Объявление")
    SUBMISSION = "submission", _("Приём заявок")
    CHECK = "check", _("Проверка")
    REMARKS = "remarks", _("Замечания и предложения")
    VOTE = "vote", _("Рейтинговое голосование")
    COMMISSION = "commission", _("Оценка комиссии")
    RESULTS = "results", _("Итоги")
    IMPLEMENTATION = "implementation", _("Реализация")
    REPORT = "report", _("Отчёты")
    ARCHIVE = "archive", _("Архив")


class RoundPhase(models.Model):
    """A phase of a round, from `starts_at` inclusive to `ends_at` exclusive; phases may overlap."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("этап"), max_length=20, choices=PhaseKind.choices)
    starts_at = models.DateTimeField(_("начало"))
    ends_at = models.DateTimeField(_("окончание"))

    class Meta:
        verbose_name = _("этап раунда")
        verbose_name_plural = _("этапы раунда")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="phase_once_in_round"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="phase_ends_after_it_starts",
                violation_error_message=_("Окончание должно быть позже начала."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.round})"


class ProjectType(models.Model):
    """Typology of projects, loaded from the project_typology catalogue."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("название"), max_length=150)
    icon = models.CharField(max_length=30, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("вид проекта")
        verbose_name_plural = _("виды проектов")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class RefusalGround(models.Model):
    """The six grounds of refusal (131-ФЗ, art. 26.1), loaded from the refusal_grounds catalogue."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("основание"), max_length=300)
    must_offer_rework = models.BooleanField(_("обязательна совместная доработка"), default=False)

    class Meta:
        verbose_name = _("основание отказа")
        verbose_name_plural = _("основания отказа")

    def __str__(self) -> str:
        return self.name


class ProjectState(models.TextChoices):
    """The project_statuses catalogue."""

    DRAFT = "draft", _("Черновик")
    SUBMITTED = "submitted", _("Внесён")
    RETURNED = "returned", _("Возвращён на доработку")
    PUBLISHED = "published", _("Опубликован, идёт сбор замечаний")
    REVIEW = "review", _("На рассмотрении администрации")
    REWORK = "rework", _("Совместная доработка")
    CONTEST = "contest", _("Участвует в конкурсном отборе")
    RESERVE = "reserve", _("В резерве")
    SUPPORTED = "supported", _("Поддержан")
    WINNER = "winner", _("Победитель")
    FUNDING = "funding", _("Сбор софинансирования и заключение соглашения")
    CONTRACT = "contract", _("Закупка, заключение контракта")
    WORKS = "works", _("Ведутся работы")
    ACCEPTANCE = "acceptance", _("Приёмка с участием жителей")
    COMPLETED = "completed", _("Завершён, готовится отчёт")
    REPORTED = "reported", _("Отчёт опубликован")
    REFUSED = "refused", _("Отказано в поддержке")
    CANCELLED = "cancelled", _("Не реализован, возврат инициативных платежей")
    WITHDRAWN = "withdrawn", _("Отозван инициатором")


S = ProjectState
PRIVATE_STATES = (S.DRAFT, S.SUBMITTED, S.RETURNED, S.WITHDRAWN)


class ProjectQuerySet(models.QuerySet):
    def public(self) -> "ProjectQuerySet":
        return self.exclude(state__in=PRIVATE_STATES).filter(round__is_published=True)


class Project(Case):
    """An initiative project with the mandatory content of art. 26.1 of 131-ФЗ (BRIEF §1.1.1)."""

    LIFECYCLE = Lifecycle(
        ProjectState,
        S.DRAFT,
        Transition(
            "submit", (S.DRAFT, S.RETURNED), S.SUBMITTED, _("Внести"), "budgeting.submit_project"
        ),
        Transition(
            "withdraw",
            (S.DRAFT, S.SUBMITTED, S.RETURNED, S.PUBLISHED, S.REWORK),
            S.WITHDRAWN,
            _("Отозвать"),
            "budgeting.withdraw_project",
        ),
        Transition(
            "return",
            (S.SUBMITTED,),
            S.RETURNED,
            _("Вернуть на доработку"),
            "budgeting.check_project",
            needs_note=True,
            public=False,
        ),
        Transition(
            "publish", (S.SUBMITTED,), S.PUBLISHED, _("Опубликовать"), "budgeting.check_project"
        ),
        Transition(
            "review",
            (S.PUBLISHED, S.REWORK),
            S.REVIEW,
            _("Рассмотреть"),
            "budgeting.review_project",
        ),
        Transition(
            "rework",
            (S.REVIEW,),
            S.REWORK,
            _("Предложить совместную доработку"),
            "budgeting.review_project",
            needs_note=True,
        ),
        Transition(
            "support", (S.REVIEW,), S.SUPPORTED, _("Поддержать"), "budgeting.review_project"
        ),
        Transition(
            "admit",
            (S.REVIEW, S.SUPPORTED),
            S.CONTEST,
            _("Допустить к голосованию"),
            "budgeting.review_project",
        ),
        Transition(
            "refuse",
            (S.REVIEW, S.CONTEST, S.RESERVE),
            S.REFUSED,
            _("Отказать"),
            "budgeting.review_project",
            needs_note=True,
        ),
        Transition("win", (S.CONTEST, S.RESERVE), S.WINNER, _("Победитель"), "budgeting.decide"),
        Transition("reserve", (S.CONTEST,), S.RESERVE, _("В резерв"), "budgeting.decide"),
        Transition(
            "fund",
            (S.SUPPORTED, S.WINNER),
            S.FUNDING,
            _("Собирать софинансирование"),
            "budgeting.implement",
        ),
        Transition(
            "contract", (S.FUNDING,), S.CONTRACT, _("К заключению контракта"), "budgeting.implement"
        ),
        Transition("work", (S.CONTRACT,), S.WORKS, _("Начать работы"), "budgeting.implement"),
        Transition("accept", (S.WORKS,), S.ACCEPTANCE, _("К приёмке"), "budgeting.implement"),
        Transition(
            "redo",
            (S.ACCEPTANCE,),
            S.WORKS,
            _("Вернуть в работу"),
            "budgeting.implement",
            needs_note=True,
        ),
        Transition("complete", (S.ACCEPTANCE,), S.COMPLETED, _("Завершить"), "budgeting.implement"),
        Transition(
            "report", (S.COMPLETED,), S.REPORTED, _("Опубликовать отчёт"), "budgeting.implement"
        ),
        Transition(
            "cancel",
            (S.FUNDING, S.CONTRACT, S.WORKS),
            S.CANCELLED,
            _("Прекратить"),
            "budgeting.implement",
            needs_note=True,
        ),
    )

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="projects")
    number = models.PositiveIntegerField(_("номер"), null=True, blank=True)
    state = models.CharField(
        _("состояние"), max_length=12, choices=S.choices, default=S.DRAFT, editable=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("представитель инициаторов"),
        null=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    group_size = models.PositiveSmallIntegerField(_("человек в инициативной группе"), default=1)
    title = models.CharField(_("название"), max_length=200)
    type = models.ForeignKey(
        ProjectType, verbose_name=_("вид"), null=True, blank=True, on_delete=models.PROTECT
    )
    problem = models.TextField(_("проблема"), blank=True)
    solution = models.TextField(_("предлагаемое решение"), blank=True)
    expected_result = models.TextField(_("ожидаемый результат"), blank=True)
    planned_start = models.DateField(_("начало работ"), null=True, blank=True)
    planned_end = models.DateField(_("окончание работ"), null=True, blank=True)
    beneficiaries = models.PositiveIntegerField(_("благополучателей"), null=True, blank=True)
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    address = models.CharField(_("адрес или ориентир"), max_length=300, blank=True)
    latitude = models.DecimalField(
        _("широта"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    # Kept counters: written in the transaction that changes what they count, with F().
    total_cost = models.DecimalField(_("стоимость"), max_digits=14, decimal_places=2, default=0)
    supporters = models.PositiveIntegerField(_("поддержали"), default=0)
    comment_count = models.PositiveIntegerField(_("комментариев"), default=0)
    votes = models.PositiveIntegerField(_("голосов по итогам"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("внесён"), null=True, blank=True)
    published_at = models.DateTimeField(_("опубликован"), null=True, blank=True)
    review_due = models.DateField(_("рассмотреть до"), null=True, blank=True)
    refusal_ground = models.ForeignKey(
        RefusalGround, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    search = SearchVectorField(null=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("инициативный проект")
        verbose_name_plural = _("инициативные проекты")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["round", "-id"]),
            models.Index(fields=["round", "-supporters", "-id"]),
            models.Index(fields=["round", "state", "-id"]),
            models.Index(fields=["round", "latitude", "longitude"]),
            GinIndex(fields=["search"], name="project_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="project_number_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:project", args=[self.pk])


class CostItem(models.Model):
    """A line of the preliminary estimate; amount = quantity × price, in roubles to the kopeck."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="cost_items")
    name = models.CharField(_("наименование"), max_length=200)
    unit = models.CharField(_("ед. изм."), max_length=30, default="шт.")
    quantity = models.DecimalField(_("количество"), max_digits=10, decimal_places=3)
    price = models.DecimalField(_("цена"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("строка сметы")
        verbose_name_plural = _("смета")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """Planned participation of residents, business or the city (item 6 of the content)."""

    class Source(models.TextChoices):
        REGION = "region", _("областной бюджет")
        CITY = "city", _("городской бюджет")
        RESIDENTS = "residents", _("жители")
        SPONSORS = "sponsors", _("организации и предприниматели")

    class Kind(models.TextChoices):
        MONEY = "money", _("деньги")
        PROPERTY = "property", _("имущество")
        LABOUR = "labour", _("труд")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="participation")
    source = models.CharField(_("источник"), max_length=10, choices=Source.choices)
    kind = models.CharField(_("вид"), max_length=10, choices=Kind.choices, default=Kind.MONEY)
    amount = models.DecimalField(_("сумма"), max_digits=14, decimal_places=2, default=0)
    note = models.CharField(_("пояснение"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("участие")
        verbose_name_plural = _("участие")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.amount}"


class Support(models.Model):
    """«Поддерживаю»: one signal per account, an indication of interest and not a vote."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("поддержка проекта")
        verbose_name_plural = _("поддержка проектов")
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.user_id}"


class RoundResult(models.Model):
    """The count of a round, written once per count: the results page reads no ballot again."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="result")
    rule = models.CharField(max_length=20, choices=TallyRule.choices)
    data = models.JSONField()
    ballots = models.PositiveIntegerField(default=0)
    total_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    counted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("итог раунда")
        verbose_name_plural = _("итоги раундов")

    def __str__(self) -> str:
        return f"{self.round}: {self.rule}"
