"""An application of an NKO or a TOS: its text, plan, budget, team, documents and versions."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models.contests import Contest, Direction, RequiredDocument, Tier
from grants.models.editors import CoEditor
from grants.models.states import EDITABLE_STATES, LIFECYCLE, TONES, ApplicationState
from portal.cases.models import Case
from portal.organisations.models import EDITING, Member, Organisation

KOPECK = Decimal("0.01")


def _read_by(user) -> Q:
    team = Member.objects.filter(user=user).values("organisation")
    shared = CoEditor.objects.joined().filter(user=user).values("application")
    return Q(organisation__in=team) | Q(pk__in=shared)


class ApplicationQuerySet(models.QuerySet):
    def of(self, user) -> "ApplicationQuerySet":
        """Applications of the organisations whose head, editor or member the user is, and those
        the user was invited to.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(_read_by(user))

    def written_by(self, user) -> "ApplicationQuerySet":
        """Those whose text the user may change while it may be changed."""
        team = Member.objects.filter(user=user, role__in=EDITING).values("organisation")
        shared = CoEditor.objects.joined().filter(user=user, role=CoEditor.Role.EDITOR)
        return self.filter(Q(organisation__in=team) | Q(pk__in=shared.values("application")))

    def visible_to(self, user) -> "ApplicationQuerySet":
        """An application is the business of its organisation and of the officials who check it.

        Experts read it through another, blind page; the public sees winners in a register.
        """
        if not user.is_authenticated:
            return self.none()
        own = _read_by(user)
        if user.is_staff and user.has_perm("grants.process_application"):
            return self.filter(own | ~Q(state=ApplicationState.DRAFT))
        return self.filter(own)

    def filed(self) -> "ApplicationQuerySet":
        return self.exclude(submitted_at=None)

    def blocking(self, organisations: list[int], today=None) -> "ApplicationQuerySet":
        """Earlier grants whose money was not returned or whose report is late: no new application
        until it is mended. The same as `Report.objects.overdue()`, which this module cannot see.
        """
        day = today or timezone.localdate()
        concerned = Q(organisation__in=organisations) | Q(partner__in=organisations)
        # In one filter(): all of it must hold of one and the same report.
        late = Q(agreement__reports__state="planned", agreement__reports__due__lt=day) | Q(
            agreement__reports__state="returned", agreement__reports__return_until__lt=day
        )
        late &= Q(agreement__state__in=("active", "terminated"), agreement__paid__gt=0)
        return self.filter(concerned, late | Q(state=ApplicationState.RETURN_FUNDS))

    def without_copies(self) -> "ApplicationQuerySet":
        """Documents experts shall see are not ready for them."""
        lacking = Q(documents__blind_copy=None) | Q(documents__blind_copy__checked_at=None)
        open_ones = self.filter(state__in=(ApplicationState.CHECK, ApplicationState.EXPERTISE))
        return open_ones.filter(lacking, documents__requirement__shown_to_experts=True).distinct()

    def return_overdue(self) -> "ApplicationQuerySet":
        return self.filter(state=ApplicationState.RETURNED, return_until__lte=timezone.now())

    def waiting(self) -> "ApplicationQuerySet":
        """What an official must act upon now."""
        return self.filter(state__in=(ApplicationState.SUBMITTED, ApplicationState.CHECK))


