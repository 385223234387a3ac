"""Co-financing of a project by source: an append-only ledger, its balances, what waits for a
second official. Money in roubles to the kopeck.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.models.projects import Participation, Project
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case

Source = Participation.Source
# Initiative payments (131-ФЗ, art. 56.1): what is left of them goes back to those who paid.
RETURNABLE = (Source.RESIDENTS, Source.SPONSORS)


class EntryKind(models.TextChoices):
    """The way of every rouble (BRIEF §1.6)."""

    PLEDGED = "pledged", _("Заявлено")
    AGREED = "agreed", _("Закреплено соглашением")
    PAID = "paid", _("Поступило")
    USED = "used", _("Использовано")
    REFUNDED = "refunded", _("Возвращено")


class PayerKind(models.TextChoices):
    PERSON = "person", _("гражданин")
    ORGANISATION = "organisation", _("организация или предприниматель")
    BUDGET = "budget", _("бюджет")


class Payment(models.Model):
    """What an entry and a request for one have in common."""

    source = models.CharField(_("источник"), max_length=10, choices=Source.choices)
    amount = models.DecimalField(_("сумма"), max_digits=14, decimal_places=2)
    payer = models.CharField(_("плательщик или получатель"), max_length=200, blank=True)
    payer_kind = models.CharField(
        _("кто платит"), max_length=12, choices=PayerKind.choices, default=PayerKind.BUDGET
    )
    payer_agrees = models.BooleanField(_("организация согласна, чтобы её назвали"), default=False)
    document_number = models.CharField(_("номер документа"), max_length=60, blank=True)
    document_date = models.DateField(_("дата документа"), null=True, blank=True)
    purpose = models.CharField(_("назначение"), max_length=300, blank=True)

    class Meta:
        abstract = True


class LedgerEntry(Payment):
    """One row of the ledger: written once; corrected only by a row that reverses it whole."""

    project = models.ForeignKey(
        Project, verbose_name=_("проект"), on_delete=models.PROTECT, related_name="ledger"
    )
    kind = models.CharField(_("что произошло"), max_length=10, choices=EntryKind.choices)
    reverses = models.OneToOneField(
        "self",
        verbose_name=_("сторнирует запись"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reversal",
    )
    refund_of = models.ForeignKey(
        "self",
        verbose_name=_("возврат поступления"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="refunds",
    )
    reason = models.CharField(_("причина исправления"), max_length=300, blank=True)
    # The same key twice is the same entry: a second click or a second import adds nothing.
    key = models.CharField(max_length=100, unique=True, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("внёс"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("утвердил"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("внесено"), auto_now_add=True)

    class Meta:
        verbose_name = _("запись о деньгах")
        verbose_name_plural = _("записи о деньгах")
        ordering = ["-id"]
        indexes = [models.Index(fields=["project", "kind", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0)
                | (Q(reverses__isnull=False, amount__lt=0) & ~Q(reason="")),
                name="entry_adds_or_reverses_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_source_display()}: {self.amount:.2f} ₽"

    @property
    def payer_public(self) -> str:
        """The payer's name for everybody: an organisation's that agreed, never a person's."""
        is_named = self.payer_kind == PayerKind.ORGANISATION and self.payer_agrees
        return self.payer if is_named else ""


def balance_field(name) -> models.DecimalField:
    return models.DecimalField(name, max_digits=14, decimal_places=2, default=0)


