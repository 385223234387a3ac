"""A session of a programme: its dates, its places, its people."""

from django.conf import settings
from django.contrib.admin import display
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.cases.models import Case
from training.models.programmes import Lecturer, Programme
from training.models.states import QUEUED, SESSION_LIFECYCLE, STUDYING, SessionState


class Stage(models.TextChoices):
    """Where a session is by its dates; only announcing and calling off are acts of people."""

    DRAFT = "draft", _("готовится")
    SOON = "soon", _("набор скоро")
    ENROLLING = "enrolling", _("идёт набор")
    CLOSED = "closed", _("набор закончен")
    RUNNING = "running", _("идёт обучение")
    FINISHED = "finished", _("завершено")
    CANCELLED = "cancelled", _("отменено")


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SessionQuerySet":
        if user.is_authenticated and user.is_staff and user.has_perm("training.run_session"):
            return self
        shown = ~Q(state=SessionState.DRAFT)
        return self.filter(shown | Q(organiser=user) if user.is_authenticated else shown)

    def announced(self) -> "SessionQuerySet":
        return self.filter(state__in=(SessionState.PUBLISHED, SessionState.SELECTED))

    def run_by(self, user) -> "SessionQuerySet":
        """What a person works on: their own, those they judge or mentor; all for the staff."""
        if user.is_staff and user.has_perm("training.run_session"):
            return self
        mine = Q(organiser=user) | Q(experts=user) | Q(mentors=user)
        return self.filter(pk__in=self.model.objects.filter(mine).values("pk"))

    def enrolling(self, now=None) -> "SessionQuerySet":
        now = now or timezone.now()
        return self.announced().filter(enrol_from__lte=now, enrol_until__gt=now)

    def at_stage(self, stage: str, now=None) -> "SessionQuerySet":
        """The same as `Session.stage_at`, for a list."""
        now = now or timezone.now()
        if stage in (SessionState.DRAFT, SessionState.CANCELLED):
            return self.filter(state=stage)
        by_dates = {
            Stage.SOON: Q(enrol_from__gt=now),
            Stage.ENROLLING: Q(enrol_from__lte=now, enrol_until__gt=now),
            Stage.CLOSED: Q(enrol_until__lte=now),
        }
        if stage == Stage.FINISHED:
            return self.announced().filter(ends_at__lte=now)
        if stage == Stage.RUNNING:
            return self.announced().filter(starts_at__lte=now, ends_at__gt=now)
        return self.announced().filter(by_dates[stage], starts_at__gt=now)

    def queue_over(self) -> "SessionQuerySet":
        """Begun, with people who still wait for a place."""
        waiting = Q(enrolments__state__in=("waiting", "reserve", "applied"))
        return self.announced().filter(waiting, starts_at__lte=timezone.now()).distinct()

    def to_release(self) -> "SessionQuerySet":
        """With free places kept for departments no longer, and people who wait."""
        now = timezone.now()
        rows = self.announced().filter(
            enrolments__state__in=QUEUED, quota_until__lte=now, starts_at__gt=now
        )
        return rows.filter(places_taken__lt=F("quota")).distinct()

    def waiting(self) -> "SessionQuerySet":
        """What waits for an official: competitions whose applications are over."""
        return self.selection_due()

    def overdue(self, day) -> "SessionQuerySet":
        """Competitions still without a selection when places had to be confirmed."""
        return self.selection_due().filter(confirm_until__date__lt=day)

    def handled_by(self, user) -> "SessionQuerySet":
        return self.filter(organiser=user)

    def selection_due(self) -> "SessionQuerySet":
        return self.filter(
            state=SessionState.PUBLISHED, is_competitive=True, enrol_until__lte=timezone.now()
        )


