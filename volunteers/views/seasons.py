"""A festival season in numbers for everybody, and its page for the press."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.pages.charts import bars
from portal.pages.exports import csv_response
from volunteers.models import PressKit
from volunteers.season_figures import DistrictLine, by_district, season
from volunteers.views.festivals import visible_festival


def head() -> tuple:
    return (
        *(_("Район"), _("Событий"), _("Гостей"), _("Добровольцев"), _("Часов")),
        *(_("Мини-проектов"), _("Скольким помогли")),
    )


def named(line: DistrictLine) -> str:
    return line.name or _("весь город")


@login_not_required
@require_safe
def numbers(request: HttpRequest, slug: str) -> HttpResponse:
    """Counters, charts by district, and the table they are drawn from."""
    found = visible_festival(request, slug)
    lines = by_district(found)
    context = {
        "festival": found,
        "season": season(found),
        "event_bars": bars((named(line), line.events, 0) for line in lines),
        "hour_bars": bars((named(line), line.hours, 0) for line in lines),
        "head": head(),
        "rows": [cells(line) for line in lines],
        "numeric": range(1, 7),
    }
    return render(request, "volunteers/season/numbers.html", context)


def cells(line: DistrictLine) -> tuple:
    return (
        *(named(line), line.events, line.guests, line.volunteers),
        *(floatformat(line.hours, -2), line.projects, line.beneficiaries),
    )


@login_not_required
@require_safe
def numbers_table(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of the season by district for a spreadsheet."""
    found = visible_festival(request, slug)
    lines = ((named(line), *line[1:]) for line in by_district(found))
    return csv_response(f"season-{found.slug}", head(), lines)


@login_not_required
@require_safe
def press(request: HttpRequest, slug: str) -> HttpResponse:
    """Facts, numbers, contacts and photographs for journalists."""
    found = visible_festival(request, slug)
    context = {
        "festival": found,
        "season": season(found),
        "kit": PressKit.objects.filter(festival=found).first(),
        "operator": settings.DATA_OPERATOR,
    }
    return render(request, "volunteers/season/press.html", context)
