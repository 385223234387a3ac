"""The kept grid: every point lies in its cell, counts by cells lose nobody."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.models import Report
from civic.models.reports import CELLS
from portal.places.cells import Cells
from portal.places.clusters import Grid, cluster, read_box
from tests.factories.civic_reports import ReportFactory

CITY = "49.38,58.46,49.86,58.72"
LATITUDES = st.decimals(-84, 84, places=6)
LONGITUDES = st.decimals(-180, 180, places=6)


@given(LATITUDES, LONGITUDES)
def test_a_point_is_no_further_from_the_middle_of_its_cell_than_half_a_cell(latitude, longitude):
    own = CELLS.around(latitude, longitude)[4]
    north, east = CELLS.middle(own)
    assert abs(north - float(latitude)) <= 0.5 / CELLS.per_latitude + 1e-9
    assert abs(east - float(longitude)) <= 0.5 / CELLS.per_longitude + 1e-9


@given(LATITUDES, LONGITUDES)
def test_the_rows_between_two_latitudes_hold_the_cells_of_their_points(latitude, longitude):
    south, north = float(latitude) - 0.01, float(latitude) + 0.01
    first, last = CELLS.rows(south, north)
    assert first <= CELLS.around(latitude, longitude)[4] <= last


@pytest.mark.django_db
@pytest.mark.parametrize("place", [("58.612345", "49.634567"), ("64.73", "-177.51")])
def test_the_database_counts_cells_as_we_do(place):
    latitude, longitude = map(Decimal, place)
    report = ReportFactory(latitude=latitude, longitude=longitude)
    report.refresh_from_db()
    assert report.cell == CELLS.around(latitude, longitude)[4]


def test_only_a_grid_much_coarser_than_the_cells_is_counted_by_them():
    box = read_box(CITY)
    assert Grid.of(box, 11).is_coarse(CELLS)
    assert not Grid.of(box, 16).is_coarse(Cells(per_latitude=50, per_longitude=25))


@pytest.mark.django_db
def test_from_afar_kept_cells_give_the_groups_that_the_points_give():
    for step in range(40):
        ReportFactory(
            latitude=Decimal("58.5") + step % 8 * Decimal("0.021"),
            longitude=Decimal("49.5") + step // 8 * Decimal("0.043"),
        )
    rows, counts = Report.objects.public(), []
    for cells in (None, CELLS):
        features = cluster(rows, CITY, 9, cells)["features"]
        counts.append(sum(feature["properties"].get("count", 1) for feature in features))
    assert counts == [40, 40]


@pytest.mark.django_db
def test_a_group_of_kept_cells_lies_within_a_cell_of_its_reports_and_a_lone_one_on_its_place():
    for east in ("49.6001", "49.6003"):
        ReportFactory(latitude=Decimal("58.6001"), longitude=Decimal(east))
    lone = ReportFactory(latitude=Decimal("58.500123"), longitude=Decimal("49.800321"))
    group, point = cluster(Report.objects.public(), CITY, 11, CELLS)["features"]
    assert group["properties"] == {"cluster": True, "count": 2}
    east, north = group["geometry"]["coordinates"]
    assert math.hypot((north - 58.6001) * 400, (east - 49.6002) * 200) < 1
    assert point["properties"]["id"] == lone.pk
    assert point["geometry"]["coordinates"] == [49.800321, 58.500123]


@pytest.mark.django_db
def test_what_lies_beside_the_view_is_not_counted_by_cells():
    for east in ("49.2", "49.6", "49.9"):
        ReportFactory(latitude=Decimal("58.6"), longitude=Decimal(east))
    ReportFactory(latitude=Decimal("58.9"), longitude=Decimal("49.6"))
    assert len(cluster(Report.objects.public(), CITY, 11, CELLS)["features"]) == 1
