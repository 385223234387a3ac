"""The published counter against the portal's own, on recorded elections and on small ones."""

import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgeting.election import Election, PbProject, PbVote
from budgeting.pabulib import read_pabulib
from budgeting.tally import CHEAPEST_FIRST, Contest, candidates_of, tally
from portal.polls.ballots import lot
from portal.polls.winners import Pot

DATA = Path(__file__).parents[3] / "shared" / "data" / "pabulib"
recorded = pytest.mark.skipif(not DATA.is_dir(), reason="no recorded elections beside")
SEED = "5" * 32
MES = {
    "start": "integral",
    "stop": "overspend",
    "increment": "1",
    "comparison": False,
    "fill": False,
}
GREEDY = ("greedy", "greedy-threshold", "greedy-no-skip", "poznan")


def terms_of(election, rule, threshold=1, **contest) -> dict:
    """The election as `poll.json` would say it; projects are numbered by their rows."""
    pot = {
        "name": "",
        "budget": str(election.budget),
        "threshold": str(threshold),
        "options": [*range(len(election.projects))],
    }
    return {
        "ballot_kind": election.meta["vote_type"],
        "lot_seed": SEED,
        "contest": {
            "rule": rule,
            "tie_order": ["cost", "votes", "lot"],
            "pots": [pot],
            "mes": MES | contest,
        },
        "options": [
            {"number": place, "cost": str(project.cost)}
            for place, project in enumerate(election.projects)
        ],
    }


def votes_of(election) -> list[dict]:
    place = {project.id: number for number, project in enumerate(election.projects)}
    return [
        dict(
            zip(
                (place[one] for one in vote.choices),
                map(Fraction, vote.points or [1] * len(vote.choices)),
                strict=True,
            )
        )
        for vote in election.iter_votes()
    ]


def published(election, rule, threshold=1, **contest) -> list[str]:
    terms = terms_of(election, rule, threshold, **contest)
    pot = Pot(terms["contest"]["pots"][0], terms, votes_of(election))
    return [election.projects[number].id for number in pot.winners()]


def portal(election, rule, threshold=1) -> list[str]:
    drawn = [election.projects[place].id for place in lot(SEED, range(len(election.projects)))]
    candidates = candidates_of(election, drawn)
    return tally(Contest(candidates, election.budget, threshold, CHEAPEST_FIRST), rule).winners


@cache
def election_of(name) -> Election:
    return read_pabulib(DATA / name)


# Ballots that name a project twice or projects marked as withdrawn: no poll of ours can have them.
FOREIGN = {
    "Netherlands_Amsterdam_604.pb",
    "Poland_Katowice_2024_Murcki.pb",
    "Poland_Warszawa_2026_Brodno.pb",
}


def small(most=3000) -> list[str]:
    """The files that are counted in moments."""
    if not DATA.is_dir():
        return []
    rows = json.loads((DATA / "manifest.json").read_text())
    few = [row["file"] for row in rows if row["num_votes"] < most]
    return [name for name in few if name not in FOREIGN]


@recorded
@pytest.mark.parametrize("name", small())
def test_the_published_counter_agrees_with_the_portal_on_recorded_elections(name):
    election = election_of(name)
    for rule in GREEDY:
        assert published(election, rule) == portal(election, rule)


def expected(name, key) -> list[str]:
    return json.loads((DATA / "expected.json").read_text())["elections"][name][key]["winners"]


ASSEN, MOKOTOW = "Netherlands_Assen_2024.pb", "Poland_Warszawa_2026_Stary_Mokotow.pb"
EXHAUSTIVE = {"stop": "exhaustive"}


@recorded
@pytest.mark.parametrize(
    ("name", "key", "options"),
    [
        (ASSEN, "mes_add1_integral_until_overspend", {}),
        (MOKOTOW, "mes_add1_integral_until_overspend", {}),
        (MOKOTOW, "mes_add1_integral_stop_exhaustive", EXHAUSTIVE),
        (
            MOKOTOW,
            "mes_add1_fractional_stop_exhaustive__pabutools",
            EXHAUSTIVE | {"start": "exact"},
        ),
    ],
)
def test_equal_shares_are_those_of_independent_counters(name, key, options):
    found = published(election_of(name), "mes", threshold=0, **options)
    assert sorted(found) == expected(name, key)


