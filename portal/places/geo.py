"""Which district a point lies in; shapely shapes of the outlines, kept per process.

Coordinates are degrees of EPSG:4326, latitude first as people say them; GeoJSON is the other way.
"""

import threading
from collections.abc import Iterable

from django.db.models import Count, Max
from shapely import GEOSException, prepare
from shapely.geometry import Point, shape

from portal.places.models import City, District

# Guards both the memory and the shapes: GEOS builds the index of a prepared shape lazily, and two
# threads asking the same fresh shape at once would both build it.
_lock = threading.Lock()
_memory: dict = {"version": None, "shapes": []}


def district_at(latitude, longitude) -> District | None:
    """The district the point lies in or on the edge of (the first in order, if on two), else None.

    Two small queries: an outline edited in another process counts from its commit.
    """
    return districts_at([(latitude, longitude)])[0]


def districts_at(points: Iterable[tuple]) -> list[District | None]:
    """The same for many points (latitude, longitude), in their order, with the same two queries."""
    shapes = _shapes()
    pks = [_pk_at(Point(float(east), float(north)), shapes) for north, east in points]
    found = District.objects.in_bulk({pk for pk in pks if pk})
    return [found.get(pk) for pk in pks]


def inside_city(latitude, longitude) -> bool:
    """Whether the point lies in a district or, while no outline is drawn, within the city's map.

    Before the city profile is loaded every point is inside.
    """
    if shapes := _shapes():
        return _pk_at(Point(float(longitude), float(latitude)), shapes) is not None
    city = City.objects.profile()
    return city is None or (
        city.south <= latitude <= city.north and city.west <= longitude <= city.east
    )


def read_outline(outline: dict):
    """The shapely shape of a GeoJSON Polygon or MultiPolygon.

    Raises ValueError with no words for people when it is neither, broken or self-crossing.
    """
    try:
        found = shape(outline)
    except (GEOSException, TypeError, KeyError, AttributeError, IndexError, ValueError) as error:
        raise ValueError(str(error)) from error
    if found.geom_type not in {"Polygon", "MultiPolygon"} or found.is_empty or not found.is_valid:
        raise ValueError(found.geom_type)
    return found


def _pk_at(point: Point, shapes: list) -> int | None:
    with _lock:
        return next((pk for pk, outline in shapes if outline.covers(point)), None)


def _shapes() -> list:
    """Pairs (district pk, prepared shape) in the districts' order, read again when one changed."""
    version = tuple(
        District.objects.aggregate(
            count=Count("pk"), newest=Max("updated_at"), last=Max("pk")
        ).values()
    )
    with _lock:
        if _memory["version"] != version:
            _memory.update(version=version, shapes=_load())
        return _memory["shapes"]


def _load() -> list:
    drawn = District.objects.exclude(outline=None).values_list("pk", "outline")
    shapes = [(pk, read_outline(outline)) for pk, outline in drawn]
    for _pk, outline in shapes:
        prepare(outline)
    return shapes
