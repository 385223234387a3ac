"""Grant money a recipient spent, line by line of the budget, with its papers."""

from decimal import Decimal

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from grants.models.applications import BudgetLine
from grants.models.reports import Report
from portal.organisations.models import EDITING, Member
from portal.pages.templatetags.money import roubles


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
        return f"{self.paid_on:%d.%m.%Y} {self.what}: {roubles(self.amount)}"

    def may_be_seen_by(self, user) -> bool:
        """Its papers open for whom the report does."""
        return self.report.may_be_seen_by(user)

    private_files_may_be_seen_by = may_be_seen_by

    def files_may_be_changed_by(self, user) -> bool:
        of = (self.report.agreement.application.organisation_id,
              self.report.agreement.application.partner_id)  # fmt: skip
        team = Member.objects.filter(user=user, role__in=EDITING, organisation__in=of)
        return self.report.is_editable and team.exists()
