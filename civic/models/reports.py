"""Issue reports: what is broken, where, by when it must be mended, and who else it troubles."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.models import reports_states as states
from civic.models.departments import Department
from civic.models.reports_reference import Category, RejectReason
from civic.models.reports_states import OPEN_STATES, PUBLIC_STATES, ReportState
from portal.cases.models import Case
from portal.places.cells import Cells
from portal.places.models import LATITUDE, LONGITUDE

# At least 250 m at any latitude of the country: neighbours lie in 3 × 3 of them.
CELLS = Cells(per_latitude=400, per_longitude=200)


class ReportQuerySet(models.QuerySet):
    def public(self) -> "ReportQuerySet":
        return self.filter(shown=True)

    def visible_to(self, user) -> "ReportQuerySet":
        """Public ones, one's own, and for officials what they answer for.

        The one answer for page, list, map, file, feed, export, search, comment and API.
        """
        if not user.is_authenticated:
            return self.public()
        own = models.Q(reporter=user) & ~models.Q(state=ReportState.DRAFT)
        if user.is_staff and user.has_perm("civic.moderate_report"):
            return self.exclude(state=ReportState.DRAFT)
        if user.is_staff and user.has_perm("civic.handle_report"):
            own |= models.Q(entered_by=user)
            theirs = Department.officials.through.objects.filter(user=user)
            own |= models.Q(department__in=theirs.values("department"), state__in=PUBLIC_STATES)
        return self.filter(models.Q(shown=True) | own)

    def open(self) -> "ReportQuerySet":
        return self.filter(unsettled=True)

    def waiting(self) -> "ReportQuerySet":
        """Those that wait for an official: to be checked, redirected, mended."""
        return self.filter(state__in=(ReportState.MODERATION, *states.RUNNING_STATES))

    def handled_by(self, user) -> "ReportQuerySet":
        return self.filter(handler=user)

    def overdue(self, now) -> "ReportQuerySet":
        """`now` is a moment; for a day, as the workplace gives it, this very moment counts."""
        moment = now if isinstance(now, datetime) else timezone.now()
        return self.filter(due_at__lt=moment)


class Report(Case):
    """A report about a problem in the city. `due_at` is the term that runs now, if one runs."""

    LIFECYCLE = states.LIFECYCLE
    STATE_TONES = states.TONES
    EVENT_LABELS = {
        "edited": _("Сообщение исправлено модератором"),
        "escalated": _("Срок прошёл, передано руководителю"),
        "still_there": _("Автор подтвердил: проблема осталась"),
        "asked": _("Спросили автора, актуальна ли проблема"),
        "joined": _("Присоединено похожее сообщение"),
        "neighbours": _("Соседи подтвердили решение"),
        "delay_asked": _("Исполнитель просит перенести срок"),
        "delay_refused": _("В переносе срока отказано"),
        "internal": _("Служебная заметка"),
        "blurred": _("Часть фотографии скрыта"),
        "delivered": _("Передано исполнителю"),
        "undelivered": _("Не удалось передать исполнителю"),
        "quiet": _("Решение никто не оспорил"),
        "rated": _("Автор оценил ответ"),
    }

    class Source(models.TextChoices):
        SITE = "site", _("портал")
        OFFICIAL = "official", _("сотрудник со слов жителя")
        OPEN311 = "open311", _("Open311")
        IMPORT = "import", _("загружено из файла")

    class Proof(models.TextChoices):
        """Who confirmed that it is mended: only confirmed closures count in statistics."""

        REPORTER = "reporter", _("автор")
        NEIGHBOURS = "neighbours", _("соседи")
        QUIET = "quiet", _("фото результата и отсутствие возражений")

    state = models.CharField(
        _("состояние"),
        max_length=12,
        choices=ReportState.choices,
        default=ReportState.DRAFT,
        editable=False,
    )
    title = models.CharField(_("название"), max_length=200, blank=True)
    category = models.ForeignKey(
        Category, verbose_name=_("категория"), null=True, on_delete=models.PROTECT
    )
    text = models.TextField(_("что случилось"), max_length=3000, blank=True)
    address = models.CharField(_("адрес или ориентир"), max_length=300, blank=True)
    latitude = models.DecimalField(
        _("широта"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LONGITUDE
    )
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answers = models.JSONField(_("ответы на вопросы"), default=dict, blank=True)
    is_private = models.BooleanField(
        _("не публиковать"),
        default=False,
        help_text=_("Увидят только автор и сотрудники, которые этим занимаются."),
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("автор"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    source = models.CharField(
        _("откуда"), max_length=8, choices=Source.choices, default=Source.SITE, editable=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("внёс сотрудник"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # How to tell a resident who has no account; shown to officials only.
    contact = models.CharField(_("контакт жителя"), max_length=200, blank=True)
    external_id = models.CharField(_("номер в источнике"), max_length=100, blank=True)
    # The key of an anonymous draft: its browser, later the link in a letter, prove whose it is.
    draft_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    confirm_email = models.EmailField(blank=True, editable=False)
    confirm_count = models.PositiveSmallIntegerField(default=0, editable=False)
    api_key = models.ForeignKey(
        "civic.ApiKey",
        verbose_name=_("чья система"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    department = models.ForeignKey(
        Department, verbose_name=_("исполнитель"), null=True, blank=True, on_delete=models.PROTECT
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ведёт сотрудник"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reject_reason = models.ForeignKey(
        RejectReason,
        verbose_name=_("причина отказа"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decision_note = models.TextField(_("пояснение модератора"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("присоединено к"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duplicates",
    )

    submitted_at = models.DateTimeField(_("отправлено"), null=True, blank=True)
    published_at = models.DateTimeField(_("принято"), null=True, blank=True)
    reacted_at = models.DateTimeField(_("взято в работу"), null=True, blank=True)
    answered_at = models.DateTimeField(_("дан ответ"), null=True, blank=True)
    closed_at = models.DateTimeField(_("закрыто"), null=True, blank=True)
    react_due = models.DateTimeField(_("отреагировать до"), null=True, blank=True)
    fix_due = models.DateTimeField(_("решить до"), null=True, blank=True)
    # The clock: the term that runs now. Empty while nobody owes anything.
    due_at = models.DateTimeField(_("срок"), null=True, blank=True)
    judge_until = models.DateTimeField(_("ждём оценку до"), null=True, blank=True)
    postponed_until = models.DateField(_("срок перенесён на"), null=True, blank=True)
    ask_at = models.DateTimeField(_("спросить автора"), null=True, blank=True)
    escalation = models.PositiveSmallIntegerField(_("ступень ответственности"), default=0)
    escalated_at = models.DateTimeField(_("передано руководителю"), null=True, blank=True)
    answer_text = models.TextField(_("ответ"), blank=True)
    has_result_photo = models.BooleanField(_("есть фото результата"), default=False)
    # The reporter's, from 1 to 5; of the last answer only.
    rating = models.PositiveSmallIntegerField(_("оценка ответа"), null=True, blank=True)
    proof = models.CharField(
        _("решение подтвердили"), max_length=10, choices=Proof.choices, blank=True
    )

    # Kept counters: written in the transaction that changes what they count, with F().
    dispute_count = models.PositiveSmallIntegerField(_("возражений"), default=0)
    me_too_count = models.PositiveIntegerField(_("у меня тоже"), default=0)
    comment_count = models.PositiveIntegerField(_("комментариев"), default=0)

    # Kept by the database, so that imports and updates in bulk cannot forget them.
    shown = models.GeneratedField(
        expression=models.Q(is_private=False, state__in=PUBLIC_STATES),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    unsettled = models.GeneratedField(
        expression=models.Q(is_private=False, state__in=OPEN_STATES),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    cell = CELLS.column()
    # Kept by a trigger of the database: title A, address B, text C.
    search = SearchVectorField(null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("сообщение о проблеме")
        verbose_name_plural = _("сообщения о проблемах")
        ordering = ["-id"]
        permissions = [
            ("moderate_report", _("Проверять и направлять сообщения")),
            ("handle_report", _("Отвечать на сообщения своего подразделения")),
            ("approve_delay", _("Утверждать перенос срока")),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=models.Q(shown=True), name="report_shown"),
            models.Index(
                fields=["category", "-id"], condition=models.Q(shown=True), name="report_category"
            ),
            models.Index(
                fields=["district", "-id"], condition=models.Q(shown=True), name="report_district"
            ),
            models.Index(
                fields=["department", "-id"],
                condition=models.Q(shown=True),
                name="report_department",
            ),
            models.Index(
                fields=["published_at"], condition=models.Q(shown=True), name="report_published"
            ),
            models.Index(fields=["updated_at", "id"], name="report_updated"),
            models.Index(fields=["-id"], condition=models.Q(unsettled=True), name="report_open"),
            # What maps, heat and hot places count is counted without the table.
            models.Index(
                fields=["cell", "category"],
                include=["id"],
                condition=models.Q(unsettled=True),
                name="report_open_cell",
            ),
            models.Index(
                fields=["cell", "category", "published_at"],
                include=["id", "merged_into", "latitude", "longitude"],
                condition=models.Q(shown=True),
                name="report_shown_cell",
            ),
            models.Index(
                fields=["latitude", "longitude"],
                include=["id"],
                condition=models.Q(shown=True),
                name="report_place",
            ),
            models.Index(
                fields=["latitude", "longitude"],
                include=["id"],
                condition=models.Q(unsettled=True),
                name="report_open_place",
            ),
            models.Index(
                fields=["due_at", "id"], condition=models.Q(due_at__isnull=False), name="report_due"
            ),
            models.Index(
                fields=["judge_until"],
                condition=models.Q(state=ReportState.ANSWERED),
                name="report_judged",
            ),
            models.Index(
                fields=["ask_at"], condition=models.Q(ask_at__isnull=False), name="report_ask"
            ),
            models.Index(fields=["state", "-id"], name="report_state"),
            models.Index(fields=["reporter", "-id"], name="report_of_person"),
            GinIndex(fields=["search"], name="report_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~models.Q(external_id=""),
                name="report_imported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="report_point_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(dispute_count__lte=2), name="report_disputed_at_most_twice"
            ),
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__range=(1, 5)),
                name="report_rated_from_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Сообщение о проблеме"))

    def get_absolute_url(self) -> str:
        return reverse("civic:report", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return not self.is_private and self.state in PUBLIC_STATES

    @property
    def is_running(self) -> bool:
        """Whether somebody owes the city work on it."""
        return self.state in states.RUNNING_STATES

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def files_may_be_changed_by(self, user) -> bool:
        """Photos go while nobody has looked at them yet."""
        return user.pk == self.reporter_id and self.state in (
            ReportState.DRAFT,
            ReportState.REJECTED,
        )
