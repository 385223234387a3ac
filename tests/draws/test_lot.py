"""The lot: a permutation, the same for everybody, fair, redone by the standard library alone."""

import json
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.draws import lot
from portal.draws.lot import hash_of, shuffled

lists = st.lists(
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])), unique=True
)
seeds = st.text(st.characters(exclude_categories=["Cs"]))


@given(lists, seeds)
def test_the_lot_loses_nobody_and_is_the_same_each_time(entries, seed):
    result = shuffled(entries, seed)
    assert sorted(result) == sorted(entries)
    assert shuffled(entries, seed) == result


# Worked out by hand from the description in lot.py, by another program.
LIST_HASH = "d8ebf6460dd5eb503549552f23510949e7b4b1cf71b35262629f8a22d0db3750"
ORDER = ["№ 3", "№ 5", "№ 6", "№ 4", "№ 7", "№ 2", "№ 1"]


def test_the_lot_never_changes_between_versions():
    entries = [f"№ {number}" for number in range(1, 8)]
    assert hash_of(entries) == LIST_HASH
    assert shuffled(entries, "курс 92,1407 на 01.12.2026") == ORDER


def test_another_seed_or_another_list_gives_another_order():
    entries = [str(number) for number in range(30)]
    assert shuffled(entries, "a") != shuffled(entries, "b")
    assert shuffled([*entries, "30"], "a")[:30] != shuffled(entries, "a")


def test_every_entry_comes_first_about_as_often():
    firsts = Counter(shuffled(["а", "б", "в"], str(seed))[0] for seed in range(3000))
    assert all(900 < count < 1100 for count in firsts.values())


def test_every_order_comes_about_as_often():
    orders = Counter(tuple(shuffled(["а", "б", "в"], str(seed))) for seed in range(3000))
    assert len(orders) == 6
    assert all(400 < count < 600 for count in orders.values())


@pytest.mark.parametrize("entries", [["а", "а"], ["а\nб"]])
def test_a_list_that_could_be_read_two_ways_is_refused(entries):
    with pytest.raises(ValueError, match="entry"):
        hash_of(entries)


def test_a_block_above_the_last_whole_multiple_is_thrown_away():
    blocks = iter([lot.BLOCKS - 1, 5])
    assert lot._below(3, blocks) == 2


@pytest.mark.parametrize(("change", "code"), [({}, 0), ({"seed": "other"}, 1), ({"places": 1}, 1)])
def test_anybody_redoes_a_draw_with_python_alone(tmp_path, change, code):
    entries = [str(number) for number in range(50)]
    draw = {"entries": entries, "list_hash": hash_of(entries), "seed": "s", "places": 3}
    draw |= {"result": shuffled(entries, "s")[:3]} | change
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(draw))
    run = subprocess.run(
        [sys.executable, "-I", "-S", lot.__file__, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code
    assert run.stdout.endswith("OK\n" if code == 0 else "DIFFERENT\n")
