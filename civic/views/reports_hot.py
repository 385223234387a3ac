"""Hot places: where the same keeps breaking, and the way from there into the city's budget."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.forms.reports import PlaceForm
from civic.hot_places import HotPlace, address_of, addresses, evidence, hot_places
from civic.views.projects import project_from, takes_projects
from portal.places import clusters
from portal.places.answers import geojson
from portal.places.geo import districts_at

KEPT_FOR = 3600  # seconds
LINKED = 20  # reports a budget project takes along
SHOWN = 100


def places_now() -> list[tuple[HotPlace, str]]:
    """The hot places, each with its address and district in words; counted once an hour."""
    found = cache.get("civic:hot")
    if found is None:
        places = hot_places(timezone.now())
        districts = districts_at((place.latitude, place.longitude) for place in places)
        found = [
            (place, ", ".join(filter(None, (address, district and str(district)))))
            for place, address, district in zip(places, addresses(places), districts, strict=True)
        ]
        cache.set("civic:hot", found, KEPT_FOR)
    return found


@login_not_required
@require_safe
def hot(request: HttpRequest) -> HttpResponse:
    """The list beside its map; from each place a project can be begun while a round takes them."""
    context = {"places": places_now(), "can_propose": takes_projects()}
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


def _evidence(request: HttpRequest, limit: int) -> list:
    """The reports of the place in the address. Raises Http404 when it names none."""
    form = PlaceForm(request.GET)
    found = evidence(timezone.now(), limit, **form.cleaned_data) if form.is_valid() else []
    if not found:
        raise Http404
    return found


@login_not_required
@require_safe
def hot_place(request: HttpRequest) -> HttpResponse:
    """The reports a hot place was counted from, and the way from them to a project."""
    rows = _evidence(request, SHOWN)
    place = PlaceForm(request.GET)
    place.full_clean()  # valid, since it led to reports
    context = {
        "reports": rows,
        "category": rows[0].category,
        "address": address_of(**place.cleaned_data),
        "can_propose": takes_projects(),
    }
    return render(request, "civic/reports/hot_place.html", context)


@login_not_required
@require_safe
def hot_project(request: HttpRequest) -> HttpResponse:
    """Begin a draft of the budget with the reports of a hot place as its evidence."""
    url = project_from(_evidence(request, LINKED))
    if not url:
        raise Http404
    return redirect(url)