class Balance(models.Model):
    """Sums of a project's entries by source, kept in the transaction of each entry.

    The constraints are the last guard: whatever the door, what is spent or returned never exceeds
    what came in.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="balances")
    source = models.CharField(_("источник"), max_length=10, choices=Source.choices)
    pledged = balance_field(_("заявлено"))
    agreed = balance_field(_("закреплено"))
    paid = balance_field(_("поступило"))
    used = balance_field(_("использовано"))
    refunded = balance_field(_("возвращено"))

    class Meta:
        verbose_name = _("остаток по источнику")
        verbose_name_plural = _("остатки по источникам")
        constraints = [
            models.UniqueConstraint(fields=["project", "source"], name="balance_once"),
            models.CheckConstraint(
                condition=Q(pledged__gte=0, agreed__gte=0, paid__gte=0, used__gte=0)
                & Q(refunded__gte=0),
                name="balance_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=F("used") + F("refunded")),
                name="balance_spends_what_was_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.source}"

    @property
    def left(self) -> Decimal:
        """What came in and is neither spent nor returned."""
        return self.paid - self.used - self.refunded

    @property
    def available(self) -> Decimal:
        """What a contract may count on: an agreement of a budget, or money that came in.

        A promise of people is not yet money.
        """
        promised = self.paid if self.source in RETURNABLE else max(self.agreed, self.paid)
        return promised - self.refunded


class OperationKind(models.TextChoices):
    USED = "used", _("оплата подрядчику")
    REFUNDED = "refunded", _("возврат плательщику")
    REVERSAL = "reversal", _("исправление (сторно)")


class OperationState(models.TextChoices):
    PREPARED = "prepared", _("Ждёт утверждения")
    APPROVED = "approved", _("Утверждена")
    DECLINED = "declined", _("Отклонена")


class OperationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OperationQuerySet":
        """Payers' names stand here: only for officials who carry projects out."""
        is_official = user.is_authenticated and user.is_staff
        if is_official and user.has_perm("budgeting.execute_project"):
            return self
        return self.none()

    def waiting(self) -> "OperationQuerySet":
        return self.filter(state=OperationState.PREPARED)


class Operation(Case, Payment):
    """Money that goes out, or a correction: one official prepares it, another approves it."""

    LIFECYCLE = Lifecycle(
        OperationState,
        OperationState.PREPARED,
        Transition(
            "approve",
            (OperationState.PREPARED,),
            OperationState.APPROVED,
            _("Утвердить"),
            "budgeting.approve_operation",
            public=False,
        ),
        Transition(
            "decline",
            (OperationState.PREPARED,),
            OperationState.DECLINED,
            _("Отклонить"),
            "budgeting.decline_operation",
            needs_note=True,
            public=False,
        ),
    )
    STATE_TONES = {"prepared": "warning", "approved": "good", "declined": "bad"}
    EVENT_LABELS = {"prepared": _("Подготовлена")}

    project = models.ForeignKey(
        Project, verbose_name=_("проект"), on_delete=models.PROTECT, related_name="operations"
    )
    kind = models.CharField(_("операция"), max_length=10, choices=OperationKind.choices)
    state = models.CharField(
        _("состояние"),
        max_length=10,
        choices=OperationState.choices,
        default=OperationState.PREPARED,
        editable=False,
    )
    target = models.ForeignKey(
        LedgerEntry,
        verbose_name=_("к какой записи"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("причина"), max_length=300, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("подготовил"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    key = models.CharField(max_length=100, unique=True, editable=False)
    entry = models.OneToOneField(
        LedgerEntry,
        verbose_name=_("запись"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="operation",
    )

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("операция на утверждение")
        verbose_name_plural = _("операции на утверждение")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=OperationKind.USED)
                | Q(target__isnull=False)
                | ~Q(source__in=[str(source) for source in RETURNABLE]) & ~Q(kind="reversal"),
                name="operation_names_its_entry",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount:.2f} ₽"

    def get_absolute_url(self) -> str:
        return reverse("budgeting:money", args=[self.project_id])


class RefundLine(models.Model):
    """How much of one payment goes back: a proportional share, counted once and never again."""

    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="refund_line")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="refund_lines")
    amount = models.DecimalField(_("вернуть"), max_digits=14, decimal_places=2)
    # A kept counter: refunds of this payment written since the list was made.
    paid_back = models.DecimalField(_("возвращено"), max_digits=14, decimal_places=2, default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("строка списка возврата")
        verbose_name_plural = _("список возврата")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.amount:.2f} ₽"

    @property
    def left(self) -> Decimal:
        return self.amount - self.paid_back
