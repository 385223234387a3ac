"""Hours of a volunteer as rows that are added and never changed."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext_lazy as _

from volunteers.models.memberships import Membership
from volunteers.models.signups import Signup

LONG_WEEK = 40  # hours beside work and sleep that an official looks at


class HourKind(models.TextChoices):
    PLANNED = "planned", _("запланировано")
    ACTUAL = "actual", _("подтверждено")
    ADJUSTMENT = "adjustment", _("исправлено")
    REVERSAL = "reversal", _("снято")


class HourRowQuerySet(models.QuerySet):
    def counted(self) -> "HourRowQuerySet":
        """What a person really did: a plan is not a deed."""
        return self.exclude(kind=HourKind.PLANNED)

    def in_group(self, group) -> "HourRowQuerySet":
        return self.filter(signup__shift__group=group)

    def total(self) -> Decimal:
        return self.counted().aggregate(sum=Sum("hours"))["sum"] or Decimal(0)

    def of_long_weeks(self, since, more_than: int = LONG_WEEK):
        """Sums of a person in one week above `more_than` hours, the newest first, as dicts."""
        week = self.filter(signup__shift__starts_at__gt=since).order_by()
        week = week.annotate(week=TruncWeek("signup__shift__starts_at"))
        who = ("user", "user__last_name", "user__first_name", "user__email")
        sums = week.values("week", *who).annotate(sum=Sum("hours"))
        return sums.filter(sum__gt=more_than).order_by("-week", "user")

    def visible_to(self, user) -> "HourRowQuerySet":
        return self.filter(signup__in=Signup.objects.visible_to(user).values("pk"))


class HourRow(models.Model):
    """`hours` has a sign: an adjustment adds or takes, a reversal takes all there was.

    `participation` is the row of the portfolio that stands for the sum after this one.
    """

    signup = models.ForeignKey(
        Signup, verbose_name=_("запись на смену"), on_delete=models.PROTECT, related_name="hours"
    )
    # Repeats signup.user, so that the database itself refuses hours confirmed by oneself.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто помогал"),
        on_delete=models.PROTECT,
        related_name="volunteer_hours",
    )
    kind = models.CharField(_("вид"), max_length=10, choices=HourKind.choices)
    hours = models.DecimalField(_("часов"), max_digits=5, decimal_places=2)
    starts_at = models.DateTimeField(_("с"), null=True, blank=True)
    ends_at = models.DateTimeField(_("до"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто подтвердил"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField(_("пояснение"), max_length=500, blank=True)
    participation = models.OneToOneField(
        "portfolio.Participation",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("внесено"), auto_now_add=True)

    objects = HourRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("часы добровольца")
        verbose_name_plural = _("часы добровольцев")
        ordering = ["id"]
        indexes = [models.Index(fields=["user", "kind", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=HourKind.PLANNED)
                | (Q(author__isnull=False) & ~Q(author=F("user"))),
                name="hours_confirmed_by_another",
                violation_error_message=_("Свои часы подтверждает другой человек."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=HourKind.ACTUAL)
                | Q(hours__gt=0, hours__lte=24, ends_at__gt=F("starts_at")),
                name="actual_hours_sane",
                violation_error_message=_("Часов — больше нуля и не больше суток."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["signup"], condition=Q(kind=kind), name=f"{kind.value}_hours_once"
                )
                for kind in (HourKind.PLANNED, HourKind.ACTUAL, HourKind.REVERSAL)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.hours}"


class Thanks(models.Model):
    """A certificate of the hours in one group; the portfolio prints, checks and revokes it."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="thanks")
    certificate = models.OneToOneField(
        "portfolio.Certificate", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("справка о часах добровольца")
        verbose_name_plural = _("справки о часах добровольцев")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.certificate)
