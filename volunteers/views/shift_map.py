"""The same shifts for the map."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.places import clusters
from portal.places.answers import clustered, geojson
from volunteers.filters.shifts import ShiftFilter
from volunteers.models import Shift
from volunteers.views.shifts import visible_shift

NEAR = 0.01  # degrees around a lone point


@login_not_required
@require_safe
@cache_control(private=True, max_age=60)
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the list's shifts inside ?bbox= at ?zoom=, grouped; the list's own filters."""
    rows = ShiftFilter(request.GET, user=request.user).chosen(
        Shift.objects.visible_to(request.user).to_come()
    )
    return clustered(request, rows.only("id", "title", "starts_at", "latitude", "longitude"))


@login_not_required
@require_safe
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """GeoJSON of one shift, for whoever may see its page."""
    found = visible_shift(request, pk)
    if found.latitude is None or found.longitude is None:
        return geojson(clusters.collection([]))
    east, north = float(found.longitude), float(found.latitude)
    around = [east - NEAR, north - NEAR, east + NEAR, north + NEAR]
    rows = Shift.objects.filter(pk=found.pk)
    return geojson(clusters.cluster(rows, around, clusters.POINTS_ZOOM))
