"""A shift of a group and the people who come to it."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.groups import SHOWN, VolunteerGroup, new_code
from volunteers.models.memberships import Membership
from volunteers.models.shift_states import (
    BEFORE,
    ENGAGED,
    HOLDING,
    SHIFT_LIFECYCLE,
    SIGNUP_LIFECYCLE,
    ShiftState,
    SignupState,
)

LONGEST = timedelta(hours=24)
AT_RISK = timedelta(hours=72)


class ShiftQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ShiftQuerySet":
        """Announced ones; those for members to the members, drafts to who runs the group."""
        if user.is_authenticated and user.is_staff and user.has_perm("volunteers.manage_groups"):
            return self
        announced = ~Q(state=ShiftState.DRAFT) & Q(group__state__in=SHOWN)
        if not user.is_authenticated:
            return self.filter(announced, members_only=False)
        own = Membership.objects.filter(user=user)
        inside = Q(members_only=False) | Q(group__in=own.active().values("group"))
        signed = Q(pk__in=user.volunteer_signups.values("shift"))
        run = Q(group__in=own.running().values("group"))
        return self.filter((announced & (inside | signed)) | run)

    def announced(self) -> "ShiftQuerySet":
        return self.filter(state=ShiftState.PUBLISHED, group__state="active")

    def to_come(self, now=None) -> "ShiftQuerySet":
        return self.announced().filter(starts_at__gt=now or timezone.now())

    def with_places(self) -> "ShiftQuerySet":
        return self.filter(places_taken__lt=F("capacity"))

    def at_risk(self) -> "ShiftQuerySet":
        """Soon, and not even half of the places taken."""
        soon = timezone.now() + AT_RISK
        return self.to_come().filter(starts_at__lt=soon, capacity__gt=F("places_taken") * 2)

    def queue_over(self) -> "ShiftQuerySet":
        """Begun, with people who still wait for a place."""
        waiting = Q(signups__state__in=(SignupState.WAITING, SignupState.REQUESTED))
        rows = self.filter(waiting, state=ShiftState.PUBLISHED, starts_at__lte=timezone.now())
        return rows.distinct()


class Shift(Case):
    """`places_taken` is kept in the transaction that takes or frees a place, under the row's lock.

    After `leave_until` a confirmed volunteer can only leave late, which the coordinator sees.
    """

    LIFECYCLE = SHIFT_LIFECYCLE
    EVENT_LABELS = {
        "created": _("Смена записана"),
        "capacity": _("Изменилось число мест"),
        "edited": _("Изменено описание"),
        "at_risk": _("Людей мало, координаторам написали"),
    }
    STATE_TONES = {ShiftState.PUBLISHED: "info", ShiftState.CANCELLED: "bad"}

    state = models.CharField(
        _("состояние"), max_length=9, choices=ShiftState.choices, default=ShiftState.DRAFT
    )
    group = models.ForeignKey(
        VolunteerGroup, verbose_name=_("группа"), on_delete=models.PROTECT, related_name="shifts"
    )
    title = models.CharField(_("что делать"), max_length=150)
    text = models.TextField(_("подробно"), max_length=4000, blank=True)
    needs = models.CharField(_("что нужно уметь и взять с собой"), max_length=300, blank=True)
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    place = models.CharField(_("где"), max_length=300)
    leave_until = models.DateTimeField(
        _("отказаться можно до"), help_text=_("Потом отказ считается поздним. Время города.")
    )
    starts_at = models.DateTimeField(_("начало"))
    ends_at = models.DateTimeField(_("конец"))
    capacity = models.PositiveSmallIntegerField(
        _("сколько нужно людей"), validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    min_age = models.PositiveSmallIntegerField(
        _("с какого возраста"),
        default=14,
        validators=[MinValueValidator(14), MaxValueValidator(99)],
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("сколько часов ждать ответа на предложенное место"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )
    needs_approval = models.BooleanField(
        _("каждого принимает координатор"),
        default=False,
        help_text=_("Иначе место занимают сразу, пока места есть."),
    )
    members_only = models.BooleanField(_("только для участников группы"), default=False)
    places_taken = models.PositiveSmallIntegerField(_("занято мест"), default=0, editable=False)
    # Shown at the place alone: whoever reads it there says that they have come.
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("смена добровольцев")
        verbose_name_plural = _("смены добровольцев")
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["state", "starts_at", "id"]),
            models.Index(fields=["group", "-starts_at", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + LONGEST),
                name="shift_ends_after_start",
                violation_error_message=_("Конец — позже начала, и не позже чем через сутки."),
            ),
            models.CheckConstraint(
                condition=Q(leave_until__lte=F("starts_at")),
                name="shift_left_before_start",
                violation_error_message=_("Отказываются до начала смены."),
            ),
            # The last guard of the places: whatever path forgets the lock, the row refuses.
            models.CheckConstraint(
                condition=Q(places_taken__lte=F("capacity"), capacity__gt=0),
                name="shift_places_within_capacity",
                violation_error_message=_("Мест меньше, чем уже занято."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {timezone.localtime(self.starts_at):%d.%m.%Y %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("volunteers:shift", args=[self.pk])

    @property
    def places_left(self) -> int:
        return max(self.capacity - self.places_taken, 0)

    @property
    def is_at_risk(self) -> bool:
        now = timezone.now()
        soon = now < self.starts_at < now + AT_RISK
        return soon and self.state == ShiftState.PUBLISHED and self.capacity > self.places_taken * 2


class SignupQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SignupQuerySet":
        """The person, who runs the group, and the officials who look after groups."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm("volunteers.manage_groups"):
            return self
        run = Membership.objects.running().filter(user=user).values("group")
        return self.filter(Q(user=user) | Q(shift__group__in=run))

    def before(self) -> "SignupQuerySet":
        """Those who still may come."""
        return self.filter(state__in=BEFORE)

    def engaged(self) -> "SignupQuerySet":
        return self.filter(state__in=ENGAGED)

    def holding(self) -> "SignupQuerySet":
        return self.filter(state__in=HOLDING)

    def queue(self) -> "SignupQuerySet":
        """Who is next: members of the group first, then by the moment."""
        rows = self.filter(state=SignupState.WAITING)
        return rows.order_by("-is_member", "queued_at", "id")

    def seeking_cover(self) -> "SignupQuerySet":
        """Who asks for somebody instead of them, the first to ask first."""
        rows = self.filter(state=SignupState.CONFIRMED, seeks_cover=True)
        return rows.order_by("updated_at", "id")

    def unaccepted(self) -> "SignupQuerySet":
        return self.filter(state=SignupState.OFFERED, offered_until__lte=timezone.now())


