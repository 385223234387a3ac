"""The search finds contests, seasons of awards and property, nothing in preparation."""

import pytest

from tests.factories.awards import SeasonFactory
from tests.factories.grants import ContestFactory
from tests.factories.property import PropertyFactory

pytestmark = pytest.mark.django_db


def test_a_visitor_finds_contests_seasons_and_property_that_are_public(client):
    shown = [
        ContestFactory(title="Яблоня: гранты"),
        SeasonFactory(award__name="Награда «Яблоня»"),
        PropertyFactory(name="Дом у яблони"),
    ]
    hidden = [
        ContestFactory(title="Яблоня: готовится", state="draft"),
        SeasonFactory(award__name="Яблоня позже", state="draft"),
        PropertyFactory(name="Склад с яблоней", is_listed=False),
    ]
    page = client.get("/search/?q=яблоня").content.decode()
    assert all(f'href="{row.get_absolute_url()}"' in page for row in shown)
    assert not any(row.get_absolute_url() in page for row in hidden)


@pytest.mark.parametrize(("word", "make"), [("награда", SeasonFactory), ("грант", ContestFactory)])
def test_a_visitor_finds_it_by_what_it_is(client, word, make):
    row = make()
    assert row.get_absolute_url() in client.get(f"/search/?q={word}").content.decode()


def test_a_season_that_takes_nominations_or_votes_is_met_at_home(client):
    season = SeasonFactory(award__name="Награда у входа (демо)")
    SeasonFactory(award__name="Прошлая (демо)", state="decided")
    page = client.get("/").content.decode()
    assert season.get_absolute_url() in page
    assert "Прошлая (демо)" not in page
