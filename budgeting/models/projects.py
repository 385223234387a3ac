"""Initiative projects with the mandatory content of art. 26.1 of 131-ФЗ (BRIEF §1.1.1)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.models import states
from budgeting.models.rounds import Round
from budgeting.models.rule_set import ProposerKind
from budgeting.models.states import PRIVATE_STATES, ProjectState
from portal.cases.models import Case

KOPECK = Decimal("0.01")


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


# A merged project is out of every list, but the links to it must lead to where it went.
SEEN_BY_ALL = models.Q(round__is_published=True) & (
    ~models.Q(state__in=PRIVATE_STATES)
    | models.Q(state=ProjectState.WITHDRAWN, merged_into__isnull=False)
)


class ProjectQuerySet(models.QuerySet):
    def public(self) -> "ProjectQuerySet":
        return self.exclude(state__in=PRIVATE_STATES).filter(round__is_published=True)

    def visible_to(self, user) -> "ProjectQuerySet":
        """Public ones, one's own, and for officials of budgeting all that left the author's desk.

        The one answer for page, list, map, file, feed, export, search and comment.
        """
        if not user.is_authenticated:
            return self.filter(SEEN_BY_ALL)
        if user.is_staff and user.has_perm("budgeting.moderate_project"):
            return self.exclude(models.Q(state=ProjectState.DRAFT) & ~models.Q(author=user))
        return self.filter(SEEN_BY_ALL | models.Q(author=user))

    def waiting(self) -> "ProjectQuerySet":
        """Those that wait for an official."""
        return self.filter(state__in=states.WAITING_STATES)

    def handled_by(self, user) -> "ProjectQuerySet":
        return self.filter(handler=user)

    def overdue(self, today) -> "ProjectQuerySet":
        """Neither published nor reviewed in time, whichever comes next."""
        unpublished = models.Q(state=ProjectState.SUBMITTED, publish_due__lt=today)
        return self.waiting().filter(unpublished | models.Q(review_due__lt=today))


class Project(Case):
    """An initiative project of a round."""

    LIFECYCLE = states.LIFECYCLE
    STATE_TONES = states.TONES
    EVENT_LABELS = {
        "revised": _("Текст изменён при совместной доработке"),
        "ballot": _("Внесён в бюллетень"),
        "merge_offered": _("Предложено объединить с другим проектом"),
        "merged_in": _("Присоединён другой проект"),
        "remark": _("Поступило замечание"),
        "remark_answered": _("Дан ответ на замечание"),
        "level": _("Изменён уровень: весь город или район"),
        "money_collected": _("Софинансирование собрано"),
        "contract_signed": _("Заключён контракт"),
        "contract_terminated": _("Контракт расторгнут"),
        "milestone_added": _("Добавлен этап работ"),
        "milestone_progress": _("Готовность этапа"),
        "milestone_done": _("Этап работ закончен"),
        "milestone_moved": _("Срок этапа перенесён"),
        "photo_added": _("Добавлено фото"),
        "acceptance_held": _("Прошла приёмка с жителями"),
        "refund_list": _("Составлен список возврата"),
    }

    round = models.ForeignKey(
        Round, verbose_name=_("раунд"), on_delete=models.PROTECT, related_name="projects"
    )
    number = models.PositiveIntegerField(_("номер"), null=True, blank=True)
    state = models.CharField(
        _("состояние"),
        max_length=12,
        choices=ProjectState.choices,
        default=ProjectState.DRAFT,
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("представитель инициаторов"),
        null=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ведёт сотрудник"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    group_size = models.PositiveSmallIntegerField(_("человек в инициативной группе"), default=1)
    proposer = models.CharField(
        _("кто предлагает"),
        max_length=10,
        choices=ProposerKind.choices,
        default=ProposerKind.GROUP,
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("организация"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    partner = models.CharField(_("организация-партнёр"), max_length=200, blank=True)
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
    is_citywide = models.BooleanField(
        _("общегородской уровень"), default=False, db_default=False, editable=False
    )
    address = models.CharField(_("адрес или ориентир"), max_length=300, blank=True)
    latitude = models.DecimalField(
        _("широта"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    agreed_at = models.DateTimeField(
        _("согласие на публикацию"), null=True, blank=True, editable=False
    )
    # What the author typed and the columns cannot hold yet, by step of the wizard: never lost.
    typed = models.JSONField(default=dict, blank=True, editable=False)
    # Kept counters: written in the transaction that changes what they count, with F().
    total_cost = models.DecimalField(_("стоимость"), max_digits=14, decimal_places=2, default=0)
    supporters = models.PositiveIntegerField(_("поддержали"), default=0)
    comment_count = models.PositiveIntegerField(_("комментариев"), default=0)
    votes = models.PositiveIntegerField(_("голосов по итогам"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("внесён"), null=True, blank=True)
    published_at = models.DateTimeField(_("опубликован"), null=True, blank=True)
    remarks_until = models.DateField(_("замечания до"), null=True, blank=True)
    publish_due = models.DateField(_("опубликовать до"), null=True, blank=True)
    review_due = models.DateField(_("рассмотреть до"), null=True, blank=True)
    rework_due = models.DateField(_("ответ автора о доработке до"), null=True, blank=True)
    remark_count = models.PositiveIntegerField(_("замечаний"), default=0)
    remarks_open = models.PositiveIntegerField(_("замечаний без ответа"), default=0)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("объединён с проектом"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )
    refusal_ground = models.ForeignKey(
        RefusalGround,
        verbose_name=_("основание отказа"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Kept by a trigger of the database: title A, address B, the texts C.
    search = SearchVectorField(null=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("инициативный проект")
        verbose_name_plural = _("инициативные проекты")
        ordering = ["-id"]
        permissions = [
            ("moderate_project", _("Проверять, публиковать и рассматривать проекты")),
            ("execute_project", _("Вести реализацию проектов")),
        ]
        indexes = [
            models.Index(fields=["round", "-id"]),
            models.Index(fields=["round", "-supporters", "-id"]),
            models.Index(fields=["round", "total_cost", "id"]),
            models.Index(fields=["round", "state", "-id"]),
            models.Index(fields=["round", "-published_at"]),
            models.Index(fields=["state", "review_due"]),
            models.Index(fields=["state", "publish_due"]),
            models.Index(fields=["round", "latitude", "longitude"]),
            models.Index(fields=["state", "-id"]),
            GinIndex(fields=["search"], name="project_search"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="project_title_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="project_number_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:project", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.state not in PRIVATE_STATES

    def files_may_be_changed_by(self, user) -> bool:
        """Photos go as the text does: by the author, while it may be written."""
        return user.pk == self.author_id and self.state in states.EDITABLE_STATES

    def private_files_may_be_seen_by(self, user) -> bool:
        """Papers with names and signatures: the author and the officials who check the project."""
        official = user.is_staff and user.has_perm("budgeting.moderate_project")
        return official or (user.is_authenticated and user.pk == self.author_id)

    @property
    def next_due(self) -> date | None:
        """Until when an official must make the next step, where a term runs."""
        if self.state == ProjectState.SUBMITTED:
            return self.publish_due or self.review_due
        return self.review_due if self.state in states.WAITING_STATES else None

    def money_from(self, sources: tuple[str, ...]) -> Decimal:
        """Planned money of the sources, in roubles."""
        rows = (
            row
            for row in self.participation.all()
            if row.kind == Participation.Kind.MONEY and row.source in sources
        )
        return sum((row.amount for row in rows), Decimal(0))

    def own_amount(self) -> Decimal:
        """What residents and organisations bring: money, and property and labour by their worth."""
        rows = (row for row in self.participation.all() if row.source in ("residents", "sponsors"))
        return sum((row.amount for row in rows), Decimal(0))

    def municipal_amount(self) -> Decimal:
        """What the city budget must bear (item 7): the estimate less everybody else's money."""
        others = [source for source in Participation.Source.values if source != "city"]
        return self.total_cost - self.money_from(tuple(others))


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

    @property
    def amount(self) -> Decimal:
        return (self.quantity * self.price).quantize(KOPECK, ROUND_HALF_UP)


class Participation(models.Model):
    """Planned participation of residents, business or the region (item 6 of the content)."""

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