class Signup(Case):
    LIFECYCLE = SIGNUP_LIFECYCLE
    EVENT_LABELS = {
        "request": _("Просьба о месте"),
        "confirm": _("Место занято"),
        "join_queue": _("Место в листе ожидания"),
        "seeks_cover": _("Ищет замену"),
        "stays": _("Замена не нужна"),
        "came": _("Исправлено время прихода"),
        "left": _("Отмечен уход"),
        "hours": _("Часы подтверждены"),
        "adjusted": _("Часы исправлены"),
        "reversed": _("Часы сняты"),
    }
    STATE_TONES = {
        SignupState.REQUESTED: "warning",
        SignupState.OFFERED: "warning",
        SignupState.CONFIRMED: "good",
        SignupState.ATTENDED: "good",
        SignupState.REFUSED: "bad",
        SignupState.NO_SHOW: "bad",
        SignupState.LATE: "bad",
    }

    state = models.CharField(
        _("состояние"),
        max_length=9,
        choices=SignupState.choices,
        default=SignupState.REQUESTED,
    )
    shift = models.ForeignKey(
        Shift, verbose_name=_("смена"), on_delete=models.PROTECT, related_name="signups"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто"),
        on_delete=models.PROTECT,
        related_name="volunteer_signups",
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто записал"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.CharField(_("что передать координатору"), max_length=300, blank=True)
    is_member = models.BooleanField(_("участник группы"), default=False, editable=False)
    queued_at = models.DateTimeField(_("в очереди с"), null=True, blank=True)
    offered_until = models.DateTimeField(_("подтвердить до"), null=True, blank=True)
    seeks_cover = models.BooleanField(_("ищет замену"), default=False, editable=False)
    came_at = models.DateTimeField(_("пришёл"), null=True, blank=True)
    left_at = models.DateTimeField(_("ушёл"), null=True, blank=True)

    objects = SignupQuerySet.as_manager()

    class Meta:
        verbose_name = _("запись на смену")
        verbose_name_plural = _("записи на смены")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["shift", "state"]),
            models.Index(fields=["user", "-id"]),
            models.Index(
                fields=["offered_until"],
                condition=Q(state=SignupState.OFFERED),
                name="signup_to_accept",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "user"],
                condition=Q(state__in=(*HOLDING, SignupState.REQUESTED, SignupState.WAITING)),
                name="one_live_signup",
                violation_error_message=_("Человек уже записан на эту смену."),
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gt=F("came_at")),
                name="signup_left_after_coming",
                violation_error_message=_("Уход — позже прихода."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.shift}"

    def get_absolute_url(self) -> str:
        return reverse("volunteers:signup", args=[self.pk])
