"""GeoJSON as an answer of the web: one shape of data and of refusals for every map."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse

from portal.places import clusters


def geojson(data: dict, status: int = 200) -> JsonResponse:
    """Cyrillic as it is: half the bytes."""
    return JsonResponse(
        data,
        status=status,
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False},
    )


def clustered(request: HttpRequest, rows: QuerySet, key: str = "", seconds: int = 0):
    """The rows inside ?bbox= at ?zoom=, or 400 with what is wrong with the box.

    With a `key` of all else that was asked, the answer is kept for `seconds`: public rows only.
    """
    asked = request.GET.get("bbox", ""), request.GET.get("zoom", "")
    try:
        if key:
            return geojson(clusters.cached(key, rows, *asked, seconds=seconds))
        return geojson(clusters.cluster(rows, *asked))
    except ValidationError as error:
        return geojson({"errors": error.messages}, 400)
