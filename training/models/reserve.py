"""Applications to the personnel reserve, read by a commission alone; plans of who is in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from training.models.campaigns import Campaign, ReserveDocumentKind
from training.models.reserve_states import (
    IN_RESERVE,
    RESERVE_LIFECYCLE,
    ReserveState,
)


class Ground(models.TextChoices):
    """Why somebody leaves the reserve before the term."""

    OWN = "own", _("по собственному желанию")
    REQUIREMENTS = "requirements", _("не отвечает требованиям")
    PLAN = "plan", _("не выполняет индивидуальный план")
    REFUSED_POST = "post", _("отказался от предложенной должности")
    DISCIPLINE = "discipline", _("дисциплинарное взыскание или нарушение кодекса этики")
    FALSE_PAPERS = "papers", _("недостоверные документы")


class ReserveApplicationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReserveApplicationQuerySet":
        """The person and the commission of the campaign; no administrator besides."""
        if not user.is_authenticated:
            return self.none()
        judged = user.reserve_commissions.values("pk")
        return self.filter(Q(user=user) | (Q(campaign__in=judged) & ~Q(state=ReserveState.DRAFT)))

    def in_reserve(self) -> "ReserveApplicationQuerySet":
        return self.filter(state__in=IN_RESERVE)

    def shown_to_all(self) -> "ReserveApplicationQuerySet":
        """Whose name the public list prints: two consents, this one and that of the profile."""
        return self.in_reserve().filter(
            list_consent=True, user__name_is_public=True, user__erased_at=None
        )

    def term_over(self) -> "ReserveApplicationQuerySet":
        return self.in_reserve().filter(term_until__lt=timezone.localdate())

    def return_over(self) -> "ReserveApplicationQuerySet":
        return self.filter(state=ReserveState.RETURNED, return_until__lte=timezone.now())


class ReserveApplication(Case):
    """The files of an application open by the same predicate as the application."""

    LIFECYCLE = RESERVE_LIFECYCLE
    CONFIDENTIAL = True  # no list of files shows what was attached
    EVENT_LABELS = {"consent": _("Изменилось согласие показывать имя")}
    STATE_TONES = {
        ReserveState.RETURNED: "warning",
        ReserveState.INCLUDED: "good",
        ReserveState.TRAINING: "good",
        ReserveState.APPOINTED: "good",
        ReserveState.REFUSED: "bad",
        ReserveState.EXCLUDED: "bad",
    }

    state = models.CharField(
        _("состояние"), max_length=9, choices=ReserveState.choices, default=ReserveState.DRAFT
    )
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("отбор"), on_delete=models.PROTECT, related_name="applications"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто"),
        on_delete=models.PROTECT,
        related_name="reserve_applications",
    )
    number = models.PositiveIntegerField(_("номер"), null=True, blank=True)
    education = models.TextField(_("образование"), max_length=3000, blank=True)
    experience = models.TextField(_("опыт работы и общественных дел"), max_length=5000, blank=True)
    motivation = models.TextField(_("почему вы идёте в резерв"), max_length=5000, blank=True)
    list_consent = models.BooleanField(
        _("согласен, чтобы моё имя было в открытом списке резерва"), default=False
    )
    submitted_at = models.DateTimeField(_("подано"), null=True, blank=True)
    return_until = models.DateTimeField(_("исправить до"), null=True, blank=True)
    term_until = models.DateField(_("в резерве до"), null=True, blank=True)
    ground = models.CharField(
        _("основание исключения"), max_length=12, choices=Ground.choices, blank=True
    )

    objects = ReserveApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("заявление в резерв")
        verbose_name_plural = _("заявления в резерв")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["campaign", "state"]),
            models.Index(
                fields=["term_until"],
                condition=Q(state__in=IN_RESERVE),
                name="reserve_in_force",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "user"],
                condition=~Q(state=ReserveState.WITHDRAWN),
                name="one_reserve_application",
                violation_error_message=_("Заявление в этот отбор уже есть."),
            ),
            models.UniqueConstraint(
                fields=["campaign", "number"], name="reserve_number_once_in_campaign"
            ),
        ]

    def __str__(self) -> str:
        number = f" № {self.number}" if self.number else ""
        return f"{self.campaign.title}{number}"

    def get_absolute_url(self) -> str:
        return reverse("training:reserve_application", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.state in (ReserveState.DRAFT, ReserveState.RETURNED)

    def files_may_be_changed_by(self, user) -> bool:
        return self.user_id == user.pk and self.is_editable


class ReserveDocument(models.Model):
    application = models.ForeignKey(
        ReserveApplication, on_delete=models.CASCADE, related_name="documents"
    )
    kind = models.ForeignKey(
        ReserveDocumentKind, null=True, on_delete=models.PROTECT, related_name="+"
    )
    attachment = models.OneToOneField(
        "files.Attachment", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("документ в заявлении")
        verbose_name_plural = _("документы в заявлениях")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.kind or _("Другой документ"))


class PlanItem(models.Model):
    """One line of the individual plan of somebody in the reserve."""

    application = models.ForeignKey(
        ReserveApplication, on_delete=models.CASCADE, related_name="plan"
    )
    text = models.CharField(_("что сделать"), max_length=300)
    due_on = models.DateField(_("до какого дня"))
    done_on = models.DateField(_("сделано"), null=True, blank=True)

    class Meta:
        verbose_name = _("пункт индивидуального плана")
        verbose_name_plural = _("индивидуальный план")
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text
