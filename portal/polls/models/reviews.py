"""What officials do about ballots: voiding one by two hands, asking voters by phone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.polls.models.ballots import Ballot
from portal.polls.models.polls import Poll

USER = settings.AUTH_USER_MODEL


class VoidingState(models.TextChoices):
    PROPOSED = "proposed", _("Предложено, ждёт второго сотрудника")
    CONFIRMED = "confirmed", _("Бюллетень аннулирован")
    REJECTED = "rejected", _("Отклонено")


class VoidReason(models.TextChoices):
    NOT_ENTITLED = "not_entitled", _("у голосовавшего не было права голоса")
    FALSE_IDENTITY = "false_identity", _("личность подтверждена по чужим данным")
    NOT_BY_VOTER = "not_by_voter", _("голосовал не владелец учётной записи")
    COURT = "court", _("решение суда")


class VoidingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "VoidingQuerySet":
        """Officials who void ballots; what everybody sees is the number of voids by reason."""
        return self if user.is_staff and user.has_perm("polls.void_ballot") else self.none()


class Voiding(Case):
    """A proposal to void one ballot: one official proposes, another one decides.

    `ballot` is empty once the ballot is void or the poll anonymised; `receipt` stays.
    """

    LIFECYCLE = Lifecycle(
        VoidingState,
        VoidingState.PROPOSED,
        Transition(
            "confirm",
            (VoidingState.PROPOSED,),
            VoidingState.CONFIRMED,
            _("Аннулировать бюллетень"),
            "polls.confirm_voiding",
            needs_note=True,
            public=False,
        ),
        Transition(
            "reject",
            (VoidingState.PROPOSED,),
            VoidingState.REJECTED,
            _("Отклонить"),
            "polls.reject_voiding",
            needs_note=True,
            public=False,
        ),
    )
    EVENT_LABELS = {"proposed": _("Предложено аннулировать")}

    state = models.CharField(
        _("состояние"), max_length=10, choices=VoidingState.choices, default=VoidingState.PROPOSED
    )
    poll = models.ForeignKey(
        Poll, verbose_name=_("голосование"), on_delete=models.PROTECT, related_name="voidings"
    )
    ballot = models.ForeignKey(
        Ballot, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    receipt = models.CharField(_("квитанция"), max_length=64)
    reason = models.CharField(_("основание"), max_length=20, choices=VoidReason.choices)
    proposed_by = models.ForeignKey(
        USER, verbose_name=_("предложил"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = VoidingQuerySet.as_manager()

    class Meta:
        verbose_name = _("аннулирование бюллетеня")
        verbose_name_plural = _("аннулирование бюллетеней")
        ordering = ["-id"]
        permissions = [("void_ballot", _("Предлагать и подтверждать аннулирование бюллетеней"))]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot"],
                condition=Q(state=VoidingState.PROPOSED),
                name="voiding_proposed_once",
            )
        ]

    def __str__(self) -> str:
        return self.receipt[:12]

    def get_absolute_url(self) -> str:
        return reverse("admin:polls_voiding_change", args=[self.pk])


class PhoneAudit(models.Model):
    """A draw of voters whom the commission asks whether they voted; never how.

    `list_digest` is that of all voter marks, sorted, published before the seed is known. `marks`
    is empty before the draw and again after the poll is anonymised.
    """

    poll = models.ForeignKey(
        Poll, verbose_name=_("голосование"), on_delete=models.PROTECT, related_name="audits"
    )
    size = models.PositiveIntegerField(_("сколько человек опросить"))
    seed_source = models.CharField(
        _("откуда возьмётся случайное число"),
        max_length=300,
        help_text=_("Событие в будущем, на которое портал не влияет: тираж, курс валюты."),
    )
    list_digest = models.CharField(_("отпечаток списка"), max_length=64, editable=False)
    seed = models.CharField(_("случайное число"), max_length=200, blank=True)
    marks = models.JSONField(default=list, editable=False)
    announced_by = models.ForeignKey(
        USER, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    announced_at = models.DateTimeField(_("объявлена"), auto_now_add=True)
    held_at = models.DateTimeField(_("проведена"), null=True, editable=False)

    class Meta:
        verbose_name = _("телефонная проверка")
        verbose_name_plural = _("телефонные проверки")
        ordering = ["-id"]
        permissions = [("audit_voters", _("Проводить телефонную проверку голосовавших"))]

    def __str__(self) -> str:
        return f"{self.poll}: {self.size}"
