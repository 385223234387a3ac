"""Two projects become one with everybody's consent: both authors', then each supporter's own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.models.projects import Project
from portal.cases.lifecycle import Lifecycle
from portal.cases.lifecycle import Transition as Move
from portal.cases.models import Case


class MergeState(models.TextChoices):
    OFFERED = "offered", _("Ждёт ответа")
    ACCEPTED = "accepted", _("Объединены, сторонники решают")
    DECLINED = "declined", _("Отклонено")
    CANCELLED = "cancelled", _("Отозвано")
    SETTLED = "settled", _("Завершено")


M = MergeState
ANSWER = "budgeting.answer_merge"
CANCEL = "budgeting.cancel_merge"


class MergeOfferQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MergeOfferQuerySet":
        """The two authors, the supporters who are asked, and officials of budgeting."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm("budgeting.moderate_project"):
            return self
        asked = MergeChoice.objects.filter(user=user).values("offer")
        return self.filter(Q(project__author=user) | Q(target__author=user) | Q(pk__in=asked))

    def settle_due(self, today) -> "MergeOfferQuerySet":
        """Those whose supporters have had their time."""
        return self.filter(state=M.ACCEPTED, choose_until__lt=today)


class MergeOffer(Case):
    """The author of `project` offers to join `target`; accepted, `project` is withdrawn."""

    LIFECYCLE = Lifecycle(
        MergeState,
        M.OFFERED,
        Move("accept", (M.OFFERED,), M.ACCEPTED, _("Согласиться на объединение"), ANSWER),
        Move("decline", (M.OFFERED,), M.DECLINED, _("Отклонить"), ANSWER, needs_note=True),
        Move("cancel", (M.OFFERED,), M.CANCELLED, _("Отозвать предложение"), CANCEL),
        # When the supporters' time is over; no person decides for them.
        Move("settle", (M.ACCEPTED,), M.SETTLED, _("Срок выбора истёк")),
    )
    EVENT_LABELS = {"offer": _("Предложено объединить проекты")}
    STATE_TONES = {M.OFFERED: "warning", M.ACCEPTED: "info", M.SETTLED: "good"}

    project = models.ForeignKey(
        Project, verbose_name=_("проект"), on_delete=models.PROTECT, related_name="merges_out"
    )
    target = models.ForeignKey(
        Project,
        verbose_name=_("в какой проект"),
        on_delete=models.PROTECT,
        related_name="merges_in",
    )
    state = models.CharField(
        _("состояние"),
        max_length=10,
        choices=MergeState.choices,
        default=M.OFFERED,
        editable=False,
    )
    note = models.TextField(_("почему стоит объединить"), max_length=2000, blank=True)
    choose_until = models.DateField(_("сторонники выбирают до"), null=True, blank=True)

    objects = MergeOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("объединение проектов")
        verbose_name_plural = _("объединения проектов")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "choose_until"])]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=(M.OFFERED, M.ACCEPTED, M.SETTLED)),
                name="one_merge_of_a_project",
                violation_error_message=_("Предложение об объединении уже есть."),
            ),
            models.CheckConstraint(
                condition=~Q(project=models.F("target")), name="merge_of_two_projects"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} → {self.target}"

    def get_absolute_url(self) -> str:
        return reverse("budgeting:merge", args=[self.pk])


class MergeChoice(models.Model):
    """A supporter of the merged project: moves with it, stays with its history, or leaves."""

    class Answer(models.TextChoices):
        MOVE = "move", _("поддержать объединённый проект")
        STAY = "stay", _("оставить подпись под прежним проектом")
        LEAVE = "leave", _("снять свою поддержку")

    offer = models.ForeignKey(MergeOffer, on_delete=models.PROTECT, related_name="choices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=5, choices=Answer.choices, blank=True)
    # Whether the person answered; by default the support stays where it was given.
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("выбор сторонника")
        verbose_name_plural = _("выбор сторонников")
        constraints = [models.UniqueConstraint(fields=["offer", "user"], name="merge_choice_once")]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.user_id}"
