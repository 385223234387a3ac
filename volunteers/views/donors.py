"""«День благотворителя и мецената» and the wall of those who let themselves be thanked by name."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.paging import paginate
from volunteers.models import DonorsDay, Pledge
from volunteers.season_figures import received
from volunteers.views.festivals import visible_festival

EVENTS = 30


@login_not_required
@require_safe
def donors(request: HttpRequest, slug: str) -> HttpResponse:
    """The day, how to nominate, and the wall: names only while the consent to show them stands."""
    found = visible_festival(request, slug)
    day = DonorsDay.objects.filter(festival=found).first()
    given = received(found)
    named = Pledge.objects.named().filter(pk__in=given.values("pk"))
    rows = named.select_related("user", "organisation", "need__project")
    context = {
        "festival": found,
        "day": day,
        "events": day and events_of(found, day.day),
        "page": paginate(rows, request, size=50),
        "all": given.values("user").distinct().count(),
    }
    return render(request, "volunteers/season/donors.html", context)


def events_of(festival, day):
    rows = festival.events.filter(is_cancelled=False, starts_at__date=day)
    return rows.order_by("starts_at", "id")[:EVENTS]