class Application(Case):
    """Sums in roubles to the kopeck. `answers` holds the form's answers by the question's number.

    `number` is given at the first submission, in the order of the database's clock.
    """

    LIFECYCLE = LIFECYCLE
    STATE_TONES = TONES
    EVENT_LABELS = {
        "edited": _("Изменён текст"),
        "editor": _("Изменён состав соредакторов"),
        "diverged": _("Оценки экспертов разошлись"),
        "appealed": _("Подана апелляция"),
        "appeal_answered": _("Ответ на апелляцию"),
        "blind_made": _("Сделана копия документа для экспертов"),
        "blind_blotted": _("В копии для экспертов закрыты имена"),
        "blind_checked": _("Копия документа проверена, без имён"),
        "sum_changed": _("Сумма изменена по апелляции"),
    }

    contest = models.ForeignKey(
        Contest, verbose_name=_("конкурс"), on_delete=models.PROTECT, related_name="applications"
    )
    state = models.CharField(
        _("состояние"),
        max_length=12,
        choices=ApplicationState.choices,
        default=ApplicationState.DRAFT,
    )
    number = models.PositiveIntegerField(_("номер"), null=True, blank=True, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("заявитель"),
        on_delete=models.PROTECT,
        related_name="applications",
    )
    partner = models.ForeignKey(
        Organisation,
        verbose_name=_("организация-партнёр"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partnered",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто составил"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    tier = models.ForeignKey(
        Tier, verbose_name=_("категория"), null=True, blank=True, on_delete=models.PROTECT
    )
    direction = models.ForeignKey(
        Direction, verbose_name=_("направление"), null=True, blank=True, on_delete=models.PROTECT
    )
    title = models.CharField(_("название проекта"), max_length=200)
    summary = models.TextField(_("коротко о проекте"), max_length=3000, blank=True)
    beneficiaries = models.PositiveIntegerField(_("благополучателей"), null=True, blank=True)
    starts_on = models.DateField(_("начало проекта"), null=True, blank=True)
    ends_on = models.DateField(_("окончание проекта"), null=True, blank=True)
    answers = models.JSONField(_("ответы"), default=dict, blank=True)
    # What is typed and not valid yet, by step of the wizard: never lost.
    typed = models.JSONField(default=dict, blank=True, editable=False)
    requested = models.DecimalField(
        _("запрошено"), max_digits=14, decimal_places=2, default=0, editable=False
    )
    own = models.DecimalField(
        _("свой вклад"), max_digits=14, decimal_places=2, default=0, editable=False
    )
    submitted_at = models.DateTimeField(_("подана"), null=True, blank=True, editable=False)
    check_due = models.DateField(_("проверить до"), null=True, blank=True, editable=False)
    return_until = models.DateTimeField(_("исправить до"), null=True, blank=True, editable=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто ведёт"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("заявка")
        verbose_name_plural = _("заявки")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["contest", "state", "-id"]),
            models.Index(fields=["organisation", "-id"]),
            models.Index(fields=["state", "check_due"]),
            models.Index(fields=["state", "return_until"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "number"], name="application_number_once_in_contest"
            )
        ]

    def __str__(self) -> str:
        return f"№ {self.number} {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("grants:application", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_STATES

    @property
    def total(self) -> Decimal:
        return self.requested + self.own

    def private_files_may_be_seen_by(self, user) -> bool:
        """Documents are for the applicant's people and for the officials who check it."""
        is_own = Application.objects.of(user).filter(pk=self.pk).exists()
        return is_own or (user.is_staff and user.has_perm("grants.process_application"))

    def files_may_be_changed_by(self, user) -> bool:
        """Documents go as the text does: by those who may write it, while it may be written."""
        mine = Application.objects.written_by(user).filter(pk=self.pk)
        return self.is_editable and mine.exists()


class Activity(models.Model):
    """A line of the calendar plan."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="activities"
    )
    number = models.PositiveSmallIntegerField(_("№"))
    title = models.CharField(_("мероприятие"), max_length=300)
    starts_on = models.DateField(_("начало"))
    ends_on = models.DateField(_("окончание"))
    result = models.CharField(_("результат"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("мероприятие")
        verbose_name_plural = _("календарный план")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="activity_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="activity_ends_after_it_starts",
                violation_error_message=_("Мероприятие не может кончиться до начала."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class BudgetLineQuerySet(models.QuerySet):
    def granted(self) -> "BudgetLineQuerySet":
        """Lines the grant pays, as it was asked or as it was agreed upon later."""
        return self.filter(Q(agreed__gt=0) | Q(agreed=None, requested__gt=0))


class BudgetLine(models.Model):
    """quantity × price = own + requested, to the kopeck; tied to a line of the plan."""

    class Section(models.TextChoices):
        LABOUR = "labour", _("Оплата труда")
        TRIPS = "trips", _("Поездки")
        OFFICE = "office", _("Офисные расходы")
        EQUIPMENT = "equipment", _("Оборудование")
        IT = "it", _("Программы и связь")
        SERVICES = "services", _("Юридические, информационные и иные услуги")
        EVENTS = "events", _("Мероприятия")
        PUBLISHING = "publishing", _("Издательские расходы")
        OTHER = "other", _("Прочее")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="lines")
    section = models.CharField(_("раздел"), max_length=10, choices=Section.choices)
    name = models.CharField(_("статья расходов"), max_length=200)
    activity = models.PositiveSmallIntegerField(_("№ мероприятия"))
    unit = models.CharField(_("ед. изм."), max_length=30, default="шт.")
    quantity = models.DecimalField(_("количество"), max_digits=10, decimal_places=3)
    price = models.DecimalField(_("цена"), max_digits=12, decimal_places=2)
    own = models.DecimalField(_("свои средства"), max_digits=14, decimal_places=2, default=0)
    requested = models.DecimalField(_("из гранта"), max_digits=14, decimal_places=2, default=0)
    agreed = models.DecimalField(
        _("по дополнительному соглашению"),
        max_digits=14,
        decimal_places=2,
        null=True,
        editable=False,
    )
    evidence = models.CharField(
        _("чем подтверждена цена"),
        max_length=300,
        blank=True,
        help_text=_("Например, ссылка на прайс-лист или номер приложенного предложения."),
    )

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("строка бюджета")
        verbose_name_plural = _("бюджет")
        ordering = ["section", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(own__gte=0, requested__gte=0, quantity__gt=0, price__gte=0),
                name="budget_line_not_negative",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def amount(self) -> Decimal:
        return (self.quantity * self.price).quantize(KOPECK, ROUND_HALF_UP)

    @property
    def granted(self) -> Decimal:
        """What the grant pays of it now; what was asked stays as it was filed."""
        return self.requested if self.agreed is None else self.agreed

    @property
    def is_balanced(self) -> bool:
        return self.amount == self.own + self.requested


class TeamMember(models.Model):
    """Who carries the project out; experts see the role and the experience, never the name."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="team")
    name = models.CharField(_("имя"), max_length=150)
    role = models.CharField(_("роль в проекте"), max_length=150)
    experience = models.CharField(_("опыт"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("участник команды")
        verbose_name_plural = _("команда")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ApplicationDocument(models.Model):
    """Which attached file answers which requirement."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    requirement = models.ForeignKey(
        RequiredDocument, null=True, on_delete=models.PROTECT, related_name="+"
    )
    attachment = models.OneToOneField(
        "files.Attachment", on_delete=models.CASCADE, related_name="grant_document"
    )

    class Meta:
        verbose_name = _("документ заявки")
        verbose_name_plural = _("документы заявки")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.requirement or self.attachment)


class Version(models.Model):
    """The whole application as it was submitted; append-only, so that nobody argues later."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("№"))
    data = models.JSONField(_("содержание"))
    digest = models.CharField(_("отпечаток"), max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("когда"))

    class Meta:
        verbose_name = _("версия заявки")
        verbose_name_plural = _("версии заявки")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.number}"
