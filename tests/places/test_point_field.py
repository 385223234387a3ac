"""The pin of a form: typed numbers, forged numbers, points outside the city."""

from decimal import Decimal

import pytest
from django import forms

from portal.places.forms import PointField
from tests.factories.places import CityFactory, DistrictFactory, square

pytestmark = pytest.mark.django_db


class PlaceForm(forms.Form):
    point = PointField(label="Место", required=False)


class StrictForm(forms.Form):
    point = PointField(label="Место")


def filled(latitude, longitude, form=PlaceForm):
    return form({"point_latitude": latitude, "point_longitude": longitude})


@pytest.fixture(autouse=True)
def city():
    CityFactory()
    DistrictFactory(outline=square(49.0, 58.0, 2))


@pytest.mark.parametrize("latitude", ["58.6035", "58,6035", " 58.60350000001 "])
def test_a_resident_types_coordinates_and_they_keep_six_places(latitude):
    form = filled(latitude, "49.668")
    assert form.is_valid()
    assert form.cleaned_data["point"] == (Decimal("58.603500"), Decimal("49.668000"))
    assert form.cleaned_data["point"][0].as_tuple().exponent == -6


def test_a_resident_without_a_pin_may_go_on():
    form = filled("", "")
    assert form.is_valid()
    assert form.cleaned_data["point"] is None


def test_a_form_that_needs_the_pin_asks_for_it():
    assert not filled("", "", StrictForm).is_valid()
    assert not StrictForm({}).is_valid()


def test_one_coordinate_alone_is_refused_with_a_sentence():
    assert filled("58.6", "").errors["point"] == [
        "Укажите обе координаты: широту и долготу. Или поставьте точку на карте."
    ]


def test_a_point_outside_the_city_is_refused_with_a_sentence():
    assert filled("55.75", "37.61").errors["point"] == [
        "Точка лежит за пределами города. Передвиньте её на карте."
    ]


@pytest.mark.parametrize(
    "forged",
    ["nan", "inf", "-inf", "1e999999", "1e-9999999999999999999", "91", "text", "\x00", "9" * 10_000,
     "58.6 OR 1=1", "<b>"],
)  # fmt: skip
def test_forged_numbers_are_refused_at_the_field(forged):
    assert "point" in filled(forged, "49.6").errors


def test_the_widget_works_without_javascript_and_keeps_what_was_typed():
    page = str(filled("58.61", "49.62")["point"])
    assert 'name="point_latitude" value="58.61"' in page
    assert 'name="point_longitude" value="49.62"' in page
    assert "hidden>" in page
    assert "style=" not in page


def test_the_widget_shows_the_saved_pin():
    form = PlaceForm(initial={"point": (Decimal("58.600000"), Decimal("49.600000"))})
    assert 'value="58.600000"' in str(form["point"])


def test_an_unchanged_pin_is_not_a_change():
    saved = (Decimal("58.600000"), Decimal("49.600000"))
    data = {"point_latitude": "58.6", "point_longitude": "49.6"}
    assert PlaceForm(data, initial={"point": saved}).has_changed() is False
