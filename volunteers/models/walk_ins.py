"""Somebody who came to a shift without an account: a name, a contact, and hours kept for them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from volunteers.models.groups import new_code
from volunteers.models.memberships import Membership
from volunteers.models.shifts import Shift


class WalkInState(models.TextChoices):
    HERE = "here", _("Пришёл без учётной записи")
    COUNTED = "counted", _("Часы подтверждены")
    MERGED = "merged", _("Часы в учётной записи")
    FORGOTTEN = "forgotten", _("Данные удалены")


W = WalkInState
OPEN = (W.HERE, W.COUNTED)
KEEP = "volunteers.keep_walk_in"
WALK_IN_LIFECYCLE = Lifecycle(
    W,
    W.HERE,
    Transition("count", (W.HERE,), W.COUNTED, _("Подтвердить часы"), KEEP, public=False),
    # Its owner's move or a coordinator's with the person chosen: no plain button makes it.
    Transition("merge", OPEN, W.MERGED, _("Присоединить к учётной записи"), public=False),
    Transition("forget", OPEN, W.FORGOTTEN, _("Удалить имя и контакт"), KEEP, public=False),
)


class WalkInQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WalkInQuerySet":
        """Who runs the group, nobody else: a name and a contact given for one purpose."""
        if not user.is_authenticated:
            return self.none()
        run = Membership.objects.running().filter(user=user).values("group")
        return self.filter(shift__group__in=run)

    def hours(self) -> Decimal:
        """Confirmed and in nobody's account, also of those whose name was removed."""
        rows = self.exclude(state=WalkInState.MERGED)
        return rows.aggregate(sum=models.Sum("hours"))["sum"] or Decimal(0)

    def by_phone_of(self, user) -> "WalkInQuerySet":
        """Open ones with the phone that the person has confirmed; none when it is not in force."""
        known = user.phone and user.level
        return self.open().filter(phone=user.phone) if known else self.none()

    def of_person(self, user) -> "WalkInQuerySet":
        """With the person's mail, or with the phone they have confirmed."""
        phones = Q(phone=user.phone) if user.phone and user.level else Q(pk=None)
        return self.filter(Q(email=user.email.lower()) | phones)

    def open(self) -> "WalkInQuerySet":
        return self.filter(state__in=OPEN)


class WalkIn(Case):
    """The personal data go as soon as the hours are in an account or the consent is withdrawn.

    What stays then is that somebody came and for how long.
    """

    LIFECYCLE = WALK_IN_LIFECYCLE
    EVENT_LABELS = {"added": _("Записан на месте, согласие дано"), "left": _("Отмечен уход")}
    STATE_TONES = {WalkInState.COUNTED: "good", WalkInState.MERGED: "good"}

    state = models.CharField(
        _("состояние"), max_length=9, choices=WalkInState.choices, default=WalkInState.HERE
    )
    shift = models.ForeignKey(
        Shift, verbose_name=_("смена"), on_delete=models.PROTECT, related_name="walk_ins"
    )
    name = models.CharField(_("имя и фамилия"), max_length=150, blank=True)
    email = models.EmailField(_("почта"), blank=True)
    phone = models.CharField(_("телефон"), max_length=30, blank=True)
    consent = models.ForeignKey(
        "accounts.ConsentText",
        verbose_name=_("на что дано согласие"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто записал и взял согласие"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    came_at = models.DateTimeField(_("пришёл"))
    left_at = models.DateTimeField(_("ушёл"), null=True, blank=True)
    hours = models.DecimalField(_("часов"), max_digits=4, decimal_places=2, null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто подтвердил часы"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # In the letter alone: who has it has read the mail that the coordinator wrote down.
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)

    objects = WalkInQuerySet.as_manager()

    class Meta:
        verbose_name = _("пришедший без учётной записи")
        verbose_name_plural = _("пришедшие без учётной записи")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["shift", "id"]),
            models.Index(fields=["state", "email"]),
            models.Index(
                fields=["state", "phone"], condition=~Q(phone=""), name="walk_in_by_phone"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gt=F("came_at")),
                name="walk_in_left_after_coming",
                violation_error_message=_("Уход — позже прихода."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_state_display())

    def get_absolute_url(self) -> str:
        return reverse("volunteers:walk_ins", args=[self.shift_id])
