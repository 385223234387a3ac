"""Money under an agreement: an append-only ledger, and what waits for a second official."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.agreements import MANAGE, Agreement, Instalment
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.pages.templatetags.money import roubles


class EntryKind(models.TextChoices):
    PAYMENT = "payment", _("Перечислено")
    RETURN = "return", _("Возвращено")


class PaymentKind(models.TextChoices):
    PAYMENT = "payment", _("перечислить получателю")
    RETURN = "return", _("записать возврат от получателя")
    REVERSAL = "reversal", _("исправить ошибочную запись (сторно)")


class PaymentState(models.TextChoices):
    PREPARED = "prepared", _("Ждёт утверждения")
    APPROVED = "approved", _("Утверждена")
    DECLINED = "declined", _("Отклонена")


def official(name, **more) -> models.ForeignKey:
    given = {"verbose_name": name, "on_delete": models.PROTECT, "related_name": "+"}
    return models.ForeignKey(settings.AUTH_USER_MODEL, **given, **more)


class Document(models.Model):
    """The paper of a bank behind a row."""

    document_number = models.CharField(_("номер платёжного документа"), max_length=60)
    document_date = models.DateField(_("дата документа"))
    reason = models.CharField(_("причина исправления"), max_length=300, blank=True)
    demand = models.ForeignKey(
        "grants.Demand",
        verbose_name=_("по какому требованию возврат"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True


class Entry(Document):
    """One row of the ledger: written once; corrected only by a row that reverses it whole."""

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("соглашение"), on_delete=models.PROTECT, related_name="entries"
    )
    kind = models.CharField(_("что произошло"), max_length=7, choices=EntryKind.choices)
    amount = models.DecimalField(_("сумма"), max_digits=14, decimal_places=2)
    instalment = models.ForeignKey(
        Instalment,
        verbose_name=_("часть выплаты"),
        null=True,
        on_delete=models.PROTECT,
        related_name="entries",
    )
    reverses = models.OneToOneField(
        "self",
        verbose_name=_("исправляет запись"),
        null=True,
        on_delete=models.PROTECT,
        related_name="reversal",
    )
    prepared_by = official(_("подготовил"))
    approved_by = official(_("утвердил"))
    created_at = models.DateTimeField(_("внесено"), auto_now_add=True)

    class Meta:
        verbose_name = _("запись о деньгах гранта")
        verbose_name_plural = _("записи о деньгах гранта")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0)
                | (Q(reverses__isnull=False, amount__lt=0) & ~Q(reason="")),
                name="grant_entry_adds_or_reverses_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(prepared_by=F("approved_by")), name="grant_entry_by_two_officials"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.document_date:%d.%m.%Y}: {roubles(self.amount)}"


class PaymentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PaymentQuerySet":
        is_official = user.is_authenticated and user.is_staff
        return self if is_official and user.has_perm(MANAGE) else self.none()

    def waiting(self) -> "PaymentQuerySet":
        return self.filter(state=PaymentState.PREPARED)


class Payment(Case, Document):
    """Money that moves, or a correction: one official prepares it, another approves it."""

    LIFECYCLE = Lifecycle(
        PaymentState,
        PaymentState.PREPARED,
        Transition("approve", (PaymentState.PREPARED,), PaymentState.APPROVED, _("Утвердить"),
                   "grants.approve_payment", public=False),
        Transition("decline", (PaymentState.PREPARED,), PaymentState.DECLINED, _("Отклонить"),
                   "grants.decline_payment", needs_note=True, public=False),
    )  # fmt: skip
    STATE_TONES = {"prepared": "warning", "approved": "good", "declined": "bad"}
    EVENT_LABELS = {"prepared": _("Подготовлена")}

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("соглашение"), on_delete=models.PROTECT, related_name="payments"
    )
    state = models.CharField(
        _("состояние"),
        max_length=8,
        choices=PaymentState.choices,
        default=PaymentState.PREPARED,
        editable=False,
    )
    kind = models.CharField(_("операция"), max_length=8, choices=PaymentKind.choices)
    amount = models.DecimalField(_("сумма"), max_digits=14, decimal_places=2)
    instalment = models.ForeignKey(
        Instalment,
        verbose_name=_("часть выплаты"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payments",
    )
    target = models.ForeignKey(
        Entry,
        verbose_name=_("какая запись исправляется"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # The same key twice is the same payment: a second click adds nothing.
    key = models.CharField(max_length=60, unique=True, editable=False)
    entry = models.OneToOneField(
        Entry,
        verbose_name=_("запись"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="payment",
    )
    prepared_by = official(_("подготовил"))

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("операция по гранту")
        verbose_name_plural = _("операции по грантам")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_payment_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {roubles(self.amount)}"

    def get_absolute_url(self) -> str:
        return reverse("grants:agreement", args=[self.agreement_id])
