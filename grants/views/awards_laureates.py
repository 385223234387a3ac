"""Laureates of all awards, year by year, and the same as a table."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.forms.awards_filters import LaureateFilter
from grants.models import Award, Nomination
from portal.pages.exports import csv_response
from portal.pages.paging import paginate

KEYS = ("-season__year", "-id")


def _laureates(request: HttpRequest):
    names = list(Award.objects.values_list("code", "name"))
    filters = LaureateFilter(request.GET, awards=names)
    rows = Nomination.objects.laureates().select_related(
        "season__award", "category", "award_decision"
    )
    return filters, filters.chosen(rows)


@login_not_required
@require_safe
def laureates(request: HttpRequest) -> HttpResponse:
    """Laureates of all awards, year by year."""
    filters, rows = _laureates(request)
    context = {
        "filters": filters,
        "page": paginate(rows, request, KEYS, size=30),
        "query": request.GET.urlencode(),
    }
    return render(request, "grants/awards/laureates.html", context)


@login_not_required
@require_safe
def laureates_csv(request: HttpRequest) -> HttpResponse:
    _filters, rows = _laureates(request)
    head = (_("Год"), _("Награда"), _("Номинация"), _("Лауреат"), _("Кто решил"), _("Причины"))
    lines = (_line(row) for row in rows.order_by(*KEYS).iterator(500))
    return csv_response("laureates", head, lines)


def _line(row: Nomination) -> tuple:
    decision = row.award_decision
    return (row.season.year, row.season.award.name, row.category.name, row.nominee_name,
            decision.signed, decision.reason)  # fmt: skip
