"""Hot places: where the same keeps breaking, and the way from there into the city's budget."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from civic.figures import HotPlace, hot_places
from civic.forms.reports import PlaceForm
from civic.models import Report
from civic.models.reports import CELLS
from portal.places import clusters
from portal.places.answers import geojson
from portal.places.geo import districts_at

KEPT_FOR = 3600  # seconds
LINKED = 20  # reports a budget project takes along


def places_now() -> list[tuple[HotPlace, str]]:
    """The hot places and the district of each; counted once an hour."""
    found = cache.get("civic:hot")
    if found is None:
        places = hot_places(timezone.now())
        districts = districts_at((place.latitude, place.longitude) for place in places)
        found = [
            (place, str(district or "")) for place, district in zip(places, districts, strict=True)
        ]
        cache.set("civic:hot", found, KEPT_FOR)
    return found


@login_not_required
@require_safe
def hot(request: HttpRequest) -> HttpResponse:
    """The list beside its map; from each place a project can be begun while a round takes them."""
    context = {"places": places_now(), "can_propose": bool(propose_url())}
    return render(request, "civic/reports/hot.html", context)


@login_not_required
@require_safe
def hot_points(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the same places, each leading to its entry of the list."""
    features = [
        clusters.feature(
            place.latitude,
            place.longitude,
            {
                "id": number,
                "title": f"{place.category.name}: {place.count}",
                "url": f"#place-{number}",
            },
        )
        for number, (place, _district) in enumerate(places_now(), start=1)
    ]
    return geojson(clusters.collection(features))


def propose_url() -> str:
    """Where a project of the budget is begun now, or an empty string."""
    if not settings.PROJECT_FROM_CASES:
        return ""
    return import_string(settings.PROJECT_FROM_CASES)()


@login_not_required
@require_safe
def hot_project(request: HttpRequest) -> HttpResponse:
    """Begin a draft of the budget with the reports of a hot place as its evidence."""
    form = PlaceForm(request.GET)
    propose = propose_url()
    if not (form.is_valid() and propose):
        raise Http404
    asked_for = form.cleaned_data
    rows = Report.objects.public().filter(
        cell__in=CELLS.around(asked_for["latitude"], asked_for["longitude"]),
        category=asked_for["category"],
        published_at__gt=timezone.now() - timedelta(days=365),
    )
    pks = list(rows.order_by("-id").values_list("pk", flat=True)[:LINKED])
    if not pks:
        raise Http404
    return redirect(f"{propose}?from={','.join(f'civic.report:{pk}' for pk in pks)}")
