"""A fact of the social order that waits for a second official."""

from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.ledger import PaymentState, official
from grants.models.social_entries import FactOf, Facts, SocialEntry
from grants.models.social_executors import SocialExecutor
from grants.models.social_orders import MANAGE_ORDERS, SocialOrder
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.pages.templatetags.money import roubles

W = PaymentState.PREPARED
KINDS = [*FactOf.choices, ("reversal", _("исправить ошибочную запись (сторно)"))]


class SocialFactQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SocialFactQuerySet":
        manages = user.is_authenticated and user.is_staff and user.has_perm(MANAGE_ORDERS)
        return self if manages else self.none()

    def waiting(self) -> "SocialFactQuerySet":
        return self.filter(state=W)

    def waiting_sums(self, kind: str) -> tuple:
        """Volume and roubles that wait; nothing else may take them."""
        sums = self.waiting().filter(kind=kind).order_by().aggregate(
            volume=Sum("volume", default=0), amount=Sum("amount", default=0)
        )  # fmt: skip
        return sums["volume"], sums["amount"]


class SocialFact(Case, Facts):
    """One official enters it, another confirms it; then it stands in the ledger."""

    LIFECYCLE = Lifecycle(
        PaymentState,
        W,
        Transition("approve", (W,), PaymentState.APPROVED, _("Подтвердить"),
                   "grants.approve_social_fact", public=False),
        Transition("decline", (W,), PaymentState.DECLINED, _("Отклонить"),
                   "grants.decline_social_fact", needs_note=True, public=False),
    )  # fmt: skip
    STATE_TONES = {"prepared": "warning", "approved": "good", "declined": "bad"}
    EVENT_LABELS = {"prepared": _("Внесён")}

    order = models.ForeignKey(
        SocialOrder, verbose_name=_("услуга"), on_delete=models.PROTECT, related_name="facts"
    )
    executor = models.ForeignKey(
        SocialExecutor, verbose_name=_("исполнитель"), on_delete=models.PROTECT,
        related_name="facts",
    )  # fmt: skip
    state = models.CharField(
        _("состояние"), max_length=8, choices=PaymentState.choices, default=W, editable=False
    )
    kind = models.CharField(_("что произошло"), max_length=9, choices=KINDS)
    target = models.ForeignKey(
        SocialEntry, verbose_name=_("какая запись исправляется"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    # The same key twice is the same fact: a second click adds nothing.
    key = models.CharField(max_length=60, unique=True, editable=False)
    prepared_by = official(_("внёс"))

    objects = SocialFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("факт на подтверждение")
        verbose_name_plural = _("социальный заказ: факты на подтверждение")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, volume__gt=0), name="social_fact_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {roubles(self.amount)}"

    def get_absolute_url(self) -> str:
        return reverse("admin:grants_socialfact_change", args=[self.pk])
