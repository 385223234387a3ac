"""The training plan of a year: plan and fact, money, mandatory programmes; for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.pages.exports import csv_response
from portal.pages.templatetags.money import roubles
from training.plan_figures import lines_of, mandatory, years


@login_not_required
@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    return redirect("training:plan", timezone.localdate().year)


def lines_or_404(year: int) -> list:
    if not 2000 <= year <= 2100:
        raise Http404
    return lines_of(year)


@login_not_required
@require_safe
def plan(request: HttpRequest, year: int) -> HttpResponse:
    lines = lines_or_404(year)
    context = {
        "year": year,
        "years": years(),
        "head": [
            *(_("Подразделение"), _("Программа"), _("План"), _("Факт"), "%"),
            *(_("План, руб."), _("Факт, руб.")),
        ],
        "rows": [
            [
                *(line.department, line.programme, line.planned, line.done),
                "—" if line.per_cent is None else line.per_cent,
                roubles(line.planned_cost),
                roubles(line.spent),
            ]
            for line in lines
        ],
        "numeric": [2, 3, 4, 5, 6],
        "planned": sum(line.planned for line in lines),
        "done": sum(line.done for line in lines),
        "planned_cost": sum(line.planned_cost for line in lines),
        "spent": sum(line.spent for line in lines),
        "mandatory_head": [_("Подразделение"), _("Программа"), _("Служащих"), _("Прошли"), "%"],
        "mandatory": [
            [row.department, row.programme, row.people, row.done, row.per_cent]
            for row in mandatory()
        ],
    }
    return render(request, "training/plan.html", context)


@login_not_required
@require_safe
def plan_table(request: HttpRequest, year: int) -> HttpResponse:
    """The same lines for a spreadsheet."""
    head = [
        *(_("Подразделение"), _("Программа"), _("План, человек"), _("Факт, человек")),
        *(_("План, руб."), _("Факт, руб.")),
    ]
    rows = (
        (line.department, line.programme, line.planned, line.done, line.planned_cost, line.spent)
        for line in lines_or_404(year)
    )
    return csv_response(f"training-plan-{year}", head, rows)
