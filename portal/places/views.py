"""The public map of the city: districts, centres, and the outlines every other map draws."""

import hashlib
import json

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from portal.places.models import Centre, City, District

JSON = "application/geo+json"


@login_not_required
@require_safe
def city_map(request: HttpRequest) -> HttpResponse:
    """Districts and centres of the city: a map, and beside it the list of all that is on it."""
    context = {"city": City.objects.profile(), "districts": _districts()}
    return render(request, "places/city_map.html", context)


@login_not_required
@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """Addresses and telephones of the centres by district; prints well."""
    return render(request, "places/centres.html", {"districts": _districts()})


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=3600)
def outlines(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the districts' outlines; `bbox` is the edge of the city's map."""
    drawn = District.objects.exclude(outline=None)
    features = [
        {
            "type": "Feature",
            "geometry": district.outline,
            "properties": {"code": district.code, "name": district.name},
        }
        for district in drawn
    ]
    city = City.objects.profile()
    data = {"type": "FeatureCollection", "features": features}
    if city:
        data["bbox"] = [float(edge) for edge in (city.west, city.south, city.east, city.north)]
    return _tagged(data)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=300)
def centre_points(request: HttpRequest) -> HttpResponse:
    """GeoJSON of all centres that have a point: tens of rows, sent whole."""
    placed = Centre.objects.exclude(latitude=None).exclude(longitude=None)
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [float(centre.longitude), float(centre.latitude)],
            },
            "properties": {"id": centre.pk, "title": f"{centre.name}: {centre.address}", "url": ""},
        }
        for centre in placed
    ]
    return _tagged({"type": "FeatureCollection", "features": features})


def _tagged(data: dict) -> HttpResponse:
    """The answer with an ETag: `conditional_page` turns a repeated request into a 304."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type=JSON)
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return response


def _districts():
    return District.objects.prefetch_related(Prefetch("centres", Centre.objects.order_by("name")))
