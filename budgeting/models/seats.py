"""Who asks to sit on a commission, who sits there, and what its meetings come to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgeting.models.commission import RUN, Commission
from portal.cases.lifecycle import Lifecycle
from portal.cases.lifecycle import Transition as Move
from portal.cases.models import Case


class ApplicationState(models.TextChoices):
    SUBMITTED = "submitted", _("Подано")
    ADMITTED = "admitted", _("Допущено к жеребьёвке")
    REFUSED = "refused", _("Не допущено")
    WITHDRAWN = "withdrawn", _("Отозвано")


A = ApplicationState
CHECK = "budgeting.check_application"
PRIVATE = {"public": False}  # an application is its person's and the officials' business


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ApplicationQuerySet":
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm(RUN):
            return self
        return self.filter(user=user)

    def waiting(self) -> "ApplicationQuerySet":
        return self.filter(state=A.SUBMITTED)

    def in_force(self) -> "ApplicationQuerySet":
        return self.exclude(state=A.WITHDRAWN)


class CommissionApplication(Case):
    """A resident's wish to be drawn. The public sees the number, never the person."""

    LIFECYCLE = Lifecycle(
        ApplicationState,
        A.SUBMITTED,
        Move("admit", (A.SUBMITTED, A.REFUSED), A.ADMITTED, _("Допустить"), CHECK, **PRIVATE),
        Move(
            "refuse",
            (A.SUBMITTED, A.ADMITTED),
            A.REFUSED,
            _("Не допустить"),
            CHECK,
            needs_note=True,
            **PRIVATE,
        ),
        Move(
            "withdraw",
            (A.SUBMITTED, A.ADMITTED),
            A.WITHDRAWN,
            _("Отозвать заявление"),
            "budgeting.withdraw_application",
            **PRIVATE,
        ),
    )
    STATE_TONES = {A.ADMITTED: "good", A.REFUSED: "bad"}
    EVENT_LABELS = {"apply": _("Подано заявление")}

    commission = models.ForeignKey(
        Commission,
        verbose_name=_("комиссия"),
        on_delete=models.PROTECT,
        related_name="applications",
    )
    number = models.PositiveIntegerField(_("номер"))
    state = models.CharField(
        _("состояние"), max_length=10, choices=A.choices, default=A.SUBMITTED, editable=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("заявитель"),
        on_delete=models.PROTECT,
        related_name="commission_applications",
    )
    person_key = models.CharField(max_length=64, editable=False)
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    declared_at = models.DateTimeField(
        _("заявил, что живёт здесь и не служащий и не депутат"), editable=False
    )
    name_agreed_at = models.DateTimeField(
        _("согласие показать имя"), null=True, blank=True, editable=False
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("заявление в комиссию")
        verbose_name_plural = _("заявления в комиссию")
        ordering = ["-id"]
        indexes = [models.Index(fields=["commission", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["commission", "number"], name="application_number"),
            models.UniqueConstraint(
                fields=["commission", "person_key"],
                condition=~Q(state="withdrawn"),
                name="application_once_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"

    def get_absolute_url(self) -> str:
        return self.commission.get_absolute_url()

    def entry(self) -> str:
        """The line of the published list: the number alone, or with the district of its quota."""
        if not self.commission.by_district:
            return str(self.number)
        return f"{self.number}; {self.district or gettext('район не указан')}"


class Servant(models.Model):
    """A municipal servant or deputy, by the key of the person alone: no name is kept."""

    person_key = models.CharField(_("ключ личности"), max_length=64, unique=True, editable=False)
    post = models.CharField(_("кто это"), max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("внесён"), auto_now_add=True)

    class Meta:
        verbose_name = _("служащий или депутат")
        verbose_name_plural = _("служащие и депутаты")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.post or self.person_key[:8]


class SeatQuerySet(models.QuerySet):
    def members(self) -> "SeatQuerySet":
        return self.filter(status=Seat.Status.MEMBER)

    def reserve(self) -> "SeatQuerySet":
        return self.filter(status=Seat.Status.RESERVE)


class Seat(models.Model):
    """A person drawn (or appointed): member, reserve in its order, or gone."""

    class Status(models.TextChoices):
        MEMBER = "member", _("член комиссии")
        RESERVE = "reserve", _("резерв")
        LEFT = "left", _("выбыл")

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("человек"),
        on_delete=models.PROTECT,
        related_name="seats",
    )
    application = models.OneToOneField(
        CommissionApplication, null=True, blank=True, on_delete=models.PROTECT, related_name="seat"
    )
    place = models.PositiveSmallIntegerField(_("место по жребию"))
    status = models.CharField(_("статус"), max_length=7, choices=Status.choices)
    name_agreed_at = models.DateTimeField(_("согласие показать имя"), null=True, blank=True)
    since = models.DateTimeField(_("с какого времени"), null=True, blank=True)
    left_at = models.DateTimeField(_("выбыл"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("место в комиссии")
        verbose_name_plural = _("состав комиссии")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["commission", "place"], name="seat_place_once"),
            models.UniqueConstraint(fields=["commission", "user"], name="seat_person_once"),
        ]

    def __str__(self) -> str:
        return self.label()

    @property
    def number(self) -> int:
        """What the public knows the person by: the number of the application, else the place."""
        return self.application.number if self.application_id else self.place

    def label(self) -> str:
        """The name under its own consent to publish it, else the number."""
        if self.name_agreed_at and self.user.erased_at is None and self.user.last_name:
            return f"{self.user.first_name} {self.user.last_name} (№ {self.number})"
        return f"№ {self.number}"


class CommissionMeeting(models.Model):
    """A meeting: the agenda before it; attendance, quorum and minutes after it."""

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(_("номер"))
    starts_at = models.DateTimeField(_("начало"))
    place = models.CharField(_("где"), max_length=300)
    agenda = models.TextField(_("повестка"))
    minutes = models.TextField(_("протокол"), blank=True)
    members = models.PositiveSmallIntegerField(_("членов в комиссии"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("присутствовали"), null=True, blank=True)
    held_at = models.DateTimeField(_("протокол внесён"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("отменено"), null=True, blank=True)

    class Meta:
        verbose_name = _("заседание комиссии")
        verbose_name_plural = _("заседания комиссии")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "number"], name="commission_meeting_number_once"
            ),
            models.CheckConstraint(
                condition=Q(held_at=None) | Q(cancelled_at=None),
                name="commission_meeting_held_or_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}, {self.starts_at:%d.%m.%Y}"

    @property
    def needed(self) -> int:
        return self.commission.quorum_of(self.members or 0)

    @property
    def has_quorum(self) -> bool:
        return self.held_at is not None and self.present >= self.needed


class Attendance(models.Model):
    """Whether one who was a member on the day came."""

    meeting = models.ForeignKey(
        CommissionMeeting, on_delete=models.PROTECT, related_name="attendance"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendance")
    is_present = models.BooleanField(_("присутствовал"))

    class Meta:
        verbose_name = _("явка")
        verbose_name_plural = _("явка")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.seat_id}"
