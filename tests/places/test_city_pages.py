"""The public map of the city."""

import pytest

from portal.places import reference
from portal.places.geo import district_at
from portal.places.models import Centre, City, District
from tests.factories.places import CentreFactory, CityFactory, DistrictFactory, square

pytestmark = pytest.mark.django_db


def test_a_visitor_sees_districts_and_centres_in_a_list_beside_the_map(client):
    CityFactory()
    centre = CentreFactory(phone="+7 8332 000000")
    page = client.get("/places/").content.decode()
    assert centre.district.name in page
    assert centre.address in page
    assert "data-map" in page
    assert "style=" not in page


def test_a_visitor_of_an_empty_portal_still_gets_a_page(client):
    assert client.get("/places/").status_code == 200
    assert client.get("/places/centres/").status_code == 200
    assert client.get("/places/outlines.json").json()["features"] == []


def test_a_visitor_finds_centres_by_district(client):
    centre = CentreFactory()
    page = client.get("/places/centres/").content.decode()
    assert centre.name in page
    assert centre.address in page


def test_the_list_costs_the_same_queries_with_many_districts(client, django_assert_max_num_queries):
    for _number in range(5):
        CentreFactory.create_batch(3, district=DistrictFactory())
    with django_assert_max_num_queries(4):
        client.get("/places/centres/")


def test_the_map_draws_the_outlines_of_districts_that_have_one(client):
    CityFactory()
    drawn = DistrictFactory(outline=square(49.0, 58.0))
    DistrictFactory()
    data = client.get("/places/outlines.json").json()
    assert [feature["properties"]["code"] for feature in data["features"]] == [drawn.code]
    assert data["bbox"] == [49.38, 58.46, 49.86, 58.72]


def test_a_browser_that_knows_the_outlines_gets_no_second_copy(client):
    first = client.get("/places/outlines.json")
    assert first["Cache-Control"] == "public, max-age=3600"
    again = client.get("/places/outlines.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    DistrictFactory(outline=square(49.0, 58.0))
    changed = client.get("/places/outlines.json", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_centres_without_a_point_are_only_in_the_list(client):
    placed = CentreFactory()
    CentreFactory(latitude=None)
    features = client.get("/places/centres.json").json()["features"]
    assert [feature["properties"]["id"] for feature in features] == [placed.pk]


def test_the_reference_city_loads_once_and_keeps_what_officials_changed():
    reference.load()
    District.objects.filter(code="leninsky").update(name="Ленинский")
    reference.load()
    assert City.objects.profile().name == "Киров"
    assert District.objects.count() == 4
    assert Centre.objects.count() == 6
    assert District.objects.get(code="leninsky").name == "Ленинский"


def test_every_reference_centre_lies_in_its_own_district():
    reference.load()
    for centre in Centre.objects.select_related("district"):
        assert district_at(centre.latitude, centre.longitude) == centre.district


def test_the_reference_outlines_are_marked_as_made_up():
    reference.load()
    notes = set(District.objects.values_list("outline_note", flat=True))
    assert notes == {"демо: условная граница"}
