"""A shift of a group: what, when, where, whom it needs."""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.groups import SHOWN, VolunteerGroup, new_code
from volunteers.models.memberships import Membership
from volunteers.models.shift_states import SHIFT_LIFECYCLE, ShiftState, SignupState
from volunteers.models.work import Work

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

    def fit_for(self, person, age: int | None) -> "ShiftQuerySet":
        """With places, and asking for no age, training or skill that `person` does not have."""
        done = person.participation.in_force().filter(kind="training")
        trained = Exists(done.filter(title__iexact=OuterRef("training")))
        own = person.volunteer_skills.values("skill")
        lacking = Shift.must_skills.through.objects.filter(shift=OuterRef("pk"))
        rows = self.with_places().filter(Q(training="") | trained)
        rows = rows.exclude(Exists(lacking.exclude(skill__in=own)))
        return rows if age is None else rows.filter(min_age__lte=age)

    def with_skills(self) -> "ShiftQuerySet":
        """Each with `musts` and `useful`: titles of the skills it asks for, in the same query."""
        asked = {"musts": Shift.must_skills.through, "useful": Shift.skills.through}
        titles = {
            name: ArraySubquery(
                rows.objects.filter(shift=OuterRef("pk"))
                .order_by("skill__area", "skill__title")
                .values_list("skill__title", flat=True)
            )
            for name, rows in asked.items()
        }
        return self.annotate(**titles)

    def at_risk(self) -> "ShiftQuerySet":
        """Soon, and not even half of the places taken."""
        soon = timezone.now() + AT_RISK
        return self.to_come().filter(starts_at__lt=soon, capacity__gt=F("places_taken") * 2)

    def queue_over(self) -> "ShiftQuerySet":
        """Begun, with people who still wait for a place."""
        waiting = Q(signups__state__in=(SignupState.WAITING, SignupState.REQUESTED))
        rows = self.filter(waiting, state=ShiftState.PUBLISHED, starts_at__lte=timezone.now())
        return rows.distinct()


class Shift(Work, Case):
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
    place = models.CharField(_("где"), max_length=300)
    leave_until = models.DateTimeField(
        _("отказаться можно до"), help_text=_("Потом отказ считается поздним. Время города.")
    )
    starts_at = models.DateTimeField(_("начало"))
    ends_at = models.DateTimeField(_("конец"))
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
            models.Index(fields=["latitude", "longitude"], name="shift_place"),
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
