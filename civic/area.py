"""Distances and drawn areas on the city's map, in degrees and metres."""

import json
import math
from typing import NamedTuple

from shapely.geometry import Point

from portal.places.clusters import Box
from portal.places.geo import read_outline

METRES_PER_DEGREE = 111_320
MOST_CORNERS = 100


def metres_between(a: tuple, b: tuple) -> float:
    """Between two (latitude, longitude) some kilometres apart at most; exact to a metre there."""
    north = (float(a[0]) - float(b[0])) * METRES_PER_DEGREE
    middle = math.radians((float(a[0]) + float(b[0])) / 2)
    east = (float(a[1]) - float(b[1])) * METRES_PER_DEGREE * math.cos(middle)
    return math.hypot(north, east)


def box_around(latitude, longitude, metres: float) -> Box:
    """The box that holds the circle."""
    north = metres / METRES_PER_DEGREE
    east = north / max(0.01, math.cos(math.radians(float(latitude))))
    return Box(
        float(longitude) - east,
        float(latitude) - north,
        float(longitude) + east,
        float(latitude) + north,
    )


class Area(NamedTuple):
    """A drawn polygon and the box around it."""

    outline: dict
    box: Box


def read_area(text: str) -> Area:
    """A polygon from GeoJSON text. Raises ValueError when it is none, or has too many corners."""
    try:
        outline = json.loads(text)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(outline, dict) or outline.get("type") != "Polygon":
        raise ValueError("not a polygon")
    rings = outline.get("coordinates")
    if not isinstance(rings, list) or len(rings) != 1 or len(rings[0]) > MOST_CORNERS:
        raise ValueError("one ring of at most a hundred corners")
    shape = read_outline({"type": "Polygon", "coordinates": rings})
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("beyond the globe")
    return Area({"type": "Polygon", "coordinates": rings}, Box(west, south, east, north))


def covers(outline: dict, latitude, longitude) -> bool:
    """Whether the point lies in the polygon or on its edge."""
    return read_outline(outline).covers(Point(float(longitude), float(latitude)))
