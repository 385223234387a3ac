"""What each greedy rule decides, why, and what it says about ties; sums stay exact."""

from decimal import Decimal, Inexact
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgeting.election import Election, PbProject, PbVote
from budgeting.tally import (
    AS_RECORDED,
    CHEAPEST_FIRST,
    RULES,
    Candidate,
    Contest,
    Reason,
    Tie,
    TieKey,
    UnresolvedTieError,
    UnsupportedRuleError,
    candidates_of,
    rule_of,
    tally,
    tally_election,
)


def candidates(*rows, **extra):
    """Rows are (id, cost, score); the row order is the lot."""
    return [
        Candidate(name, cost, score, score, lot=place, withdrawn=name in extra.get("withdrawn", ()))
        for place, (name, cost, score) in enumerate(rows)
    ]


def count(rule, budget, *rows, threshold=0, tie_order=CHEAPEST_FIRST, **extra):
    return tally(Contest(candidates(*rows, **extra), budget, threshold, tie_order), rule)


def reasons(result):
    return {outcome.candidate.id: outcome.reason.value for outcome in result.outcomes}


PARK, ROAD, BENCH = ("park", 60, 9), ("road", 50, 8), ("bench", 10, 7)


def test_greedy_skips_what_does_not_fit_and_goes_on():
    result = count("greedy", 100, PARK, ROAD, BENCH)
    assert result.winners == ["park", "bench"]
    assert reasons(result) == {"park": "funded", "road": "over_budget", "bench": "funded"}


def test_no_skip_stops_at_the_first_that_does_not_fit():
    result = count("greedy-no-skip", 100, PARK, ROAD, BENCH)
    assert result.winners == ["park"]
    assert reasons(result) == {"park": "funded", "road": "over_budget", "bench": "after_stop"}


@pytest.mark.parametrize(("budget", "outcome"), [(100, "partial"), (99, "over_budget")])
def test_poznan_funds_the_first_misfit_from_eighty_percent_on(budget, outcome):
    assert reasons(count("poznan", budget, PARK, ROAD, BENCH)) == {
        "park": "funded",
        "road": outcome,
        "bench": "after_stop",
    }


def test_poznan_tells_how_much_the_reserve_must_add():
    result = count("poznan", 100, PARK, ROAD, BENCH)
    assert (result.winners, result.total_cost, result.reserve) == (["park", "road"], 110, 10)


def test_greedy_within_the_budget_needs_no_reserve():
    assert count("greedy", 100, PARK, ROAD, BENCH).reserve == 0


def test_threshold_lets_in_equal_support_and_keeps_out_less():
    result = count("greedy-threshold", 100, PARK, ROAD, BENCH, threshold=8)
    assert result.winners == ["park"]
    assert reasons(result)["bench"] == "below_threshold"


def test_no_skip_is_not_stopped_by_a_project_below_the_threshold():
    rows = (PARK, ("dear", 500, 8), BENCH)
    assert count("greedy-no-skip", 100, *rows, threshold=9).winners == ["park"]
    assert reasons(count("greedy-no-skip", 100, *rows, threshold=9))["dear"] == "below_threshold"


def test_no_skip_is_not_stopped_by_a_withdrawn_project():
    result = count("greedy-no-skip", 100, PARK, ROAD, BENCH, withdrawn=["road"])
    assert result.winners == ["park", "bench"]
    assert reasons(result)["road"] == "withdrawn"


def test_outcome_tells_the_money_left_when_its_turn_came():
    result = count("greedy", 100, PARK, ROAD, BENCH)
    assert [outcome.money_left for outcome in result.outcomes] == [100, 40, 40]


def test_exact_fit_is_funded_with_nothing_left():
    assert count("greedy", 110, PARK, ROAD).winners == ["park", "road"]


def test_nobody_is_funded_from_an_empty_budget():
    assert count("greedy", 0, PARK, ROAD).winners == []
    assert count("greedy", 0, PARK, ROAD).total_cost == 0


def test_contest_without_projects_has_an_empty_protocol():
    assert count("greedy", 100).outcomes == ()


def test_cheapest_of_equal_score_wins_and_the_tie_is_reported():
    result = count("greedy", 50, ("a", 50, 5), ("b", 40, 5))
    assert result.winners == ["b"]
    assert result.ties == (Tie(("b", "a"), 5, TieKey.COST, 50),)


def test_more_votes_decide_between_equal_score_and_cost():
    rivals = [Candidate("a", 50, 3, 5, lot=0), Candidate("b", 50, 4, 5, lot=1)]
    result = tally(Contest(rivals, 50), "greedy")
    assert result.winners == ["b"]
    assert [tie.decided_by for tie in result.ties] == ["votes"]


