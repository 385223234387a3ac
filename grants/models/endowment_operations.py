"""Money of a fund that waits for a second official."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.endowment import MANAGE, EndowmentEntry, EndowmentFund, EntryOf, Facts
from grants.models.ledger import PaymentState, official
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.pages.templatetags.money import roubles

W = PaymentState.PREPARED
KINDS = [*EntryOf.choices, ("reversal", _("исправить ошибочную запись (сторно)"))]


class OperationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OperationQuerySet":
        manages = user.is_authenticated and user.is_staff and user.has_perm(MANAGE)
        return self if manages else self.none()

    def waiting(self) -> "OperationQuerySet":
        return self.filter(state=W)


class EndowmentOperation(Case, Facts):
    """One official prepares it, another approves it; then it stands in the ledger."""

    LIFECYCLE = Lifecycle(
        PaymentState,
        W,
        Transition("approve", (W,), PaymentState.APPROVED, _("Утвердить"),
                   "grants.approve_endowment", public=False),
        Transition("decline", (W,), PaymentState.DECLINED, _("Отклонить"),
                   "grants.decline_endowment", needs_note=True, public=False),
    )  # fmt: skip
    STATE_TONES = {"prepared": "warning", "approved": "good", "declined": "bad"}
    EVENT_LABELS = {"prepared": _("Подготовлена")}

    fund = models.ForeignKey(
        EndowmentFund, verbose_name=_("фонд"), on_delete=models.PROTECT, related_name="operations"
    )
    state = models.CharField(
        _("состояние"), max_length=8, choices=PaymentState.choices, default=W, editable=False
    )
    kind = models.CharField(_("операция"), max_length=8, choices=KINDS)
    target = models.ForeignKey(
        EndowmentEntry,
        verbose_name=_("какая запись исправляется"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # The same key twice is the same operation: a second click adds nothing.
    key = models.CharField(max_length=60, unique=True, editable=False)
    prepared_by = official(_("подготовил"))

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("операция целевого капитала")
        verbose_name_plural = _("операции целевого капитала")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="endowment_operation_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {roubles(self.amount)}"

    def get_absolute_url(self) -> str:
        return reverse("admin:grants_endowmentoperation_change", args=[self.pk])
