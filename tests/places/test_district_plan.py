"""The plan of the districts: whole numbers, shades by the most, nothing without outlines."""

import re

import pytest
from django.urls import reverse

from portal.places.plan import plan
from tests.factories.civic_reports import ReportFactory
from tests.factories.places import DistrictFactory, square

pytestmark = pytest.mark.django_db


def test_a_city_without_outlines_has_no_plan():
    DistrictFactory(outline=None)
    assert plan({}, str) is None


def test_districts_lie_as_on_a_map_and_the_fullest_is_the_darkest():
    west = DistrictFactory(name="Запад", outline=square(49.6, 58.55))
    east = DistrictFactory(name="Восток", outline=square(49.8, 58.65))
    drawn = plan({west.pk: 8, east.pk: 1, None: 5}, lambda row: f"/?district={row.pk}")
    left, right = sorted(drawn["districts"], key=lambda row: row["x"])
    assert (left["name"], left["number"], left["shade"]) == ("Запад", 8, 4)
    assert (right["name"], right["number"], right["shade"]) == ("Восток", 1, 1)
    assert right["url"] == f"/?district={east.pk}"
    assert left["y"] > right["y"]  # the south is lower
    assert re.fullmatch(r"M\d+ \d+(L\d+ \d+)+Z", left["path"])


def test_home_counts_open_reports_of_each_district_and_leads_to_them(client):
    district = DistrictFactory(outline=square(49.6, 58.55))
    ReportFactory.create_batch(2, district=district)
    ReportFactory(district=district, state="moderation", published_at=None)
    html = client.get("/").content.decode()
    url = f"{reverse('civic:reports')}?district={district.pk}"
    assert f'<li><a href="{url}">{district.name}</a> — 2</li>' in html