def test_lot_decides_when_nothing_else_does():
    rivals = [Candidate("a", 50, 5, 5, lot=2), Candidate("b", 50, 5, 5, lot=1)]
    result = tally(Contest(rivals, 50), "greedy")
    assert result.winners == ["b"]
    assert [tie.decided_by for tie in result.ties] == ["lot"]


def test_recorded_order_decides_before_cost():
    result = count("greedy", 50, ("a", 50, 5), ("b", 40, 5), tie_order=AS_RECORDED)
    assert result.winners == ["a"]
    assert result.ties == (Tie(("a", "b"), 5, TieKey.LOT, 50),)


def test_tie_nobody_drew_lots_for_is_an_error_naming_the_projects():
    rivals = [Candidate("a", 50, 5, 5), Candidate("b", 50, 5, 5)]
    with pytest.raises(UnresolvedTieError, match="a, b"):
        tally(Contest(rivals, 50), "greedy")


def test_tie_that_changes_nothing_needs_no_lot_and_is_not_reported():
    rivals = [Candidate("a", 50, 5, 5), Candidate("b", 50, 5, 5)]
    assert tally(Contest(rivals, 100), "greedy").ties == ()


@pytest.mark.parametrize("settled", [{"threshold": 6}, {"withdrawn": ["a", "b"]}])
def test_projects_out_of_the_contest_are_never_a_tie(settled):
    assert count("greedy", 50, ("a", 50, 5), ("b", 50, 5), **settled).ties == ()


def test_tie_within_a_tie_reports_both_deciders():
    result = count("greedy", 30, ("a", 20, 5), ("b", 20, 5), ("c", 40, 5), ("d", 10, 5))
    assert [(tie.ids, tie.decided_by.value) for tie in result.ties] == [
        (("d", "a", "b", "c"), "cost"),
        (("a", "b"), "lot"),
    ]


def test_tie_after_the_stop_is_not_decisive():
    rows = (("big", 500, 9), ("a", 50, 5), ("b", 40, 5))
    assert count("greedy-no-skip", 60, *rows).ties == ()


def test_unknown_rule_is_refused_by_name():
    with pytest.raises(UnsupportedRuleError, match="«equalshares»"):
        count("equalshares", 100, PARK)


def test_threshold_rule_without_a_threshold_is_refused():
    with pytest.raises(UnsupportedRuleError, match="«greedy-threshold» нужен порог"):
        count("greedy-threshold", 100, PARK)


@pytest.mark.parametrize("money", [1.5, "5", None])
def test_money_that_is_not_exact_is_refused(money):
    with pytest.raises(TypeError, match="int or Decimal"):
        count("greedy", money, PARK)


@pytest.mark.parametrize("money", [-1, Decimal("-0.01"), Decimal("NaN"), Decimal("Infinity")])
def test_money_that_cannot_be_spent_is_refused(money):
    with pytest.raises(ValueError, match="not negative"):
        count("greedy", 100, ("a", money, 5))


def test_project_listed_twice_is_refused():
    with pytest.raises(ValueError, match="повторяются"):
        count("greedy", 100, PARK, PARK)


def test_kopecks_never_drift():
    rows = [(f"p{place}", Decimal("0.10"), 5) for place in range(10)]
    result = count("greedy", Decimal("1.00"), *rows)
    assert (len(result.winners), result.total_cost) == (10, Decimal("1.00"))


def test_sum_of_forty_digits_is_not_rounded():
    huge = "12345678901234567890123456789012345678"
    budget, cost = Decimal(f"{huge}.03"), Decimal(f"{huge}.01")
    result = count("greedy", budget, ("a", cost, 5), ("b", Decimal("0.02"), 4))
    assert str(result.total_cost) == f"{huge}.03"


def test_sum_that_would_need_rounding_is_an_error():
    with pytest.raises(Inexact):
        count("greedy", Decimal("1e300"), ("a", Decimal("1e-300"), 5))


def election(meta=(), votes=(), projects=("a", "b")):
    meta = {"vote_type": "approval", "budget": "50", "rule": "greedy"} | dict(meta)
    return Election(meta, [PbProject(name, Decimal(40)) for name in projects], list(votes))


def test_file_without_a_lot_is_decided_by_its_row_order():
    assert tally_election(election(projects=("b", "a"))).winners == ["b"]


def test_lot_given_for_a_file_overrides_its_row_order():
    assert tally_election(election(), lot=["b"]).winners == ["b"]


def test_lot_naming_only_those_drawn_leaves_the_rest_in_row_order():
    order = {one.id: one.lot for one in candidates_of(election(projects=("a", "b", "c")), ["c"])}
    assert order == {"c": 0, "a": 1, "b": 2}


