"""Points of a map, grouped by the database: the answer has the same size at any number of rows."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Avg, Count, Min, QuerySet
from django.db.models.functions import Cast, Floor
from django.utils.translation import gettext as _

MAX_ZOOM = 22
POINTS_ZOOM = 17  # from here on points are not grouped while they fit
POINTS_LIMIT = 300
COLUMNS = ROWS = 16  # no more cells than this, however large the screen
PIXELS_PER_CELL = 64
PIXELS_PER_WORLD = 256  # at zoom 0, by the convention of web maps


class Box(NamedTuple):
    """Edges of the visible map in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Grid:
    """Cells per degree, coarse enough for the box to hold at most COLUMNS × ROWS of them."""

    per_longitude: float
    per_latitude: float

    @classmethod
    def of(cls, box: Box, zoom: int) -> "Grid":
        finest = PIXELS_PER_WORLD * 2**zoom / 360 / PIXELS_PER_CELL
        stretch = 1 / max(0.01, math.cos(math.radians((box.south + box.north) / 2)))
        return cls(
            min(finest, COLUMNS / (box.east - box.west)),
            min(finest * stretch, ROWS / (box.north - box.south)),
        )


def cluster(queryset: QuerySet, bbox, zoom) -> dict:
    """GeoJSON of the rows inside `bbox`, from their `latitude` and `longitude` columns.

    `bbox` is «west,south,east,north» in degrees or four numbers; `zoom` a whole number 0–22. A
    group has the properties `cluster` and `count`; a lone row `id`, `title` (str) and `url`
    (get_absolute_url). At most two queries and some hundred features. Raises ValidationError with a
    Russian sentence when bbox or zoom make no sense.
    """
    box, zoom = read_box(bbox), read_zoom(zoom)
    inside = _inside(queryset, box)
    if zoom >= POINTS_ZOOM:
        rows = list(inside.order_by("pk")[: POINTS_LIMIT + 1])
        if len(rows) <= POINTS_LIMIT:
            return _collection([_point(row) for row in rows])
    return _collection(_grouped(queryset, inside, Grid.of(box, zoom)))


def cached(key: str, queryset: QuerySet, bbox, zoom, *, seconds: int = 60) -> dict:
    """`cluster`, remembered for `seconds` under `key`: only for rows that everybody may see.

    The box is widened to whole cells of the zoom, so that many small moves of the map ask for few
    boxes.
    """
    box, zoom = _widened(read_box(bbox), read_zoom(zoom)), read_zoom(zoom)
    name = f"clusters:{key}:{zoom}:{','.join(f'{edge:.6f}' for edge in box)}"
    found = cache.get(name)
    if found is None:
        found = cluster(queryset, box, zoom)
        cache.set(name, found, seconds)
    return found


def read_box(bbox) -> Box:
    """Four finite numbers in order on the globe; raises ValidationError."""
    parts = bbox.split(",") if isinstance(bbox, str) else list(bbox or ())
    try:
        box = Box(*(float(part) for part in parts))
    except (TypeError, ValueError):
        raise ValidationError(_("Укажите границы карты четырьмя числами.")) from None
    if not all(map(math.isfinite, box)):
        raise ValidationError(_("Границы карты должны быть обычными числами."))
    if not (-180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90):
        raise ValidationError(_("Границы карты перепутаны или лежат за пределами земного шара."))
    return box


def read_zoom(zoom) -> int:
    """A whole number 0–22; raises ValidationError."""
    try:
        number = int(str(zoom)[:4])
    except ValueError:
        raise ValidationError(_("Масштаб карты — целое число от 0 до 22.")) from None
    if not 0 <= number <= MAX_ZOOM:
        raise ValidationError(_("Масштаб карты — целое число от 0 до 22."))
    return number


def _widened(box: Box, zoom: int) -> Box:
    step = min(90, 360 / 2**zoom / 2)
    return Box(
        max(-180, math.floor(box.west / step) * step),
        max(-90, math.floor(box.south / step) * step),
        min(180, math.ceil(box.east / step) * step),
        min(90, math.ceil(box.north / step) * step),
    )


def _inside(queryset: QuerySet, box: Box) -> QuerySet:
    return queryset.filter(
        latitude__gte=_decimal(box.south),
        latitude__lte=_decimal(box.north),
        longitude__gte=_decimal(box.west),
        longitude__lte=_decimal(box.east),
    )


def _decimal(degrees: float) -> str:
    """Six places, as the columns have; compared as numbers, the index is used."""
    return f"{degrees:.6f}"


def _grouped(queryset: QuerySet, inside: QuerySet, grid: Grid) -> list[dict]:
    cells = list(
        inside.order_by()
        .values(x=_cell("longitude", grid.per_longitude), y=_cell("latitude", grid.per_latitude))
        .annotate(
            count=Count("pk"),
            lat=Avg("latitude"),
            lon=Avg("longitude"),
            one=Min("pk"),
        )
    )
    lone = [cell["one"] for cell in cells if cell["count"] == 1]
    points = [_point(row) for row in queryset.filter(pk__in=lone).order_by("pk")] if lone else []
    groups = [
        _feature(cell["lat"], cell["lon"], {"cluster": True, "count": cell["count"]})
        for cell in cells
        if cell["count"] > 1
    ]
    return groups + points


def _float(column: str) -> Cast:
    return Cast(column, models.FloatField())


def _cell(column: str, per_degree: float):
    return Cast(Floor(_float(column) * per_degree), models.IntegerField())


def _point(row) -> dict:
    properties = {"id": row.pk, "title": str(row), "url": row.get_absolute_url()}
    return _feature(row.latitude, row.longitude, properties)


def _feature(latitude, longitude, properties: dict) -> dict:
    coordinates = [round(float(longitude), 6), round(float(latitude), 6)]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": properties,
    }


def _collection(features: list[dict]) -> dict:
    return {"type": "FeatureCollection", "features": features}
