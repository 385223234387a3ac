"""What a recipient reports: the text, every expense by the line of the budget, and what is owed."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models.agreements import MANAGE, Agreement, kept_sum
from grants.models.applications import BudgetLine
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.organisations.models import EDITING, Member


class ReportState(models.TextChoices):
    PLANNED = "planned", _("Ожидается")
    SENT = "sent", _("На проверке")
    RETURNED = "returned", _("Возвращён")
    ACCEPTED = "accepted", _("Принят")


class ReportKind(models.TextChoices):
    INTERIM = "interim", _("промежуточный")
    FINAL = "final", _("итоговый")


R = ReportState
REVIEW = "grants.review_report"


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportQuerySet":
        """For whom the agreement is, once it is signed."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).values("pk"))

    def expected(self) -> "ReportQuerySet":
        """The recipient's turn: while money is being spent, and after it was broken off."""
        alive = Q(agreement__state__in=("active", "terminated"), agreement__paid__gt=0)
        return self.filter(alive, state__in=(R.PLANNED, R.RETURNED))

    def overdue(self, today=None) -> "ReportQuerySet":
        """Not sent by its day; what was returned has a day of its own."""
        day = today or timezone.localdate()
        late = Q(state=R.PLANNED, due__lt=day) | Q(state=R.RETURNED, return_until__lt=day)
        return self.expected().filter(late)

    def waiting(self) -> "ReportQuerySet":
        """What an official must check."""
        return self.filter(state=R.SENT)