@pytest.mark.parametrize("lot", [["x"], ["a", "a"]])
def test_lot_with_a_wrong_id_is_refused(lot):
    with pytest.raises(ValueError, match="жребии"):
        tally_election(election(), lot=lot)


@pytest.mark.parametrize("name", ["greedy", "greedy-threshold", "greedy-no-skip"])
def test_auto_takes_the_rule_the_file_names(name):
    assert rule_of(election({"rule": name})) == name


def test_auto_takes_the_custom_rule_of_poznan_for_what_it_is():
    assert rule_of(election({"rule": "greedy-custom", "unit": "Poznań"})) == "poznan"


@pytest.mark.parametrize("name", ["greedy-custom", "greedy-exclusive", "mes-custom", "unknown"])
def test_auto_refuses_a_rule_it_cannot_follow_naming_it(name):
    with pytest.raises(UnsupportedRuleError, match=f"«{name}»"):
        rule_of(election({"rule": name, "unit": "Warszawa"}))


def test_file_threshold_binds_every_rule():
    votes = [PbVote("v", ("b",))]
    counted = election({"min_project_score_threshold": "1"}, votes)
    assert all(tally_election(counted, rule).winners == ["b"] for rule in RULES)


# A busy machine may take its time: slowness is what the benchmark is for.
unhurried = settings(deadline=None)
costs = st.integers(0, 30) | st.decimals(0, 30, places=2)


@st.composite
def contests(draw, size=6):
    number = draw(st.integers(0, size))
    rivals = [
        Candidate(
            f"p{place}", draw(costs), draw(st.integers(0, 3)), draw(st.integers(0, 3)), lot=place
        )
        for place in range(number)
    ]
    return Contest(rivals, draw(costs), draw(st.integers(0, 2)))


plain_rules = st.sampled_from(["greedy", "greedy-no-skip"])
all_rules = st.sampled_from(["greedy", "greedy-no-skip", "poznan"])


@unhurried
@given(contests(), plain_rules)
def test_budget_is_never_exceeded(contest, rule):
    assert tally(contest, rule).total_cost <= contest.budget


@unhurried
@given(contests(), all_rules)
def test_every_project_has_exactly_one_outcome(contest, rule):
    outcomes = tally(contest, rule).outcomes
    assert sorted(one.candidate.id for one in outcomes) == [one.id for one in contest.candidates]


@unhurried
@given(contests(), all_rules, st.randoms(use_true_random=False))
def test_order_in_which_projects_are_given_changes_nothing(contest, rule, random):
    shuffled = random.sample(contest.candidates, len(contest.candidates))
    again = Contest(shuffled, contest.budget, contest.threshold)
    assert tally(again, rule) == tally(contest, rule)


@unhurried
@given(contests())
def test_higher_threshold_only_ever_turns_away_more(contest):
    higher = Contest(contest.candidates, contest.budget, contest.threshold + 1)
    low, high = (
        {name for name, reason in reasons(tally(one, "greedy")).items() if reason == kept}
        for one, kept in ((contest, "below_threshold"), (higher, "below_threshold"))
    )
    assert low <= high


@unhurried
@given(contests())
def test_no_skip_winners_are_the_first_winners_of_greedy(contest):
    first = tally(contest, "greedy-no-skip").winners
    assert tally(contest, "greedy").winners[: len(first)] == first


@unhurried
@given(contests())
def test_loser_over_budget_really_did_not_fit(contest):
    for one in tally(contest, "greedy").outcomes:
        if one.reason is Reason.OVER_BUDGET:
            assert one.candidate.cost > one.money_left


def outcomes_by_order(contest, rule):
    """Who is funded, and how, under every order the lot could have drawn among equals."""
    found = set()
    for lots in permutations(range(len(contest.candidates))):
        drawn = [
            Candidate(one.id, one.cost, one.votes, one.score, lot)
            for one, lot in zip(contest.candidates, lots, strict=True)
        ]
        result = tally(Contest(drawn, contest.budget, contest.threshold, AS_RECORDED), rule)
        found.add(
            tuple(sorted((one.candidate.id, one.reason) for one in result.outcomes if one.won))
        )
    return found


@unhurried
@given(contests(size=4), all_rules)
def test_tie_is_reported_exactly_when_another_lot_could_change_the_outcome(contest, rule):
    recorded = Contest(contest.candidates, contest.budget, contest.threshold, AS_RECORDED)
    ties = tally(recorded, rule).ties
    changes = len(outcomes_by_order(contest, rule)) > 1
    assert bool(ties) == changes
