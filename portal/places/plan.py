"""A plan of the city for a page without scripts: each district a path with a number on it."""

from collections.abc import Callable, Mapping
from math import cos, radians

from shapely import coverage_simplify, total_bounds
from shapely.geometry import MultiPolygon

from portal.places.geo import read_outline
from portal.places.models import District

WIDTH = 600  # units of the drawing; the page scales it
FINE = 0.002  # degrees a border may be moved by, some hundred metres
SHADES = 4


def plan(numbers: Mapping[int, int], address: Callable[[District], str]) -> dict | None:
    """What templates/places/plan.html draws; None while no district has an outline.

    `numbers`: by district pk; `address`: where a district leads. Integers only: a template would
    write a decimal comma into the picture.
    """
    districts = list(District.objects.exclude(outline=None))
    if not districts:
        return None
    # Together, so that neighbours keep one border.
    shapes = coverage_simplify([read_outline(row.outline) for row in districts], FINE)
    west, south, east, north = total_bounds(shapes)
    squeeze = cos(radians((south + north) / 2))  # a degree of longitude is shorter up here
    scale = WIDTH / ((east - west) * squeeze)

    def point(longitude: float, latitude: float) -> tuple[int, int]:
        return round((longitude - west) * squeeze * scale), round((north - latitude) * scale)

    most = max((numbers.get(row.pk, 0) for row in districts), default=0) or 1
    drawn = []
    for row, shape in zip(districts, shapes, strict=True):
        number = numbers.get(row.pk, 0)
        middle = shape.representative_point()
        x, y = point(middle.x, middle.y)
        drawn.append(
            {
                "name": row.name,
                "url": address(row),
                "number": number,
                "shade": -(-SHADES * number // most),
                "path": " ".join(_ring(part, point) for part in _parts(shape)),
                "x": x,
                "y": y,
            }
        )
    return {"districts": drawn, "width": WIDTH, "height": point(west, south)[1]}


def _parts(shape) -> list:
    polygons = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    return [ring for part in polygons for ring in (part.exterior, *part.interiors)]


def _ring(ring, point) -> str:
    return "M" + "L".join("{} {}".format(*point(*corner[:2])) for corner in ring.coords) + "Z"
