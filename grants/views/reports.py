"""A report as its recipient writes it and as the official reads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grants import actions, rules
from grants.forms.reports import ExpenseForm, ReportForm
from grants.models import Expense, Report
from portal.cases.models import CaseEvent
from portal.files.models import Attachment
from portal.pages.forms import carried_out

OF = "agreement__application"
REFUSED = 422


def visible_report(request: HttpRequest, pk: int) -> Report:
    wanted = (f"{OF}__organisation", f"{OF}__partner", f"{OF}__contest")
    rows = Report.objects.visible_to(request.user).select_related(*wanted)
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The text with its form, expenses with theirs, what is lacking, the button to send."""
    found = visible_report(request, pk)
    if request.method != "POST":
        return page(request, found)
    form = ReportForm(request.POST, instance=found)
    if carried_out(form, lambda given: actions.save_report(found, actor=request.user, **given)):
        messages.success(request, _("Отчёт сохранён. Когда всё готово, отправьте его."))
        if (expense := begun(request, found)) is None:
            return redirect(found)
        return page(request, visible_report(request, pk), expense_form=expense)
    return page(request, visible_report(request, pk), form=form, expense_form=begun(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def add_expense(request: HttpRequest, pk: int) -> HttpResponse:
    """One more expense; the text above it is kept too, whatever comes of the expense.

    A reload of a refusal shows the report again.
    """
    found = visible_report(request, pk)
    if request.method != "POST":
        return page(request, found)
    text = ReportForm(request.POST, instance=found)
    is_kept = carried_out(text, lambda _given: save_sent(request, found, text))
    form = ExpenseForm(request.POST, request.FILES, report=found)
    if is_kept and carried_out(
        form, lambda given: actions.add_expense(found, actor=request.user, **given)
    ):
        messages.success(request, _("Расход добавлен."))
        return redirect(f"{found.get_absolute_url()}#expenses")
    shown = None if is_kept else text
    return page(request, visible_report(request, pk), form=shown, expense_form=form)


def save_sent(request: HttpRequest, found: Report, text: ReportForm) -> None:
    """Keep the fields of the text that came with an expense; none may have come."""
    if given := text.sent():
        actions.save_report(found, actor=request.user, **given)


def begun(request: HttpRequest, found: Report) -> ExpenseForm | None:
    """What was typed of an expense when the text alone is saved; its files must be chosen again."""
    fields = ExpenseForm.Meta.fields
    typed = {name: request.POST[name] for name in fields if request.POST.get(name)}
    return ExpenseForm(initial=typed, report=found) if typed else None


@require_POST
def remove_expense(request: HttpRequest, pk: int, expense: int) -> HttpResponse:
    found = visible_report(request, pk)
    row = get_object_or_404(found.expenses.kept().select_related("report__agreement"), pk=expense)
    actions.remove_expense(row, actor=request.user)
    messages.success(request, _("Расход убран."))
    return redirect(f"{found.get_absolute_url()}#expenses")


def page(request, found: Report, *, form=None, expense_form=None) -> HttpResponse:
    may_write = rules.may_write_report(request.user, found)
    last = CaseEvent.objects.of(found).filter(kind="return").last()
    context = {
        "report": found,
        "agreement": found.agreement,
        "application": found.agreement.application,
        "may_write": may_write,
        "lacking": rules.report_lacks(found) if may_write else [],
        "lines": actions.plan_and_fact(found.agreement),
        "expenses": with_papers(found),
        "form": form or ReportForm(instance=found),
        "expense_form": expense_form or ExpenseForm(report=found),
        "to_mend": last.note if last and found.state == "returned" else "",
    }
    is_refused = any(one.is_bound for one in (form, expense_form) if one)
    status = REFUSED if is_refused else 200
    return render(request, "grants/report.html", context, status=status)


def with_papers(found: Report) -> list[tuple[Expense, list[Attachment]]]:
    """Expenses with their papers, in two queries."""
    rows = list(found.expenses.kept().select_related("line"))
    papers = actions.papers_of(rows)
    return [(row, papers.get(row.pk, [])) for row in rows]
