"""Points of a map, grouped by the database: the answer has the same size at any number of rows."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Avg, Count, Min, QuerySet
from django.db.models.functions import Cast, Floor
from django.utils.translation import gettext as _

from portal.places.cells import Cells

MAX_ZOOM = 22
POINTS_ZOOM = 17  # from here on points are not grouped while they fit
POINTS_LIMIT = 300
COLUMNS = ROWS = 16  # no more cells than this, however large the screen
PIXELS_PER_CELL = 64
KEPT_IN_ONE = 4  # kept cells along a side of the grid's
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

    def is_coarse(self, cells: Cells) -> bool:
        """Whether so many kept cells lie in one of the grid that their edges do not show."""
        return (
            self.per_longitude * KEPT_IN_ONE <= cells.per_longitude
            and self.per_latitude * KEPT_IN_ONE <= cells.per_latitude
        )


def cluster(queryset: QuerySet, bbox, zoom, cells: Cells | None = None) -> dict:
    """GeoJSON of the rows inside `bbox`, from their `latitude` and `longitude` columns.

    `bbox` is «west,south,east,north» in degrees or four numbers; `zoom` a whole number 0–22. A
    group has the properties `cluster` and `count`; a lone row `id`, `title` (str) and `url`
    (get_absolute_url). At most two queries and some hundred features. Where the rows keep their
    `cell` of `cells`, a view from afar is counted by it, with the edges true to a cell. Raises
    ValidationError with a Russian sentence when bbox or zoom make no sense.
    """
    box, zoom = read_box(bbox), read_zoom(zoom)
    inside = _inside(queryset, box)
    if zoom >= POINTS_ZOOM:
        rows = list(inside.order_by("pk")[: POINTS_LIMIT + 1])
        if len(rows) <= POINTS_LIMIT:
            return collection([_point(row) for row in rows])
    grid = Grid.of(box, zoom)
    if cells and grid.is_coarse(cells):
        return collection(_summed(queryset, box, grid, cells))
    return collection(_grouped(queryset, inside, grid))


def cached(
    key: str, queryset: QuerySet, bbox, zoom, *, seconds: int = 60, cells: Cells | None = None
) -> dict:
    """`cluster`, remembered for `seconds` under `key`: only for rows that everybody may see.

    The box is widened to whole cells of the zoom, so that many small moves of the map ask for few
    boxes.
    """
    box, zoom = _widened(read_box(bbox), read_zoom(zoom)), read_zoom(zoom)
    name = f"clusters:{key}:{zoom}:{','.join(f'{edge:.6f}' for edge in box)}"
    found = cache.get(name)
    if found is None:
        found = cluster(queryset, box, zoom, cells)
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
    cells = (
        inside.order_by()
        .values(x=_cell("longitude", grid.per_longitude), y=_cell("latitude", grid.per_latitude))
        .annotate(
            count=Count("pk"),
            lat=Avg("latitude"),
            lon=Avg("longitude"),
            one=Min("pk"),
        )
    )
    rows = cells.values_list("count", "lat", "lon", "one")
    return _features(queryset, rows)


def _summed(queryset: QuerySet, box: Box, grid: Grid, cells: Cells) -> list[dict]:
    """Kept cells counted by the database, put together here by the grid."""
    kept = (
        queryset.filter(cell__range=cells.rows(box.south, box.north))
        .order_by()
        .values("cell")
        .annotate(count=Count("pk"), one=Min("pk"))
    )
    sums: dict = {}
    for cell, count, one in kept.values_list("cell", "count", "one"):
        lat, lon = cells.middle(cell)
        if not box.west <= lon <= box.east:
            continue
        place = (math.floor(lon * grid.per_longitude), math.floor(lat * grid.per_latitude))
        total, north, east, least = sums.get(place, (0, 0.0, 0.0, one))
        sums[place] = (total + count, north + lat * count, east + lon * count, min(least, one))
    rows = ((total, north / total, east / total, one) for total, north, east, one in sums.values())
    return _features(queryset, rows)


def _features(queryset: QuerySet, rows: Iterable[tuple]) -> list[dict]:
    """Groups as (count, latitude, longitude, least pk); of one row alone its point."""
    rows = list(rows)
    lone = [one for count, _lat, _lon, one in rows if count == 1]
    points = [_point(row) for row in queryset.filter(pk__in=lone).order_by("pk")] if lone else []
    groups = [
        feature(lat, lon, {"cluster": True, "count": count})
        for count, lat, lon, _one in rows
        if count > 1
    ]
    return groups + points


def _float(column: str) -> Cast:
    return Cast(column, models.FloatField())


def _cell(column: str, per_degree: float):
    return Cast(Floor(_float(column) * per_degree), models.IntegerField())


def _point(row) -> dict:
    properties = {"id": row.pk, "title": str(row), "url": row.get_absolute_url()}
    return feature(row.latitude, row.longitude, properties)


def feature(latitude, longitude, properties: dict) -> dict:
    """A GeoJSON point."""
    coordinates = [round(float(longitude), 6), round(float(latitude), 6)]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": properties,
    }


def collection(features: list[dict]) -> dict:
    """GeoJSON of the features."""
    return {"type": "FeatureCollection", "features": features}