@recorded
def test_equal_shares_reproduce_the_thirty_official_winners_of_wieliczka():
    name = "Poland_Wieliczka_2023_Green_Budget.pb"
    # The last step before the next one overspends, found by counting step by step elsewhere.
    election = election_of(name)
    terms = terms_of(election, "mes", 0)
    pot = Pot(terms["contest"]["pots"][0], terms, votes_of(election))
    pot.fans = {n: pot.fans_of(n) for n in pot.able}
    won = [election.projects[number].id for number in pot.one_run(Fraction(315))]
    assert sorted(won) == expected(name, "mes_add1_integral_until_overspend")
    assert pot.price(pot.one_run(Fraction(316))) > pot.budget


def election(budget, costs, ballots, kind="approval") -> Election:
    projects = [PbProject(str(place), cost) for place, cost in enumerate(costs)]
    votes = [
        PbVote(str(voter), tuple(map(str, chosen)), points)
        for voter, (chosen, points) in enumerate(ballots)
    ]
    return Election({"vote_type": kind, "budget": str(budget)}, projects, votes)


elections = st.builds(
    election,
    st.integers(0, 40),
    st.lists(st.integers(0, 20), min_size=4, max_size=4),
    st.lists(
        st.tuples(st.lists(st.integers(0, 3), unique=True, max_size=4), st.just(())), max_size=9
    ),
)


@pytest.mark.parametrize("rule", GREEDY)
@given(elections)
def test_both_counters_name_the_same_winners_of_any_small_election(rule, one):
    assert published(one, rule) == portal(one, rule)


def shares(budget, costs, ballots, **options) -> list[int]:
    plain = [(chosen, ()) for chosen in ballots]
    return [int(one) for one in published(election(budget, costs, plain), "mes", **options)]


def test_equal_shares_buy_what_the_fewest_would_never_win_by_votes():
    """Six voters for two dear things, four for a cheap one: by votes the four get nothing."""
    ballots = [[0, 1]] * 6 + [[2]] * 4
    costs = [29, 31, 24]
    assert shares(60, costs, ballots, increment="0") == [0, 2]
    assert published(election(60, costs, [(one, ()) for one in ballots]), "greedy") == ["0", "1"]


def test_the_comparison_gives_way_only_to_a_strict_majority():
    ballots = [[0, 1]] * 6 + [[2]] * 4
    assert shares(60, [29, 31, 24], ballots, comparison=True, increment="0") == [0, 1]
    even = [[0, 1]] * 5 + [[2]] * 5
    assert 2 in shares(60, [29, 31, 24], even, comparison=True, increment="0")


def test_what_is_left_is_filled_by_votes_only_where_the_rule_says_so():
    ballots = [[0]] * 5 + [[1]] * 4 + [[2]]
    assert shares(100, [50, 55, 45], ballots, increment="0") == [0]
    assert shares(100, [50, 55, 45], ballots, increment="0", fill=True) == [0, 2]


def test_everything_wins_where_the_money_suffices_for_all():
    assert shares(100, [10, 20, 30], [[0], [1], [2]]) == [0, 1, 2]


def test_unsupported_projects_do_not_keep_the_steps_going_for_ever():
    assert shares(50, [10, 100], [[0], [0]], threshold=0) == [0]


def test_points_are_added_and_places_are_worth_what_is_left_behind_them():
    ballots = [((0, 1), (Fraction(3), Fraction(1))), ((1,), (Fraction(5),))]
    assert published(election(10, [10, 10], ballots, "cumulative"), "greedy") == ["1"]
    ranked = [((2, 0), ()), ((2, 1), ()), ((0,), ())]
    assert published(election(10, [10, 10, 10], ranked, "ordinal"), "greedy") == ["2"]


def test_of_incompatible_projects_the_better_one_wins():
    one = election(100, [10, 20, 30], [((0, 1), ()), ((0, 1), ()), ((0,), ()), ((2,), ())])
    terms = terms_of(one, "greedy")
    terms["contest"]["incompatible"] = [[0, 1]]
    assert Pot(terms["contest"]["pots"][0], terms, votes_of(one)).winners() == [0, 2]


def test_each_budget_pays_for_its_own_projects_only():
    one = election(0, [10, 10, 10], [((0, 1, 2), ())])
    terms = terms_of(one, "greedy")
    pots = [
        {"name": name, "budget": "10", "threshold": "1", "options": options}
        for name, options in (("город", [0, 1]), ("район", [2]))
    ]
    terms["contest"]["pots"] = pots
    won = [Pot(pot, terms, votes_of(one)).winners() for pot in pots]
    assert [len(chosen) for chosen in won] == [1, 1]
    assert won[1] == [2]


def test_the_lot_of_the_checker_is_the_lot_of_the_portal():
    from portal.polls import winners

    terms = {"lot_seed": SEED, "options": [{"number": n} for n in range(30)]}
    assert winners.lot(terms) == lot(SEED, range(30))
