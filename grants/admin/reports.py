"""Reports of recipients: read with every expense and its papers, accepted or returned."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import actions, rules
from grants.admin.money_pages import OfAgreements
from grants.forms.reports import ReasonForm
from grants.models import Expense, Report
from portal.pages.admin import CaseAdmin
from portal.pages.templatetags.money import roubles

OF = "agreement__application"
TEXT = ("narrative", "results", "beneficiaries")
MONEY = ("plan", "expenses")


@admin.register(Report)
class ReportAdmin(OfAgreements, CaseAdmin):
    list_display = ("__str__", "state", "agreement", "project", "due", "sent_at")
    list_filter = ("state", "kind", "agreement__contest")
    search_fields = ("agreement__number", f"{OF}__title", f"{OF}__organisation__name")
    ordering = ("-id",)
    bulk_moves = ()
    export_fields = ("agreement", "project", "number", "kind", "state", "due", "sent_at")
    fieldsets = (
        (None, {"fields": ("state", "project", "agreement", "due", "sent_at", "return_until")}),
        (gettext_lazy("Отчёт"), {"fields": TEXT}),
        (gettext_lazy("Деньги"), {"fields": MONEY}),
    )
    readonly_fields = ("project", "agreement", "due", "sent_at", "return_until", *TEXT, *MONEY)

    def get_queryset(self, request):
        wanted = (f"{OF}__organisation", f"{OF}__partner", f"{OF}__contest")
        return super().get_queryset(request).select_related(*wanted)

    @admin.display(description=gettext_lazy("проект"))
    def project(self, row: Report) -> str:
        return str(row.agreement.application)

    @admin.display(description=gettext_lazy("план и факт по строкам бюджета"))
    def plan(self, row: Report) -> SafeString:
        lines = [
            (line.name, roubles(line.granted), roubles(spent), roubles(left))
            for line, spent, left in actions.plan_and_fact(row.agreement)
        ]
        text = _("план %(plan)s, потрачено %(spent)s, осталось %(left)s")
        line = "<p>{}: {}</p>"
        return format_html_join(
            "", line, [(name, text % dict(zip(("plan", "spent", "left"), sums, strict=True)))
                       for name, *sums in lines]
        )  # fmt: skip

    @admin.display(description=gettext_lazy("расходы и документы"))
    def expenses(self, row: Report) -> SafeString:
        rows = list(row.expenses.kept().select_related("line"))
        papers = actions.papers_of(rows)
        told = [
            (
                expense,
                expense.payee,
                expense.line.name,
                self._papers_of(row, expense, papers.get(expense.pk, [])),
            )
            for expense in rows
        ]
        return format_html_join("", "<p>{} ({}, {})</p>{}", told) or _("расходов нет")

    def _papers_of(self, row: Report, expense: Expense, papers: list) -> SafeString:
        """Each in a line of its own: within a sentence colour alone would tell a link."""
        links = [(paper.get_absolute_url(), paper.original_name) for paper in papers]
        verdict = self._verdict(row, expense)
        return format_html_join("", '<p><a href="{}">{}</a></p>', links) + verdict

    def _verdict(self, row: Report, expense: Expense) -> SafeString:
        if expense.refusal:
            return format_html("<p><strong>{}: {}</strong></p>", _("не принят"), expense.refusal)
        if row.state not in ("sent", "accepted"):
            return SafeString("")
        url = reverse("admin:grants_report_refuse", args=[row.pk, expense.pk])
        return format_html('<p><a href="{}">{}</a></p>', url, _("Не принять расход"))

    # --- One expense ----------------------------------------------------------------------------
    def get_urls(self):
        view = self.admin_site.admin_view(self.refuse_view)
        route = "<int:pk>/expense/<int:expense>/refuse/"
        return [path(route, view, name="grants_report_refuse"), *super().get_urls()]

    def refuse_view(self, request, pk: int, expense: int):
        """Not to accept one expense, with the reason the recipient reads."""
        report = self.get_object(request, str(pk))
        row = report and report.expenses.kept().filter(pk=expense).first()
        if row is None or not self.has_view_permission(request):
            raise Http404
        row.report = report
        if not (verdict := rules.may_refuse(request.user, row)):
            raise PermissionDenied(verdict.reason)
        form = ReasonForm(request.POST or None)

        def act(given):
            return actions.refuse_expense(row, actor=request.user, **given)

        page = reverse("admin:grants_report_change", args=[pk])
        title = _("Не принять расход")
        return self.asked(request, form, act, explain=str(row), back=page, done=page, title=title)
