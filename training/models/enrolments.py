"""A place of a person in a session, or the wish for one; the protocol of a selection."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from training.models.sessions import Session
from training.models.states import ENROLMENT_LIFECYCLE, HOLDING, OVER, QUEUED, EnrolmentState


class EnrolmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EnrolmentQuerySet":
        """The person, who runs the session, and the department that sent the person."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm("training.run_session"):
            return self
        heads = user.memberships.filter(role__in=("head", "editor")).values("organisation")
        return self.filter(
            Q(user=user)
            | Q(session__organiser=user)
            | Q(department__in=heads, enrolled_by__isnull=False)
        )

    def of(self, user) -> "EnrolmentQuerySet":
        return self.filter(user=user)

    def live(self) -> "EnrolmentQuerySet":
        return self.exclude(state__in=OVER)

    def holding(self) -> "EnrolmentQuerySet":
        return self.filter(state__in=HOLDING)

    def queue(self) -> "EnrolmentQuerySet":
        """Who is next: by the place in the selection, then by the moment."""
        return self.filter(state__in=QUEUED).order_by("rank", "queued_at", "id")

    def waiting(self) -> "EnrolmentQuerySet":
        """What waits for an official: the training is over and nobody said how it ended."""
        return self.filter(
            state=EnrolmentState.ENROLLED,
            session__state__in=("published", "selected"),
            session__ends_at__lte=timezone.now(),
        )

    def handled_by(self, user) -> "EnrolmentQuerySet":
        return self.filter(session__organiser=user)

    def to_confirm(self) -> "EnrolmentQuerySet":
        return self.filter(state=EnrolmentState.ADMITTED)

    def unconfirmed(self) -> "EnrolmentQuerySet":
        return self.to_confirm().filter(confirm_by__lte=timezone.now())


class Enrolment(Case):
    """`number` is how experts of a blind selection know it; `rank` its place in the protocol."""

    LIFECYCLE = ENROLMENT_LIFECYCLE
    STATE_TONES = {
        EnrolmentState.ADMITTED: "warning",
        EnrolmentState.ENROLLED: "good",
        EnrolmentState.COMPLETED: "good",
        EnrolmentState.REFUSED: "bad",
        EnrolmentState.EXPIRED: "bad",
        EnrolmentState.FAILED: "bad",
    }

    state = models.CharField(
        _("состояние"),
        max_length=9,
        choices=EnrolmentState.choices,
        default=EnrolmentState.APPLIED,
    )
    session = models.ForeignKey(
        Session, verbose_name=_("набор"), on_delete=models.PROTECT, related_name="enrolments"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто учится"),
        on_delete=models.PROTECT,
        related_name="enrolments",
    )
    department = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("подразделение"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто записал"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    number = models.PositiveIntegerField(_("номер заявки"))
    text = models.TextField(_("зачем вам это обучение"), max_length=4000, blank=True)
    rank = models.PositiveIntegerField(_("место в отборе"), null=True, blank=True)
    queued_at = models.DateTimeField(_("в очереди с"), null=True, blank=True)
    # What completion left: kept by portal.portfolio, which prints, checks and revokes it.
    certificate = models.OneToOneField(
        "portfolio.Certificate",
        verbose_name=_("свидетельство"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    participation = models.OneToOneField(
        "portfolio.Participation",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # That it was given, never which one: answers of the survey know no person.
    gave_feedback = models.BooleanField(_("ответил на вопросы о курсе"), default=False)
    confirm_by = models.DateTimeField(_("подтвердить до"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("запись на обучение")
        verbose_name_plural = _("записи на обучение")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["session", "state"]),
            models.Index(fields=["user", "-id"]),
            models.Index(
                fields=["confirm_by"],
                condition=Q(state=EnrolmentState.ADMITTED),
                name="enrolment_to_confirm",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "user"],
                condition=~Q(state__in=OVER),
                name="one_live_enrolment",
                violation_error_message=_("Человек уже записан на это обучение."),
            ),
            models.UniqueConstraint(
                fields=["session", "number"], name="enrolment_number_once_in_session"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} · № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("training:enrolment", args=[self.pk])


class Selection(models.Model):
    """Who was admitted and why, as data anybody can redo; append-only."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="selection")
    ranking = models.ForeignKey("scoring.Ranking", on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(_("протокол"))
    digest = models.CharField(_("отпечаток"), max_length=64)
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)

    class Meta:
        verbose_name = _("протокол отбора")
        verbose_name_plural = _("протоколы отбора")

    def __str__(self) -> str:
        return f"{self.session}"
