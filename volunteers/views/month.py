"""Shifts of a month as a calendar: how many each day, and a way to the day's list."""

from calendar import Calendar
from datetime import date, datetime, time, timedelta

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from volunteers.filters.shifts import MonthFilter
from volunteers.models import Shift

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 1)


def by_day(rows: QuerySet, **more) -> dict[date, dict]:
    """Rows counted by the city's day of their beginning."""
    days = rows.order_by().annotate(day=TruncDate("starts_at")).values("day")
    return {row["day"]: row for row in days.annotate(number=Count("pk"), **more).order_by("day")}


def month_asked(request: HttpRequest) -> date:
    """The first day of ?month=2026-12; of this month when that says nothing."""
    try:
        asked = date.fromisoformat(f"{request.GET.get('month', '')[:7]}-01")
    except ValueError:
        asked = timezone.localdate().replace(day=1)
    return min(max(asked, FIRST), LAST)


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@login_not_required
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Each day with its shifts; days to come lead to the list with the same filter."""
    first, form = month_asked(request), MonthFilter(request.GET, user=request.user)
    following = (first + timedelta(days=31)).replace(day=1)
    rows = Shift.objects.visible_to(request.user).announced()
    rows = rows.filter(starts_at__gte=start_of(first), starts_at__lt=start_of(following))
    free = Count("pk", filter=Q(places_taken__lt=F("capacity")))
    counts = by_day(form.chosen(rows), free=free)
    asked = request.GET.copy()
    asked.pop("month", None)
    context = {
        "form": form,
        "first": first,
        "weeks": [
            [cell(day, first, counts, asked.copy()) for day in week]
            for week in Calendar().monthdatescalendar(first.year, first.month)
        ],
        "total": sum(row["number"] for row in counts.values()),
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": following,
        "query": asked.urlencode(),
    }
    return render(request, "volunteers/month.html", context)


def cell(day: date, first: date, counts: dict, asked) -> dict:
    """One day of the table; without numbers outside the month."""
    found = counts.get(day, {"number": 0, "free": 0}) if day.month == first.month else {}
    asked["day"] = day.isoformat()
    leads = found.get("number") and day >= timezone.localdate()
    url = f"{reverse('volunteers:shifts')}?{asked.urlencode()}" if leads else ""
    return {"day": day, "inside": bool(found), "url": url, **found}
