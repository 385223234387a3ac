"""Festivals: the programme with filters, for a phone, for paper; what came of it."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.pages.calendars import Entry, calendar_response
from portal.pages.paging import paginate
from portal.places.answers import clustered
from volunteers.filters.festivals import ProgrammeFilter
from volunteers.models import Festival, FestivalEvent
from volunteers.views.month import by_day

AT_MOST = 1000


@login_not_required
@require_safe
def festivals(request: HttpRequest) -> HttpResponse:
    rows = Festival.objects.visible_to(request.user)
    page = paginate(rows, request, keys=("-starts_on", "-id"))
    return render(request, "volunteers/festivals.html", {"page": page})


def visible_festival(request: HttpRequest, slug: str) -> Festival:
    return get_object_or_404(Festival.objects.visible_to(request.user), slug=slug)


@login_not_required
@require_safe
def festival(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme page by page, narrowed by day, district and word; numbers above it."""
    found, form = visible_festival(request, slug), ProgrammeFilter(request.GET)
    rows = form.chosen(found.events.select_related("district", "shift__group"))
    context = {
        "festival": found,
        "form": form,
        "page": paginate(rows, request, keys=("starts_at", "id"), size=40),
        "figures": found.figures(),
        "query": request.GET.urlencode(),
        "days": by_day(found.events.filter(is_cancelled=False)),
        "chosen_day": form.cleaned_data.get("day"),
        "map_query": f"?{request.GET.urlencode()}",
    }
    return render(request, "volunteers/festival.html", context)


@login_not_required
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole programme day by day on one page, to print; the filters hold here too."""
    found, form = visible_festival(request, slug), ProgrammeFilter(request.GET)
    rows = form.chosen(found.events.filter(is_cancelled=False)).select_related("district")
    ordered = rows.order_by("starts_at", "id")[:AT_MOST]
    days = [(day, list(events)) for day, events in groupby(ordered, day_of)]
    return render(request, "volunteers/programme.html", {"festival": found, "days": days})


@login_not_required
@require_safe
@cache_control(private=True, max_age=60)
def points(request: HttpRequest, slug: str) -> HttpResponse:
    """GeoJSON of the programme's events, with its filters."""
    rows = visible_festival(request, slug).events.filter(is_cancelled=False)
    return clustered(request, ProgrammeFilter(request.GET).chosen(rows.select_related("festival")))


def day_of(event: FestivalEvent):
    return timezone.localtime(event.starts_at).date()


@login_not_required
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    found = visible_festival(request, slug)
    rows = found.events.order_by("starts_at", "id")[:AT_MOST]
    return calendar_response(found.title, [entry_of(row) for row in rows])


def entry_of(row: FestivalEvent) -> Entry:
    return Entry(
        uid=f"festival-event-{row.pk}@volunteers",
        start=row.starts_at,
        end=row.ends_at,
        title=row.title,
        place=row.place,
        cancelled=row.is_cancelled,
    )