class Session(Case):
    """`enrol_until` is the first moment that is too late, by the database's clock.

    `places_taken` is kept in the transaction that takes or frees a place, under the row's lock.
    """

    LIFECYCLE = SESSION_LIFECYCLE
    EVENT_LABELS = {
        "quota": _("Изменилось число мест"),
        "schedule": _("Изменилось расписание"),
        "edited": _("Изменены данные набора"),
        "material": _("Добавлен материал"),
        "material_dropped": _("Убран материал"),
    }
    STATE_TONES = {SessionState.PUBLISHED: "info", SessionState.CANCELLED: "bad"}

    state = models.CharField(
        _("состояние"), max_length=9, choices=SessionState.choices, default=SessionState.DRAFT
    )
    programme = models.ForeignKey(
        Programme, verbose_name=_("программа"), on_delete=models.PROTECT, related_name="sessions"
    )
    enrol_from = models.DateTimeField(_("набор с"))
    enrol_until = models.DateTimeField(
        _("набор до"), help_text=_("Заявка в эту секунду уже опоздала. Время города.")
    )
    confirm_until = models.DateTimeField(
        _("подтвердить место до"),
        null=True,
        blank=True,
        help_text=_("После отбора. Если не подтвердят, место получит следующий в резерве."),
    )
    starts_at = models.DateTimeField(_("начало обучения"))
    ends_at = models.DateTimeField(_("конец обучения"))
    place = models.CharField(_("где"), max_length=300, blank=True)
    quota = models.PositiveSmallIntegerField(
        _("мест"), default=25, validators=[MinValueValidator(1)]
    )
    quota_until = models.DateTimeField(
        _("места подразделений держать до"),
        null=True,
        blank=True,
        help_text=_("Потом незанятые места — общие. В конкурсе их раздаёт отбор."),
    )
    is_competitive = models.BooleanField(_("места по конкурсу"), default=False)
    is_blind = models.BooleanField(
        _("эксперты не видят имён"), default=True, help_text=_("Для конкурсного набора.")
    )
    criteria = models.ForeignKey(
        "scoring.CriteriaSet",
        verbose_name=_("критерии отбора"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    cancel_hours = models.PositiveSmallIntegerField(
        _("отказаться можно за, часов до начала"), default=24
    )
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("организатор"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    lecturers = models.ManyToManyField(Lecturer, verbose_name=_("преподаватели"), blank=True)
    experts = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("эксперты отбора"),
        blank=True,
        related_name="judged_sessions",
    )
    mentors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("наставники"),
        blank=True,
        related_name="mentored_sessions",
    )
    cost = models.DecimalField(
        _("стоимость"), max_digits=12, decimal_places=2, default=0, help_text=_("Рублей, всего.")
    )
    places_taken = models.PositiveIntegerField(_("занято мест"), default=0, editable=False)
    application_count = models.PositiveIntegerField(_("заявок"), default=0, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("набор на обучение")
        verbose_name_plural = _("наборы на обучение")
        ordering = ["-starts_at", "-id"]
        permissions = [("run_session", _("Вести обучение: наборы, отбор, свидетельства"))]
        indexes = [
            models.Index(fields=["-starts_at", "-id"]),
            models.Index(fields=["state", "enrol_until"]),
            models.Index(
                fields=["enrol_until"],
                condition=Q(state=SessionState.PUBLISHED, is_competitive=True),
                name="session_to_select",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(enrol_until__gt=F("enrol_from"), ends_at__gt=F("starts_at"))
                & Q(ends_at__gte=F("enrol_until")),
                name="session_dates_in_order",
                violation_error_message=_(
                    "Набор кончается позже, чем начинается, обучение — тоже; "
                    "набор не дольше обучения."
                ),
            ),
            models.CheckConstraint(
                condition=Q(quota_until=None)
                | Q(quota_until__gt=F("enrol_from"), quota_until__lte=F("starts_at")),
                name="session_keeps_places_in_time",
                violation_error_message=_(
                    "Места подразделений держат после начала набора и не дольше, чем до обучения."
                ),
            ),
            models.CheckConstraint(
                condition=Q(quota__gt=0),
                name="session_has_places",
                violation_error_message=_("Нужно хотя бы одно место."),
            ),
            # The last guard of the places: whatever path forgets the lock, the row refuses.
            models.CheckConstraint(
                condition=Q(places_taken__lte=F("quota")),
                name="session_places_within_quota",
                violation_error_message=_("Мест меньше, чем уже занято."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme.title}, {timezone.localtime(self.starts_at):%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("training:session", args=[self.pk])

    @property
    def places_left(self) -> int:
        return max(self.quota - self.places_taken, 0)

    def kept_places(self, now) -> dict[int, int]:
        """Places kept for departments at the moment, by department; none after a selection."""
        if self.state == SessionState.SELECTED or not self.quota_until or now >= self.quota_until:
            return {}
        return dict(self.quotas.values_list("department", "places"))

    def comments_open(self, user) -> Verdict:
        """Who studies and who teaches discuss; everybody reads."""
        if self.state == SessionState.CANCELLED:
            return refuse(_("Обучение отменено."))
        teaches = self.organiser_id == user.pk or self.mentors.filter(pk=user.pk).exists()
        if teaches or self.enrolments.filter(user=user, state__in=STUDYING).exists():
            return ALLOWED
        return refuse(_("Обсуждают те, кто учится, и те, кто учит."))

    def stage_at(self, now) -> Stage:
        if self.state in (SessionState.DRAFT, SessionState.CANCELLED):
            return Stage(self.state)
        if now >= self.ends_at:
            return Stage.FINISHED
        if now >= self.starts_at:
            return Stage.RUNNING
        if now >= self.enrol_until:
            return Stage.CLOSED
        return Stage.ENROLLING if now >= self.enrol_from else Stage.SOON

    @property
    def stage(self) -> Stage:
        return self.stage_at(timezone.now())

    @property
    @display(description=_("этап"))
    def stage_label(self):
        return self.stage.label
