"""Pure pieces: areas and distances, words of a foreign table, XML, ready texts."""

from datetime import date
from decimal import Decimal
from math import cos, sin
from types import SimpleNamespace

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from civic import area, importing, open311
from civic.models import Category
from civic.reference.reports import rows, term
from portal.law.models import Unit

SQUARE = '{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}'


def test_a_hundredth_of_a_degree_north_is_eleven_hundred_metres():
    assert round(area.metres_between((58.60, 49.65), (58.61, 49.65))) == 1113
    assert round(area.metres_between((60, 49.65), (60, 49.66))) == 557


PLACES = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


@given(PLACES, st.floats(50, 20_000), st.floats(0, 6.28), st.floats(0, 1))
def test_the_box_holds_the_whole_circle(place, metres, angle, part):

    latitude, longitude = place
    box = area.box_around(latitude, longitude, metres)
    north = latitude + sin(angle) * part * (box.north - latitude) * 0.999
    east = longitude + cos(angle) * part * (box.east - longitude) * 0.999
    assert box.south <= north <= box.north
    assert box.west <= east <= box.east


def test_an_area_is_read_with_its_box_and_covers_its_edge():
    drawn = area.read_area(SQUARE)
    assert drawn.box == (0, 0, 2, 2)
    assert area.covers(drawn.outline, 1, 1)
    assert area.covers(drawn.outline, 0, 2)
    assert not area.covers(drawn.outline, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        '{"type":"MultiPolygon","coordinates":[]}',
        '{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}',
        '{"type":"Polygon","coordinates":[[[0,0],[900,0],[900,2],[0,0]]]}',
        '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[0,0],[1,0],[1,1],[0,0]]]}',
        '{"type":"Polygon","coordinates":[' + str([[n, n % 2] for n in range(200)]) + "]}",
    ],
)
def test_a_broken_or_foreign_area_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 the words are the form's
        area.read_area(text)


@pytest.mark.parametrize(
    ("text", "found"), [("3h", (3, Unit.WORKING_HOURS)), ("10", (10, Unit.WORKING))]
)
def test_terms_of_the_catalogue_are_hours_or_working_days(text, found):
    assert term(text) == found


def test_the_catalogue_has_fifty_eight_categories_of_known_departments():
    items = [item for group in rows("issue_categories") for item in group["items"]]
    departments = {row["code"] for row in rows("departments")}
    assert len(items) == len({item["code"] for item in items}) == 58
    assert {item["dept"] for item in items} <= departments


@pytest.mark.parametrize(
    ("day", "inside"),
    [((10, 15), True), ((12, 31), True), ((4, 15), True), ((4, 16), False), ((7, 1), False)],
)
def test_a_winter_season_counts_both_its_ends(day, inside):
    category = Category(season_from="10-15", season_to="04-15")
    assert category.in_season(date(2026, *day)) is inside


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-01-10T10:00:00Z", "2026-01-10T13:00:00+03:00"),
        ("01/10/2026 01:30:00 PM", "2026-01-10T13:30:00+03:00"),
        ("10.01.2026 13:30", "2026-01-10T13:30:00+03:00"),
        ("2026-13-40", ""),
        ("9999999-01-01", ""),
        ("", ""),
    ],
)
def test_moments_of_foreign_tables_are_read_in_their_spellings(text, found):
    moment = importing._moment(text)
    assert (timezone.localtime(moment).isoformat() if moment else "") == found


@given(st.text(max_size=40))
def test_a_coordinate_of_a_foreign_table_is_a_degree_or_nothing(text):
    value = importing._degrees(text)
    assert value is None or abs(value) <= 180


@given(st.text())
def test_any_text_makes_xml_a_reader_accepts(text):
    document = open311.as_xml("services", [{"description": text, "metadata": True, "x": None}])
    root = fromstring(document.encode())
    assert root.find("service/metadata").text == "true"


def test_a_report_is_told_without_a_word_about_its_author():
    report = SimpleNamespace(
        pk=7, state="solved", answer_text="Сделано", category=None, department=None, text="Яма",
        published_at=None, submitted_at=None, updated_at=None, due_at=None, fix_due=None,
        address="", latitude=Decimal("58.6"), longitude=Decimal("49.65"), reporter="Иванов",
        contact="+7",
    )  # fmt: skip
    told = open311.request(report, "https://example.org/7")
    assert (told["status"], told["lat"], told["status_notes"]) == ("closed", 58.6, "Сделано")
    assert not {"Иванов", "+7"} & set(map(str, told.values()))
