"""Public draws: announced first, held once, redone by anybody."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from portal.draws.actions import announce_draw, hold_draw
from portal.draws.lot import shuffled
from portal.draws.models import Draw
from tests.factories.people import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
NUMBERS = [f"№ {number}" for number in range(1, 21)]


@pytest.fixture
def official():
    return StaffFactory(permissions=["draws.conduct"])


@pytest.fixture
def draw(official):
    return announced(official)


def announced(actor, entries=NUMBERS, places=3):
    return announce_draw(
        "Комиссия (демо)", entries, places=places, seed_source="Курс валюты", actor=actor
    )


def test_a_visitor_sees_the_list_before_the_draw_and_no_seed(client, draw):
    page = client.get(draw.get_absolute_url()).content.decode()
    assert draw.list_hash in page
    assert "№ 20" in page
    assert "ещё не проведена" in page


def test_a_visitor_sees_the_result_and_can_redo_it(client, draw, official):
    hold_draw(draw, seed=" 92,1407 ", actor=official)
    assert draw.result == shuffled(NUMBERS, "92,1407")[:3]
    assert draw.result[0] in client.get(draw.get_absolute_url()).content.decode()
    data = json.loads(client.get(f"{draw.get_absolute_url()}draw.json").content)
    assert (data["seed"], data["result"], data["entries"]) == ("92,1407", draw.result, NUMBERS)
    assert b"def shuffled" in client.get("/draws/draw.py").content
    assert client.get("/draws/lot.py").content == client.get("/draws/draw.py").content


def test_a_draw_is_held_once(draw, official):
    hold_draw(draw, seed="92,1407", actor=official)
    with pytest.raises(ValidationError, match="уже проведена"):
        hold_draw(draw, seed="92,1408", actor=official)


@pytest.mark.parametrize("seed", ["", "   ", "1", "x" * 201])
def test_a_seed_that_is_none_is_refused(draw, official, seed):
    with pytest.raises(ValidationError):
        hold_draw(draw, seed=seed, actor=official)
    draw.refresh_from_db()
    assert draw.held_at is None


@pytest.mark.parametrize("stranger", [UserFactory, StaffFactory])
def test_a_stranger_neither_announces_nor_holds(draw, stranger):
    with pytest.raises(PermissionDenied):
        announced(stranger())
    with pytest.raises(PermissionDenied):
        hold_draw(draw, seed="92,1407", actor=stranger())


@pytest.mark.parametrize(
    ("entries", "places"),
    [(["1", "1"], 1), (["1", " 1 "], 1), (["1", ""], 1), (["1"], 2), (["1"], 0), ([], 1)],
)
def test_an_unfit_list_is_refused(official, entries, places):
    with pytest.raises(ValidationError):
        announced(official, entries, places)
    assert not Draw.objects.exists()


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_the_database_keeps_the_announced_list_and_the_result(draw, official):
    same = Draw.objects.filter(pk=draw.pk)
    refused(lambda: same.update(entries=["1"]))
    refused(lambda: same.update(places=1))
    refused(lambda: same.update(reserve_places=9))
    refused(lambda: same.update(by_stratum=True))
    refused(draw.delete)
    hold_draw(draw, seed="92,1407", actor=official)
    refused(lambda: same.update(result=["№ 1"]))
    refused(lambda: same.update(seed="other"))


def test_a_long_list_is_shown_in_part_and_given_whole(client, official):
    row = announced(official, [str(number) for number in range(1000)])
    assert "Полный список" in client.get(row.get_absolute_url()).content.decode()
    assert len(client.get(f"{row.get_absolute_url()}draw.json").json()["entries"]) == 1000


def test_an_unknown_draw_is_not_found(client):
    assert client.get("/draws/1/").status_code == 404


def test_places_by_district_need_a_district_in_every_line(official):
    with pytest.raises(ValidationError, match="район в каждой строке"):
        announce_draw(
            "Комиссия", ["1; Ленинский", "2"], places=1, seed_source="Курс", actor=official,
            by_stratum=True,
        )  # fmt: skip
