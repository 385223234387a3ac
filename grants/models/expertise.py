"""Experts of a contest and their reviews: who scores what, blind, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models.applications import Application
from grants.models.conflicts import conflicting
from grants.models.contests import Contest, ContestState
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case


class ReviewState(models.TextChoices):
    ASSIGNED = "assigned", _("Назначена")
    OPEN = "open", _("Оценивается")
    FINAL = "final", _("Оценка окончательная")
    RECUSED = "recused", _("Самоотвод")
    REMOVED = "removed", _("Снята с эксперта")


R = ReviewState
# A place of an application is taken by these; the other two leave it free.
LIVE = (R.ASSIGNED, R.OPEN, R.FINAL)
REVIEW = "grants.write_review"


class Expert(models.Model):
    """A person in the pool of a contest. The name is nobody's business but the officials'."""

    contest = models.ForeignKey(
        Contest, verbose_name=_("конкурс"), on_delete=models.PROTECT, related_name="experts"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("учётная запись"),
        on_delete=models.PROTECT,
        related_name="grant_expert_seats",
    )
    employer = models.CharField(
        _("место работы"),
        max_length=200,
        blank=True,
        help_text=_("Заявки этой организации эксперт не получит."),
    )
    most = models.PositiveSmallIntegerField(_("заявок не больше"), default=20)
    is_active = models.BooleanField(_("участвует"), default=True)

    class Meta:
        verbose_name = _("эксперт конкурса")
        verbose_name_plural = _("эксперты конкурсов")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "user"],
                name="expert_once_in_contest",
                violation_error_message=_("Этот человек уже эксперт этого конкурса."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class ReviewQuerySet(models.QuerySet):
    def of(self, user) -> "ReviewQuerySet":
        """What an expert may open: an own review of an application he has no interest in.

        A conflict that appeared after the assignment closes the page like an unknown address.
        """
        if not user.is_authenticated:
            return self.none()
        rows = self.filter(expert__user=user, expert__is_active=True, state__in=LIVE)
        rows = rows.exclude(application__contest__state=ContestState.CANCELLED)
        for employer in rows.order_by().values_list("expert__employer", flat=True).distinct():
            unfit = Application.objects.filter(conflicting(user, employer)).values("pk")
            rows = rows.exclude(expert__employer=employer, application__in=unfit)
        return rows

    def visible_to(self, user) -> "ReviewQuerySet":
        """The expert's own; officials who run contests see who has scored, and who not."""
        if user.is_authenticated and user.is_staff and user.has_perm("grants.run_contest"):
            return self
        return self.of(user)

    def live(self) -> "ReviewQuerySet":
        return self.filter(state__in=LIVE)

    def waiting(self) -> "ReviewQuerySet":
        """Not finished while the expertise goes on."""
        unfinished = self.filter(state__in=(R.ASSIGNED, R.OPEN))
        return unfinished.filter(application__contest__state=ContestState.EXPERTISE)

    def overdue(self, today=None) -> "ReviewQuerySet":
        return self.waiting().filter(due__lt=today or timezone.localdate())


class Review(Case):
    """One expert's scoring of one application. Marks stand in `portal.scoring`, by criterion.

    `total` is the weighted sum of a final review, in points of the contest's scale.
    """

    CONFIDENTIAL = True
    LIFECYCLE = Lifecycle(
        ReviewState,
        R.ASSIGNED,
        Transition("declare", (R.ASSIGNED,), R.OPEN, _("Конфликта интересов нет"), REVIEW,
                   public=False),
        Transition("finish", (R.OPEN,), R.FINAL, _("Оценка окончательная"), REVIEW, public=False),
        Transition("recuse", LIVE, R.RECUSED, _("Взять самоотвод"), "grants.recuse_review",
                   needs_note=True, public=False),
        Transition("remove", LIVE, R.REMOVED, _("Снять с эксперта"),
                   "grants.assign_review", needs_note=True, public=False),
    )  # fmt: skip
    STATE_TONES = {R.OPEN: "info", R.FINAL: "good", R.RECUSED: "warning"}
    EVENT_LABELS = {"assigned": _("Назначена эксперту")}

    application = models.ForeignKey(
        Application, verbose_name=_("заявка"), on_delete=models.PROTECT, related_name="reviews"
    )
    expert = models.ForeignKey(
        Expert, verbose_name=_("эксперт"), on_delete=models.PROTECT, related_name="reviews"
    )
    state = models.CharField(
        _("состояние"), max_length=8, choices=ReviewState.choices, default=ReviewState.ASSIGNED
    )
    is_extra = models.BooleanField(_("из-за расхождения оценок"), default=False)
    due = models.DateField(_("оценить до"), null=True, blank=True)
    comment = models.TextField(_("заключение"), max_length=5000, blank=True)
    total = models.DecimalField(
        _("баллов"), max_digits=7, decimal_places=3, null=True, blank=True, editable=False
    )
    final_at = models.DateTimeField(_("окончена"), null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("экспертиза заявки")
        verbose_name_plural = _("экспертизы заявок")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "due"])]
        constraints = [
            models.UniqueConstraint(fields=["application", "expert"], name="review_once"),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(total__isnull=False, final_at__isnull=False),
                name="final_review_has_points",
            ),
        ]

    def __str__(self) -> str:
        """No name of anybody: the number of the application in its contest."""
        return f"№ {self.application.number}"

    def get_absolute_url(self) -> str:
        return reverse("grants:review", args=[self.pk])
