"""Somebody's place in a shift."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.memberships import Membership
from volunteers.models.shift_states import (
    BEFORE,
    ENGAGED,
    HOLDING,
    SIGNUP_LIFECYCLE,
    SignupState,
)
from volunteers.models.shifts import Shift


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
        rows = self.filter(state=SignupState.WAITING).with_membership()
        return rows.order_by("-inside", "queued_at", "id")

    def with_membership(self) -> "SignupQuerySet":
        """Each with `inside`: whether the person is in the group now."""
        own = Membership.objects.active().filter(user=OuterRef("user"))
        return self.annotate(inside=Exists(own.filter(group=OuterRef("shift__group"))))

    def counts(self) -> dict[str, int]:
        """How many wait for a place and how many ask for somebody instead of them."""
        asking = Q(state=SignupState.CONFIRMED, seeks_cover=True)
        waiting = Q(state=SignupState.WAITING)
        number = {"waiting": Count("pk", filter=waiting), "covers": Count("pk", filter=asking)}
        return self.order_by().aggregate(**number)

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
        "walk_in": _("Пришёл без записи, часы присоединены"),
        "confirm": _("Место занято"),
        "join_queue": _("Место в листе ожидания"),
        "seeks_cover": _("Ищет замену"),
        "stays": _("Замена не нужна"),
        "came": _("Исправлено время прихода"),
        "left": _("Отмечен уход"),
        "hours": _("Часы подтверждены"),
        "adjusted": _("Часы исправлены"),
        "reversed": _("Часы сняты"),
        "week_looked": _("Часы недели посмотрел сотрудник"),
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
