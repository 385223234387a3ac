"""Grouping of points by the database. Centres serve as the points."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portal.places.clusters import POINTS_LIMIT, Grid, cached, cluster, read_box, read_zoom
from portal.places.models import Centre
from tests.factories.places import DistrictFactory

CITY = "49.38,58.46,49.86,58.72"
STREET = "49.600,58.600,49.605,58.603"


class Pin(Centre):
    """A centre with a page of its own."""

    class Meta:
        proxy = True
        app_label = "places"

    def get_absolute_url(self) -> str:
        return f"/pins/{self.pk}/"


def pins(*points):
    district = DistrictFactory()
    rows = [
        Pin(name=f"Место {n}", address="ул. Демо", district=district, latitude=lat, longitude=lon)
        for n, (lat, lon) in enumerate(points)
    ]
    return Centre.objects.bulk_create(rows)


def counts(data):
    return sorted(feature["properties"].get("count", 1) for feature in data["features"])


@pytest.mark.django_db
def test_near_points_are_one_group_and_a_lone_one_keeps_its_title():
    *_near, lone = pins(("58.600", "49.600"), ("58.601", "49.601"), ("58.700", "49.800"))
    group, point = cluster(Pin.objects.all(), CITY, 11)["features"]
    assert group["properties"] == {"cluster": True, "count": 2}
    assert group["geometry"]["coordinates"] == pytest.approx([49.6005, 58.6005])
    assert point["properties"] == {"id": lone.pk, "title": "Место 2", "url": f"/pins/{lone.pk}/"}


@pytest.mark.django_db
def test_points_outside_the_box_are_left_out():
    pins(("58.601", "49.601"), ("58.601", "49.606"), ("58.604", "49.601"))
    assert counts(cluster(Pin.objects.all(), STREET, 18)) == [1]


@pytest.mark.django_db
def test_near_points_part_at_high_zoom():
    pins(("58.60100", "49.60100"), ("58.60101", "49.60101"))
    assert counts(cluster(Pin.objects.all(), STREET, 16)) == [2]
    assert counts(cluster(Pin.objects.all(), STREET, 17)) == [1, 1]


@pytest.mark.django_db
def test_too_many_points_stay_grouped_at_high_zoom():
    pins(*[("58.601", "49.601")] * (POINTS_LIMIT + 1))
    assert counts(cluster(Pin.objects.all(), STREET, 18)) == [POINTS_LIMIT + 1]


@pytest.mark.django_db
def test_every_point_is_counted_once_and_the_answer_stays_small():
    spread = [
        (f"58.{460000 + n * 17 % 260000:06}", f"49.{380000 + n * 331 % 480000:06}")
        for n in range(2000)
    ]
    pins(*spread)
    for zoom in (0, 5, 11, 16):
        found = counts(cluster(Pin.objects.all(), CITY, zoom))
        assert sum(found) == 2000
        assert len(found) <= 17 * 17


@pytest.mark.django_db
def test_rows_without_a_point_are_no_feature():
    pins((None, None), ("58.6", None))
    assert counts(cluster(Pin.objects.all(), "-180,-90,180,90", 0)) == []


@pytest.mark.django_db
def test_the_map_asks_the_database_twice_at_any_number_of_points(django_assert_num_queries):
    pins(*[(f"58.6{n:02}", f"49.6{n:02}") for n in range(50)], ("58.5", "49.4"))
    with django_assert_num_queries(2):
        cluster(Pin.objects.all(), CITY, 12)


@pytest.mark.django_db
def test_a_remembered_map_asks_the_database_once_for_small_moves(django_assert_num_queries):
    pins(("58.6", "49.6"), ("58.6001", "49.6001"))
    first = cached("test", Pin.objects.all(), CITY, 11)
    with django_assert_num_queries(0):
        assert cached("test", Pin.objects.all(), "49.381,58.461,49.861,58.721", 11) == first
    assert counts(first) == [2]


@pytest.mark.parametrize(
    "bbox",
    ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,0,1,1", "0,0,inf,1", "1,0,0,1", "0,1,1,0",
     "-181,0,1,1", "0,-91,1,1", "0,0,181,1", "0,0,1,91", "0,0,0,0", None, "\x00", "1" * 10_000],
)  # fmt: skip
def test_a_box_that_is_none_is_refused(bbox):
    with pytest.raises(ValidationError):
        read_box(bbox)


@pytest.mark.parametrize("zoom", [None, "", "-1", "23", "1.5", "1e1", "nan", "9" * 10_000, "\x00"])
def test_a_zoom_that_is_none_is_refused(zoom):
    with pytest.raises(ValidationError):
        read_zoom(zoom)


@given(st.floats(-179, 179), st.floats(-89, 89), st.floats(1e-6, 1), st.integers(0, 22))
def test_no_box_holds_more_cells_than_the_cap(west, south, size, zoom):
    box = read_box((west, south, west + size, south + size))
    grid = Grid.of(box, zoom)
    assert (box.east - box.west) * grid.per_longitude <= 16.001
    assert (box.north - box.south) * grid.per_latitude <= 16.001
