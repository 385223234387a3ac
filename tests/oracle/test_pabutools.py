"""Our tallies and pabutools choose the same winners, on random and on real elections."""

import pytest
from hypothesis import given, settings

from budgeting.pabulib import read_pabulib
from budgeting.tally import CHEAPEST_FIRST, contest_of, tally
from tests.budgeting.test_tally_shares import elections
from tests.oracle.conftest import DATA
from tests.oracle.counting import Oracle

PLAIN = {"start": "exact", "increment": "0"}
GROWING = {"start": "exact", "stop": "exhaustive"}
# Small enough for pabutools; the larger ones are counted by the benchmark.
REAL = [
    "Netherlands_Amsterdam_166",
    "Netherlands_Assen_2024",
    "Canada_Stanford_Dataset_PB_Dieppe_2018_vote_approvals",
    "US_Stanford_Dataset_PB_Cambridge_2015_vote_knapsacks",
    "Poland_Warszawa_2026_Stary_Mokotow",
    "Poland_Zabrze_2021_Konczyce",
]


def plainly(contest):
    """Without what pabutools does not know: incompatible projects."""
    return type(contest)(
        contest.candidates, contest.budget, ballots=contest.ballots, tie_order=CHEAPEST_FIRST
    )


def ours(contest, rule, options=None):
    return sorted(tally(contest, rule, options).winners)


@settings(deadline=None, max_examples=200)
@given(elections())
def test_random_elections_have_the_same_winners(contest):
    contest = plainly(contest)
    if not contest.ballots:
        return
    oracle = Oracle(contest)
    assert ours(contest, "greedy") == oracle.greedy()
    if sum(one.cost for one in contest.candidates) <= contest.budget:
        return  # money for everything: we do not count at all
    assert ours(contest, "mes", PLAIN) == oracle.shares()
    supported = all(one.votes for one in contest.candidates)
    if supported:  # pabutools waits for projects nobody supports, and buys them at last
        assert ours(contest, "mes", GROWING) == oracle.growing_shares()
        assert ours(contest, "phragmen") == oracle.phragmen()


@pytest.mark.skipif(not DATA.is_dir(), reason="recorded elections are not beside this checkout")
@pytest.mark.parametrize("name", REAL)
def test_real_elections_have_the_same_winners(name):
    contest = contest_of(read_pabulib(DATA / f"{name}.pb"), "mes")
    oracle = Oracle(contest)
    assert ours(contest, "greedy") == oracle.greedy()
    assert ours(contest, "phragmen") == oracle.phragmen()
    assert ours(contest, "mes", PLAIN) == oracle.shares()
    assert ours(contest, "mes", GROWING) == oracle.growing_shares()