class Report(Case):
    """Written by the recipient until it is sent; accepted, or returned with what to mend."""

    CONFIDENTIAL = True
    LIFECYCLE = Lifecycle(
        ReportState,
        R.PLANNED,
        Transition("send", (R.PLANNED, R.RETURNED), R.SENT, _("Отправить отчёт"),
                   "grants.send_report", public=False),
        Transition("return", (R.SENT,), R.RETURNED, _("Вернуть отчёт"), REVIEW,
                   needs_note=True, public=False),
        Transition("accept", (R.SENT,), R.ACCEPTED, _("Принять отчёт"), REVIEW, public=False),
    )  # fmt: skip
    STATE_TONES = {R.SENT: "info", R.RETURNED: "warning", R.ACCEPTED: "good"}
    EVENT_LABELS = {
        "coming": _("Напомнили о сроке"),
        "overdue": _("Напомнили: срок прошёл"),
        "refused": _("Расход не принят"),
    }

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("соглашение"), on_delete=models.CASCADE, related_name="reports"
    )
    number = models.PositiveSmallIntegerField(_("№"), default=1)
    kind = models.CharField(
        _("вид"), max_length=7, choices=ReportKind.choices, default=ReportKind.FINAL
    )
    due = models.DateField(_("сдать до"))
    state = models.CharField(
        _("состояние"), max_length=8, choices=ReportState.choices, default=R.PLANNED
    )
    narrative = models.TextField(_("что сделано"), max_length=10_000, blank=True)
    results = models.TextField(_("что изменилось"), max_length=5000, blank=True)
    beneficiaries = models.PositiveIntegerField(
        _("получили пользу, человек"), null=True, blank=True
    )
    sent_at = models.DateTimeField(_("отправлен"), null=True, blank=True, editable=False)
    return_until = models.DateField(_("исправить до"), null=True, blank=True, editable=False)
    warned_on = models.DateField(null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("отчёт о гранте")
        verbose_name_plural = _("отчёты о грантах")
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["state", "due"])]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="report_number_once",
                violation_error_message=_("Отчёт с таким номером уже есть."),
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(kind="final"),
                name="final_report_once",
                violation_error_message=_("Итоговый отчёт может быть только один."),
            ),
        ]

    def __str__(self) -> str:
        return _("Отчёт № %(number)s (%(kind)s)") % {
            "number": self.number,
            "kind": self.get_kind_display(),
        }

    def get_absolute_url(self) -> str:
        return reverse("grants:report", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.state in (R.PLANNED, R.RETURNED)

    @property
    def last_day(self):
        """By what day it is the recipient's turn."""
        return self.return_until if self.state == R.RETURNED else self.due

    def private_files_may_be_seen_by(self, user) -> bool:
        return self.may_be_seen_by(user)


class ExpenseQuerySet(models.QuerySet):
    def kept(self) -> "ExpenseQuerySet":
        return self.filter(removed_at=None)

    def counted(self) -> "ExpenseQuerySet":
        """What stands against the budget: neither taken back nor refused."""
        return self.kept().filter(refusal="")

    def total(self) -> Decimal:
        return self.aggregate(total=Sum("amount"))["total"] or Decimal(0)


class Expense(models.Model):
    """Grant money spent by one line of the budget, with its papers (private)."""

    report = models.ForeignKey(
        Report, verbose_name=_("отчёт"), on_delete=models.PROTECT, related_name="expenses"
    )
    line = models.ForeignKey(
        BudgetLine,
        verbose_name=_("строка бюджета"),
        on_delete=models.PROTECT,
        related_name="expenses",
    )
    paid_on = models.DateField(_("когда оплачено"))
    amount = models.DecimalField(_("сумма"), max_digits=14, decimal_places=2)
    what = models.CharField(_("за что"), max_length=300)
    payee = models.CharField(_("кому"), max_length=200)
    refusal = models.CharField(_("почему не принят"), max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = ExpenseQuerySet.as_manager()

    class Meta:
        verbose_name = _("расход")
        verbose_name_plural = _("расходы")
        ordering = ["line", "paid_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="expense_positive",
                violation_error_message=_("Сумма должна быть больше нуля."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.paid_on:%d.%m.%Y} {self.what}: {self.amount:.2f} ₽"

    def may_be_seen_by(self, user) -> bool:
        """Its papers open for whom the report does."""
        return self.report.may_be_seen_by(user)

    private_files_may_be_seen_by = may_be_seen_by

    def files_may_be_changed_by(self, user) -> bool:
        of = (self.report.agreement.application.organisation_id,
              self.report.agreement.application.partner_id)  # fmt: skip
        team = Member.objects.filter(user=user, role__in=EDITING, organisation__in=of)
        return self.report.is_editable and team.exists()


class DemandKind(models.TextChoices):
    UNSPENT = "unspent", _("неизрасходованный остаток")
    MISUSE = "misuse", _("потрачено не по назначению")
    TERMINATION = "termination", _("соглашение расторгнуто")


class DemandQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DemandQuerySet":
        is_official = user.is_authenticated and user.is_staff
        return self if is_official and user.has_perm(MANAGE) else self.none()

    def open(self) -> "DemandQuerySet":
        return self.filter(withdrawn_at=None, paid_back__lt=F("amount"))

    def overdue(self, today=None) -> "DemandQuerySet":
        return self.open().filter(due__lt=today or timezone.localdate())

    def left(self) -> Decimal:
        """What is still to come back of all these."""
        return self.aggregate(total=Sum(F("amount") - F("paid_back")))["total"] or Decimal(0)


class Demand(models.Model):
    """Money the city asks back, by when and why; `paid_back` is kept by the ledger."""

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("соглашение"), on_delete=models.PROTECT, related_name="demands"
    )
    kind = models.CharField(_("основание"), max_length=11, choices=DemandKind.choices)
    amount = models.DecimalField(_("вернуть"), max_digits=14, decimal_places=2)
    due = models.DateField(_("вернуть до"))
    note = models.TextField(_("пояснение"), max_length=2000, blank=True)
    paid_back = kept_sum(_("возвращено"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто потребовал"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("отозвано"), null=True, editable=False)
    warned_on = models.DateField(null=True, editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = _("требование о возврате")
        verbose_name_plural = _("требования о возврате")
        ordering = ["id"]
        indexes = [models.Index(fields=["due"], condition=Q(withdrawn_at=None), name="demand_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, paid_back__gte=0) & Q(paid_back__lte=F("amount")),
                name="demand_paid_back_within_amount",
                violation_error_message=_("Сумма должна быть больше нуля."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount:.2f} ₽"

    @property
    def left(self) -> Decimal:
        return self.amount - self.paid_back

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.left > 0
