"""A grid laid over the world once: rows keep their cell, and what is near is counted by it."""

import math
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.db.models import F
from django.db.models.functions import Cast, Floor


@dataclass(frozen=True)
class Cells:
    """Cells per degree. A cell's number is row × ROW + column, so that a row is one range."""

    per_latitude: int
    per_longitude: int
    ROW: ClassVar[int] = 100_000

    def column(self) -> models.GeneratedField:
        """A kept column with the number of the row's cell; empty where there is no point."""
        number = (
            Floor(F("latitude") * self.per_latitude) * self.ROW
            + Floor(F("longitude") * self.per_longitude)
        )  # fmt: skip
        return models.GeneratedField(
            expression=Cast(number, models.BigIntegerField()),
            output_field=models.BigIntegerField(null=True),
            db_persist=True,
        )

    def of(self, latitude, longitude) -> int:
        """The cell of the point."""
        row = math.floor(float(latitude) * self.per_latitude)
        return row * self.ROW + math.floor(float(longitude) * self.per_longitude)

    def around(self, latitude, longitude) -> list[int]:
        """The cell of the point and its eight neighbours."""
        here, near = self.of(latitude, longitude), (-1, 0, 1)
        return [here + north * self.ROW + east for north in near for east in near]

    def middle(self, cell: int) -> tuple[float, float]:
        """Latitude and longitude of the cell's middle, in degrees."""
        row = math.floor(cell / self.ROW + 0.5)  # columns go from west to east of Greenwich
        column = cell - row * self.ROW
        return (row + 0.5) / self.per_latitude, (column + 0.5) / self.per_longitude

    def rows(self, south: float, north: float) -> tuple[int, int]:
        """Numbers between which the cells from `south` to `north` lie, at any longitude."""
        half = self.ROW // 2
        first, last = (math.floor(edge * self.per_latitude) for edge in (south, north))
        return first * self.ROW - half, last * self.ROW + half
