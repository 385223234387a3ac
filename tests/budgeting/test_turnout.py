"""Turnout by age and district tells nothing about fewer than ten people, not by subtraction."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from budgeting.counting.turnout import LEAST, suppressed, turnout_of
from portal.polls.models import Ballot
from tests.factories.places import DistrictFactory
from tests.factories.polls import PollFactory


def shown(cells) -> dict:
    return {cell["name"]: cell["people"] for cell in suppressed(cells)}


def test_a_cell_under_ten_is_hidden_together_with_the_next_smallest():
    assert shown({"a": 9, "b": 40, "c": 12}) == {"a": None, "b": 40, "c": None}


def test_ten_people_are_shown():
    assert shown({"a": 10, "b": 40}) == {"a": 10, "b": 40}


def test_hidden_cells_that_are_few_people_together_take_another_with_them():
    assert shown({"a": 2, "b": 3, "c": 15, "d": 30}) == {"a": None, "b": None, "c": None, "d": 30}


def test_an_empty_cell_names_nobody():
    assert shown({"a": 0, "b": 40}) == {"a": 0, "b": 40}


def test_everything_is_hidden_where_one_cell_holds_everybody():
    assert shown({"a": 4, "b": 0}) == {"a": None, "b": None}


@given(st.dictionaries(st.text("abcdefgh", min_size=1), st.integers(0, 60), max_size=8))
def test_no_hidden_cell_follows_from_the_total_and_the_others(cells):
    told = shown(cells)
    hidden = [cells[name] for name, people in told.items() if people is None]
    assert all(people == 0 or people >= LEAST for people in told.values() if people is not None)
    if hidden and sum(cells.values()) >= LEAST and len(hidden) < len(cells):
        assert len(hidden) > 1
        assert sum(hidden) >= LEAST


@pytest.mark.django_db
def test_turnout_counts_ballots_by_age_on_the_day_and_by_district():
    poll = PollFactory()
    DistrictFactory(code="north", name="Северный")
    rows = [("north", 16)] * 11 + [("north", 70)] * 12 + [("", None)] * 10
    Ballot.objects.bulk_create(
        Ballot(
            poll=poll,
            voter_mark=str(place),
            choices="1",
            receipt=f"{place:064d}",
            nonce="0" * 32,
            district_code=district,
            age=age,
            cast_at=timezone.now() - timedelta(days=1),
        )
        for place, (district, age) in enumerate(rows)
    )
    turnout = turnout_of(poll)
    ages = {cell["name"]: cell["people"] for cell in turnout["ages"] if cell["people"]}
    assert ages == {"14–17": 11, "65+": 12, "": 10}
    assert turnout["districts"] == [
        {"name": "", "people": 10},
        {"name": "Северный", "people": 23},
    ]
