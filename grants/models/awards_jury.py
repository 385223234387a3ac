"""The jury of a season and its reviews of nominations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.awards import AwardSeason
from grants.models.awards_nominations import Nomination
from grants.models.awards_states import NominationState, SeasonState
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case


class JuryState(models.TextChoices):
    ASSIGNED = "assigned", _("Ждёт оценки")
    OPEN = "open", _("Оценивается")
    FINAL = "final", _("Оценка окончательная")
    RECUSED = "recused", _("Самоотвод")


J = JuryState
LIVE = (J.ASSIGNED, J.OPEN, J.FINAL)
JUDGE = "grants.judge_nomination"


class Juror(models.Model):
    """A member of the jury; the list is public, the marks of one member are not."""

    season = models.ForeignKey(
        AwardSeason, verbose_name=_("сезон"), on_delete=models.PROTECT, related_name="jurors"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("учётная запись"),
        on_delete=models.PROTECT,
        related_name="award_jury_seats",
    )
    name = models.CharField(_("имя для состава жюри"), max_length=200)
    post = models.CharField(_("кто это"), max_length=200)
    employer = models.CharField(
        _("место работы"),
        max_length=200,
        blank=True,
        help_text=_("Номинанта с этим названием член жюри не оценивает."),
    )

    class Meta:
        verbose_name = _("член жюри")
        verbose_name_plural = _("жюри")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "user"],
                name="juror_once_in_season",
                violation_error_message=_("Этот человек уже в жюри сезона."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}"

    def has_interest_in(self, nomination: Nomination) -> bool:
        """Nominator, nominee, namesake of the nominee, or its employee."""
        names = {" ".join(name.casefold().split()) for name in (self.name, self.employer) if name}
        same = " ".join(nomination.nominee_name.casefold().split()) in names
        return same or self.user_id in (nomination.nominator_id, nomination.nominee_user_id)


class JuryReviewQuerySet(models.QuerySet):
    def of(self, user) -> "JuryReviewQuerySet":
        """A juror's own, while the nomination still takes part."""
        if not user.is_authenticated:
            return self.none()
        rows = self.filter(juror__user=user, state__in=LIVE)
        return rows.exclude(nomination__state=NominationState.DECLINED).exclude(
            nomination__season__state=SeasonState.CANCELLED
        )

    visible_to = of

    def open_to(self, user) -> "JuryReviewQuerySet":
        """Those whose text and papers the juror reads: after the declaration of no interest."""
        return self.of(user).filter(state__in=(J.OPEN, J.FINAL))

    def unfinished(self) -> "JuryReviewQuerySet":
        rows = self.exclude(nomination__state=NominationState.DECLINED)
        return rows.filter(
            state__in=(J.ASSIGNED, J.OPEN), nomination__season__state=SeasonState.JUDGING
        )


class JuryReview(Case):
    """One juror's marks of one nomination; they stand in `portal.scoring`, by criterion.

    `total`: weighted points of the jury's part of the scale; only a final review has them.
    """

    LIFECYCLE = Lifecycle(
        JuryState,
        J.ASSIGNED,
        Transition("declare", (J.ASSIGNED,), J.OPEN, _("Конфликта интересов нет"), JUDGE,
                   public=False),
        Transition("finish", (J.OPEN,), J.FINAL, _("Оценка окончательная"), public=False),
        Transition("recuse", LIVE, J.RECUSED, _("Взять самоотвод"),
                   "grants.recuse_juror", needs_note=True, public=False),
        Transition("excuse", (J.ASSIGNED, J.OPEN), J.RECUSED, _("Освободить от оценки"),
                   "grants.excuse_juror", needs_note=True, public=False),
    )  # fmt: skip
    STATE_TONES = {J.OPEN: "info", J.FINAL: "good", J.RECUSED: "warning"}

    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, related_name="jury_reviews"
    )
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(_("состояние"), max_length=8, choices=J.choices, default=J.ASSIGNED)
    total = models.DecimalField(
        _("баллов"), max_digits=7, decimal_places=3, null=True, editable=False
    )

    objects = JuryReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("оценка жюри")
        verbose_name_plural = _("оценки жюри")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "juror"], name="jury_review_once"),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(total__isnull=False),
                name="final_jury_review_has_points",
            ),
        ]

    def __str__(self) -> str:
        return str(self.nomination)

    def get_absolute_url(self) -> str:
        return reverse("grants:jury_review", args=[self.pk])
