"""What volunteers did in a year: people, hours, shifts; numbers alone, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.pages.exports import csv_response
from volunteers.models import Direction, HourRow, WalkIn

FIRST_YEAR, LAST_YEAR = 2000, 2100


@login_not_required
@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    return redirect("volunteers:results", timezone.localdate().year)


@login_not_required
@require_safe
def results(request: HttpRequest, year: int) -> HttpResponse:
    """A year by districts and by directions."""
    rows = rows_of(year)
    people, hours, shifts = sums(rows.aggregate(**FIGURES))
    context = {
        "year": year,
        "people": people,
        "hours": hours,
        "shifts": shifts,
        "guests": WalkIn.objects.filter(shift__starts_at__year=year).hours(),
        "head": head(_("Район")),
        "by_district": by_district(rows),
        "direction_head": head(_("Направление")),
        "by_direction": by_direction(rows),
        "numeric": [1, 2, 3],
    }
    return render(request, "volunteers/results.html", context)


@login_not_required
@require_safe
def table(request: HttpRequest, year: int) -> HttpResponse:
    """The same as a table for a spreadsheet."""
    rows = rows_of(year)
    lines = [*by_district(rows), *by_direction(rows)]
    return csv_response(f"volunteers-{year}", head(_("Район или направление")), lines)


FIGURES = {
    "people": Count("user", distinct=True),
    "all_hours": Sum("hours"),
    "shifts": Count("signup__shift", distinct=True),
}


def rows_of(year: int):
    """Hours that count, of shifts of the year by the city's calendar."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return HourRow.objects.counted().filter(signup__shift__starts_at__year=year)


def head(first) -> tuple:
    return (first, _("Людей"), _("Часов"), _("Смен"))


def sums(row: dict) -> tuple:
    return row["people"], floatformat(row["all_hours"] or 0, -2), row["shifts"]


def by_district(rows) -> list[tuple]:
    grouped = rows.values("signup__shift__district__name").annotate(**FIGURES)
    ordered = grouped.order_by("signup__shift__district__name")
    return [
        (row["signup__shift__district__name"] or _("весь город"), *sums(row)) for row in ordered
    ]


def by_direction(rows) -> list[tuple]:
    name, names = "signup__shift__group__direction", dict(Direction.choices)
    grouped = rows.values(name).annotate(**FIGURES).order_by(name)
    return [(names[row[name]], *sums(row)) for row in grouped]
