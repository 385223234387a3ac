"""A nomination: whom somebody puts forward. Nothing of the nominee is public before consent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.awards import AwardCategory, AwardSeason
from grants.models.awards_states import (
    EDITABLE,
    ERASED,
    NOMINATION,
    NOMINATION_TONES,
    PUBLIC,
    NominationState,
    SeasonState,
)
from portal.cases.models import Case

N = NominationState
BEFORE_CONSENT = (N.DRAFT, N.CONSENT)
PROCESS = "grants.process_nomination"


class NomineeKind(models.TextChoices):
    PERSON = "person", _("человек")
    ORGANISATION = "organisation", _("организация")


class NominationQuerySet(models.QuerySet):
    def public(self) -> "NominationQuerySet":
        return self.filter(state__in=PUBLIC).exclude(season__state=SeasonState.CANCELLED)

    def visible_to(self, user) -> "NominationQuerySet":
        """Admitted ones; before that the nominator, the nominee once asked, officials once agreed.

        A draft or a refused nomination is nobody's but its author's, and holds no nominee any more.
        """
        shown = Q(state__in=PUBLIC) & ~Q(season__state=SeasonState.CANCELLED)
        if not user.is_authenticated:
            return self.filter(shown)
        shown |= Q(nominator=user) | (Q(nominee_user=user) & ~Q(state=N.DRAFT))
        if user.is_staff and user.has_perm(PROCESS):
            shown |= ~Q(state__in=BEFORE_CONSENT)
        return self.filter(shown)

    def waiting(self) -> "NominationQuerySet":
        return self.filter(state=N.CHECK)

    def overdue(self, today) -> "NominationQuerySet":
        return self.waiting().filter(season__check_until__date__lt=today)

    def laureates(self) -> "NominationQuerySet":
        return self.public().filter(state=N.LAUREATE)


class Nomination(Case):
    """A person or an organisation put forward in one category of a season.

    `nominee_key` is a keyed digest of the address: it outlives a refusal, so that nobody is asked
    again in the same category. The text may be changed until it is sent; consent is given to it.
    """

    LIFECYCLE = NOMINATION
    STATE_TONES = NOMINATION_TONES

    season = models.ForeignKey(
        AwardSeason, verbose_name=_("сезон"), on_delete=models.PROTECT, related_name="nominations"
    )
    category = models.ForeignKey(
        AwardCategory,
        verbose_name=_("номинация"),
        on_delete=models.PROTECT,
        related_name="nominations",
    )
    number = models.PositiveIntegerField(_("№"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("состояние"), max_length=12, choices=NominationState.choices, default=N.DRAFT
    )
    nominator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто выдвинул"),
        on_delete=models.PROTECT,
        related_name="award_nominations",
    )
    nominee_kind = models.CharField(
        _("кого вы выдвигаете"),
        max_length=12,
        choices=NomineeKind.choices,
        default=NomineeKind.PERSON,
    )
    nominee_name = models.CharField(
        _("имя человека или название организации"), max_length=200, blank=True
    )
    nominee_email = models.EmailField(_("почта номинанта"), blank=True)
    nominee_key = models.CharField(max_length=64, blank=True, editable=False)
    nominee_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("номинант на портале"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="award_honours",
    )
    text = models.TextField(_("за что"), max_length=5000, blank=True)
    sent_at = models.DateTimeField(_("отправлено номинанту"), null=True, editable=False)
    consented_at = models.DateTimeField(_("согласие получено"), null=True, editable=False)
    votes = models.PositiveIntegerField(_("голосов"), null=True, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("выдвижение на награду")
        verbose_name_plural = _("выдвижения на награды")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["season", "state", "-id"]),
            models.Index(fields=["category", "state", "number"]),
            models.Index(fields=["nominator", "-id"]),
            models.Index(fields=["nominee_user", "-id"]),
            models.Index(fields=["state", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["season", "number"], name="nomination_number_once"),
            models.UniqueConstraint(
                fields=["category", "nominee_key"],
                condition=~Q(nominee_key="") & ~Q(state__in=[N.EXPIRED, N.WITHDRAWN]),
                name="nominee_once_in_category",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC) | Q(consented_at__isnull=False, number__gte=1),
                name="nomination_public_after_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ERASED) | Q(nominee_name="", nominee_email="", text=""),
                name="refused_nomination_keeps_nothing",
            ),
        ]

    def __str__(self) -> str:
        """No name of anybody: it stands in letters, which outlive a refusal."""
        return f"№ {self.number}" if self.number else f"{self.category}"

    def get_absolute_url(self) -> str:
        return reverse("grants:nomination", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    def private_files_may_be_seen_by(self, user) -> bool:
        """Papers are for the official who checks, the nominee, and jurors who judge this one."""
        if user.is_staff and user.has_perm(PROCESS):
            return True
        return user.pk == self.nominee_user_id or self.jury_reviews.open_to(user).exists()

    def files_may_be_changed_by(self, user) -> bool:
        return user.pk == self.nominator_id and self.state in EDITABLE
