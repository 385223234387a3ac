"""Which district a point lies in."""

from decimal import Decimal

import pytest

from portal.places.geo import district_at, inside_city, read_outline
from portal.places.models import District
from tests.factories.places import CityFactory, DistrictFactory, square

pytestmark = pytest.mark.django_db


def test_a_point_finds_the_district_it_lies_in():
    DistrictFactory(outline=square(49.0, 58.0))
    here = DistrictFactory(outline=square(49.1, 58.0))
    assert district_at(Decimal("58.050000"), Decimal("49.150000")) == here


def test_a_point_on_a_shared_edge_belongs_to_the_first_district():
    second = DistrictFactory(outline=square(49.1, 58.0), order=2)
    first = DistrictFactory(outline=square(49.0, 58.0), order=1)
    assert district_at(58.05, 49.1) == first
    assert district_at(58.05, 49.2) == second


def test_a_point_outside_every_outline_has_no_district_and_is_outside_the_city():
    CityFactory()
    DistrictFactory(outline=square(49.0, 58.0))
    assert district_at(58.5, 49.5) is None
    assert not inside_city(58.5, 49.5)
    assert inside_city(58.05, 49.05)


def test_latitude_and_longitude_are_not_taken_for_each_other():
    DistrictFactory(outline=square(49.0, 58.0))
    assert district_at(49.05, 58.05) is None


def test_a_city_without_outlines_ends_at_the_edges_of_its_map():
    CityFactory()
    DistrictFactory()
    assert inside_city(58.6, 49.6)
    assert not inside_city(58.73, 49.6)
    assert not inside_city(58.6, 49.87)


def test_an_outline_redrawn_by_an_official_counts_at_once():
    district = DistrictFactory(outline=square(49.0, 58.0))
    assert district_at(58.05, 49.05) == district
    district.outline = square(30.0, 58.0)
    district.save()
    assert district_at(58.05, 49.05) is None


def test_a_district_removed_by_an_official_is_found_no_more():
    DistrictFactory(outline=square(49.0, 58.0))
    other = DistrictFactory(outline=square(49.0, 58.0))
    assert district_at(58.05, 49.05) != other
    District.objects.exclude(pk=other.pk).delete()
    assert district_at(58.05, 49.05) == other


@pytest.mark.parametrize(
    "outline",
    [
        "text",
        [],
        {},
        {"type": "Point", "coordinates": [49, 58]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": "text"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
    ],
)
def test_a_broken_outline_is_refused(outline):
    with pytest.raises(ValueError, match=r".*"):
        read_outline(outline)
