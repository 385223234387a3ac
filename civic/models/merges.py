"""Merging two ideas with the consent of both authors and of every supporter for oneself."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from civic.models.ideas import Idea
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case


class MergeState(models.TextChoices):
    PROPOSED = "proposed", _("Ждёт согласия авторов")
    CHOOSING = "choosing", _("Поддержавшие выбирают")
    DONE = "done", _("Объединено")
    REFUSED = "refused", _("Не состоялось")


S = MergeState


class IdeaMergeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "IdeaMergeQuerySet":
        """Whoever sees both ideas sees the proposal to merge them."""
        seen = Idea.objects.visible_to(user).values("pk")
        return self.filter(source__in=seen, target__in=seen)

    def due(self, moment) -> "IdeaMergeQuerySet":
        """Those whose time to choose is over."""
        return self.filter(state=S.CHOOSING, choose_until__lt=moment)

    def open(self) -> "IdeaMergeQuerySet":
        return self.filter(state__in=(S.PROPOSED, S.CHOOSING))


class IdeaMerge(Case):
    """`source` joins `target`. Nobody's support moves unless that person says so."""

    LIFECYCLE = Lifecycle(
        MergeState,
        S.PROPOSED,
        # Both consents are given by `agree`; the second of them starts the choosing.
        Transition("begin", (S.PROPOSED,), S.CHOOSING, _("Авторы согласны")),
        Transition(
            "refuse",
            (S.PROPOSED, S.CHOOSING),
            S.REFUSED,
            _("Отказаться от объединения"),
            "civic.refuse_merge",
        ),
        Transition("finish", (S.CHOOSING,), S.DONE, _("Идеи объединены")),
        Transition("lapse", (S.PROPOSED, S.CHOOSING), S.REFUSED, _("Объединение не состоялось")),
    )

    source = models.ForeignKey(
        Idea, verbose_name=_("присоединяется"), on_delete=models.PROTECT, related_name="merges_away"
    )
    target = models.ForeignKey(
        Idea, verbose_name=_("остаётся"), on_delete=models.PROTECT, related_name="merges_in"
    )
    state = models.CharField(
        _("состояние"),
        max_length=10,
        choices=MergeState.choices,
        default=MergeState.PROPOSED,
        editable=False,
    )
    reason = models.CharField(_("почему они похожи"), max_length=1000)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    source_agreed_at = models.DateTimeField(_("согласен автор первой"), null=True, blank=True)
    target_agreed_at = models.DateTimeField(_("согласен автор второй"), null=True, blank=True)
    choose_until = models.DateTimeField(_("выбрать до"), null=True, blank=True)

    objects = IdeaMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("объединение идей")
        verbose_name_plural = _("объединения идей")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(state__in=["proposed", "choosing"]),
                name="one_open_merge_per_idea",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="merge_of_two_ideas"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    def get_absolute_url(self) -> str:
        return reverse("civic:merge", args=[self.pk])


class MergeChoice(models.Model):
    """What one supporter of the source wants: to move, to stay, to leave. Silence is to stay."""

    class Choice(models.TextChoices):
        MOVE = "move", _("Перенести мою поддержку на общую идею")
        STAY = "stay", _("Оставить у этой идеи")
        LEAVE = "leave", _("Снять мою поддержку")

    merge = models.ForeignKey(IdeaMerge, on_delete=models.CASCADE, related_name="choices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("выбор"), max_length=5, choices=Choice.choices)
    created_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("выбор поддержавшего")
        verbose_name_plural = _("выборы поддержавших")
        constraints = [
            models.UniqueConstraint(fields=["merge", "user"], name="one_choice_per_merge"),
        ]

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.user_id}"
