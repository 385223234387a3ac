"""The lot: a permutation, the same for everybody, fair, redone by the standard library alone."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.draws import lot
from portal.draws.lot import drawn, hash_of, quotas, shuffled, stratum_of

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


SIZES = st.dictionaries(st.text("абв", min_size=1, max_size=3), st.integers(1, 40), min_size=1)


@given(SIZES, st.integers(1, 60))
def test_quotas_add_up_and_stay_within_one_of_the_exact_share(sizes, places):
    everybody = sum(sizes.values())
    places = min(places, everybody)
    found = quotas(sizes, places)
    assert sum(found.values()) == places
    assert all(abs(found[name] * everybody - places * sizes[name]) < everybody for name in sizes)
    assert all(found[name] <= sizes[name] for name in sizes)


def test_equal_remainders_give_the_place_to_the_first_by_name():
    assert quotas({"б": 1, "а": 1}, 1) == {"а": 1, "б": 0}


def listed(sizes: dict[str, int]) -> list[str]:
    strata = [name for name, size in sizes.items() for _one in range(size)]
    return [f"{number}; {name}" for number, name in enumerate(strata, 1)]


@given(SIZES, st.integers(1, 60), st.integers(0, 30), seeds)
def test_a_lot_by_strata_fills_every_quota_and_takes_nobody_twice(sizes, places, reserve, seed):
    entries = listed(sizes)
    places = min(places, len(entries))
    members, others = drawn(entries, seed, places, reserve, by_stratum=True)
    assert Counter(map(stratum_of, members)) == +Counter(quotas(sizes, places))
    assert len(others) == min(reserve, len(entries) - places)
    assert len({*members, *others}) == len(members) + len(others)


def test_without_strata_the_first_are_drawn_and_the_next_are_the_reserve():
    entries = listed({"а": 5, "б": 2})
    order = shuffled(entries, "s")
    assert drawn(entries, "s", 3, 2) == (order[:3], order[3:5])
