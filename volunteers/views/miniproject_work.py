"""What organisers do while help comes: the list of promises, the report."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.exports import csv_response
from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from volunteers.actions.photo_reports import send_report
from volunteers.forms.miniprojects import ReportForm
from volunteers.models import Pledge
from volunteers.rules import miniprojects as rules
from volunteers.views.groups import bound, status_of
from volunteers.views.miniproject_desk import led_project


@require_safe
def pledges(request: HttpRequest, pk: int) -> HttpResponse:
    """Who promised what, to get in touch and to confirm."""
    found = led_project(request, pk)
    rows = Pledge.objects.filter(need__project=found).select_related("need", "user", "organisation")
    context = {"project": found, "page": paginate(rows, request, size=50)}
    return render(request, "volunteers/mini/pledges.html", context)


@require_safe
def pledges_table(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a spreadsheet: the organiser's own list to work from."""
    found = led_project(request, pk)
    rows = Pledge.objects.filter(need__project=found).select_related("need", "user", "organisation")
    head = (_("Что"), _("Кто"), _("Сколько"), _("Получено"), _("Состояние"), _("Как связаться"))
    lines = (
        (
            row.need.title,
            row.organisation or row.user.get_full_name(),
            row.amount,
            row.received,
            row.get_state_display(),
            row.contact,
        )
        for row in rows.order_by("id")
    )
    return csv_response(f"pledges-{found.pk}", head, lines)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what came of it, with photographs."""
    found = led_project(request, pk)
    verdict = rules.may_report(request.user, found)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    form = bound(request, ReportForm)
    if form.is_bound and carried_out(
        form, lambda given: send_report(found, actor=request.user, **given)
    ):
        messages.success(request, _("Отчёт отправлен. Сотрудник посмотрит, и его увидят все."))
        return redirect(found)
    open_ = Pledge.objects.promised().filter(need__project=found).count()
    context = {"form": form, "project": found, "verdict": verdict, "open_pledges": open_}
    return render(request, "volunteers/mini/report.html", context, status=status_of(form))
