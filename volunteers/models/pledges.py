"""What people promise to a mini-project: nothing is paid on the portal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.miniprojects import MiniProject
from volunteers.models.needs import Need
from volunteers.models.pledge_states import PLEDGE_LIFECYCLE, PledgeState


class PledgeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PledgeQuerySet":
        """Who promises, who organises, the officials."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm("volunteers.moderate_miniprojects"):
            return self
        led = MiniProject.objects.led_by(user).values("pk")
        return self.filter(Q(user=user) | Q(need__project__in=led))

    def promised(self) -> "PledgeQuerySet":
        return self.filter(state=PledgeState.PROMISED)

    def named(self) -> "PledgeQuerySet":
        """Received ones whose donor may be named now: asked to be, and the consent stands."""
        agreed = Q(user__name_is_public=True, user__erased_at=None) | Q(organisation__isnull=False)
        return self.filter(agreed, state=PledgeState.RECEIVED, shows_name=True)


class Pledge(Case):
    LIFECYCLE = PLEDGE_LIFECYCLE
    EVENT_LABELS = {"created": _("Обещана помощь")}
    STATE_TONES = {
        PledgeState.PROMISED: "info",
        PledgeState.RECEIVED: "good",
        PledgeState.MISSED: "bad",
    }

    state = models.CharField(
        _("состояние"), max_length=9, choices=PledgeState.choices, default=PledgeState.PROMISED
    )
    need = models.ForeignKey(
        Need, verbose_name=_("что нужно"), on_delete=models.PROTECT, related_name="pledges"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто обещал"),
        on_delete=models.PROTECT,
        related_name="pledges",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("от имени организации"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="pledges",
    )
    amount = models.DecimalField(_("сколько обещано"), max_digits=9, decimal_places=2)
    received = models.DecimalField(
        _("сколько получено"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    contact = models.CharField(
        _("как с вами связаться"),
        max_length=150,
        blank=True,
        help_text=_("Телефон или почта. Увидит только организатор."),
    )
    text = models.CharField(_("что передать организатору"), max_length=500, blank=True)
    shows_name = models.BooleanField(_("назвать меня на стене благодарности"), default=False)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("обещание помощи")
        verbose_name_plural = _("обещания помощи")
        ordering = ["-id"]
        indexes = [models.Index(fields=["need", "state", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="pledge_is_something"),
            models.CheckConstraint(
                condition=Q(received=None) | Q(received__gt=0, received__lte=F("amount")),
                name="pledge_received_within_promise",
                violation_error_message=_("Получено не больше обещанного."),
            ),
            models.CheckConstraint(
                condition=~Q(state=PledgeState.RECEIVED) | Q(received__isnull=False),
                name="pledge_received_is_counted",
            ),
            models.UniqueConstraint(
                fields=["need", "user"],
                condition=Q(state=PledgeState.PROMISED),
                name="one_open_pledge_to_a_need",
                violation_error_message=_("Вы уже обещали это. Снимите обещание и дайте новое."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need.project}: {self.need.title}"

    def get_absolute_url(self) -> str:
        return reverse("volunteers:pledge", args=[self.pk])

    @property
    def donor(self) -> str:
        """Who gives, for the wall: only of `named()` pledges."""
        return str(self.organisation) if self.organisation else self.user.public_name
