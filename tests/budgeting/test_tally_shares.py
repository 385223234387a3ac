"""Equal shares, Phragmén and votes per cost: exact, and equal to their plain definitions."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgeting.election import Election, PbProject, PbVote
from budgeting.tally import (
    Candidate,
    Contest,
    Options,
    UnresolvedTieError,
    UnsupportedRuleError,
    options_of,
    rule_of,
    tally,
    tally_election,
)
from tests.budgeting.plain_shares import distribute, earliest

unhurried = settings(deadline=None)


def contest_from(costs, ballots, budget, vote_type="approval", **more):
    """Costs by place and ballots (choices, points) with their number; names are p0, p1, …"""
    votes, score = [0] * len(costs), [0] * len(costs)
    for (choices, points), cast in ballots.items():
        worth = points or [1] * len(choices)
        for choice, point in zip(choices, worth, strict=True):
            votes[choice] += cast
            score[choice] += cast * point
    candidates = [
        Candidate(f"p{place}", cost, votes[place], score[place], lot=place)
        for place, cost in enumerate(costs)
    ]
    return Contest(candidates, budget, ballots=ballots, vote_type=vote_type, **more)


def approvals(*sets):
    return {(tuple(chosen), ()): cast for chosen, cast in sets}


def winners(contest, rule="mes", **options):
    return tally(contest, rule, options or None).winners


def test_projects_are_bought_by_their_supporters_in_equal_shares():
    contest = contest_from([60, 50, 40], approvals(([0], 6), ([1, 2], 4)), 100)
    result = tally(contest, "mes", {"increment": "0"})
    assert result.winners == ["p0", "p2"]
    shares = {one.candidate.id: (one.reason.value, one.share) for one in result.outcomes}
    assert shares == {"p0": ("shared", 10), "p2": ("shared", 10), "p1": ("poor", 0)}
    assert [one.payers for one in result.outcomes] == [6, 4, None]


def test_a_supporter_who_has_less_than_the_share_gives_all_and_the_others_more():
    ballots = approvals(([0, 1], 1), ([0], 1), ([1], 2))
    result = tally(contest_from([11, 20, 30], ballots, 36), "mes", {"increment": "0"})
    shares = {one.candidate.id: one.share for one in result.outcomes if one.won}
    assert shares == {"p1": Fraction(20, 3), "p0": Fraction(26, 3)}


def test_money_for_everything_buys_everything_at_once():
    contest = contest_from([30, 20], approvals(([0], 1), ([], 1)), 50)
    result = tally(contest, "mes")
    assert {one.reason.value for one in result.outcomes} == {"everything"}
    assert "steps" not in result.facts


def test_endowment_grows_until_the_next_step_would_overspend():
    contest = contest_from([60, 60], approvals(([0], 3), ([1], 2)), 100)
    result = tally(contest, "mes")
    assert (result.winners, result.facts["endowment"], result.facts["steps"]) == (["p0"], 29, 9)


def test_exhaustive_stop_keeps_the_first_step_nothing_more_fits_into():
    contest = contest_from([60, 60], approvals(([0], 3), ([1], 2)), 100)
    result = tally(contest, "mes", {"stop": "exhaustive"})
    assert (result.winners, result.facts["steps"]) == (["p0"], 0)


def test_exact_start_keeps_the_fraction_of_the_unit():
    contest = contest_from([41, 39], approvals(([0], 2), ([1], 1)), 62)
    exact = tally(contest, "mes", {"start": "exact", "increment": "0"})
    whole = tally(contest, "mes", {"start": "integral", "increment": "0"})
    assert (exact.facts["endowment"], whole.facts["endowment"]) == (Fraction(62, 3), 20)
    assert (exact.winners, whole.winners) == (["p0"], [])


def test_fill_gives_the_rest_by_votes():
    contest = contest_from([50, 70, 40], approvals(([0], 5), ([1], 4), ([2], 1)), 100)
    result = tally(contest, "mes", {"increment": "0", "fill": True})
    reasons = {one.candidate.id: one.reason.value for one in result.outcomes}
    assert reasons == {"p0": "shared", "p2": "filled", "p1": "poor"}


def test_comparison_takes_the_winners_more_voters_like_more():
    contest = contest_from([90, 30], approvals(([0], 6), ([1], 4)), 100)
    assert winners(contest, increment="0") == ["p1"]
    result = tally(contest, "mes", {"increment": "0", "comparison": True})
    assert result.winners == ["p0"]
    assert result.facts["comparison"] == {"mes": 4, "greedy": 6}


def test_project_without_its_share_of_votes_is_not_eligible():
    contest = contest_from([90, 20], approvals(([0], 1), ([1], 9)), 100)
    result = tally(contest, "mes", {"eligibility": "1/3"})
    assert {one.candidate.id: one.reason.value for one in result.outcomes}["p0"] == "ineligible"


def test_of_incompatible_projects_at_most_one_wins():
    ballots = approvals(([0, 1], 5), ([2], 4))
    group = [frozenset({"p0", "p1"})]
    contest = contest_from([30, 30, 30], ballots, 100, incompatible=group)
    for rule in ("greedy", "greedy-no-skip", "greedy-cost", "mes", "phragmen"):
        result = tally(contest, rule)
        assert result.winners == ["p0", "p2"]
        reasons = {one.candidate.id: one.reason.value for one in result.outcomes}
        assert reasons["p1"] == "conflict"


def test_incompatible_projects_level_in_votes_are_a_tie_worth_telling():
    group = [frozenset({"p0", "p1"})]
    contest = contest_from([30, 20], approvals(([0, 1], 5)), 100, incompatible=group)
    (tie,) = tally(contest, "greedy").ties
    assert (tie.ids, tie.decided_by.value) == (("p1", "p0"), "cost")


def test_votes_per_cost_are_compared_exactly():
    costs = [Decimal("0.03"), Decimal("0.01")]
    level = contest_from(costs, approvals(([0], 3), ([1], 1)), Decimal("0.03"))
    assert winners(level, "greedy-cost") == ["p1"]
    ahead = replace(level, tie_order=("lot",))
    assert winners(ahead, "greedy-cost") == ["p0"]


def test_phragmen_buys_at_the_moment_the_money_is_there_and_stops_at_what_does_not_fit():
    contest = contest_from([60, 50, 11], approvals(([0], 6), ([1], 4), ([2], 1)), 100)
    result = tally(contest, "phragmen")
    told = [(one.candidate.id, one.reason.value, one.share) for one in result.outcomes]
    assert told == [
        ("p0", "funded", 10),
        ("p2", "funded", 11),
        ("p1", "after_stop", None),
    ]


def test_tie_in_shares_is_settled_by_cost_votes_and_lot():
    contest = contest_from([50, 50], approvals(([0, 1], 5)), 60)
    result = tally(contest, "mes", {"increment": "0"})
    assert result.winners == ["p0"]
    assert [(tie.ids, tie.decided_by.value) for tie in result.ties] == [(("p0", "p1"), "lot")]
    level = replace(contest, candidates=[replace(one, lot=0) for one in contest.candidates])
    for rule in ("mes", "phragmen"):
        with pytest.raises(UnresolvedTieError, match="p0, p1"):
            tally(level, rule)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"start": "half"}, "start"),
        ({"stop": "never"}, "stop"),
        ({"increment": "-1"}, "increment"),
        ({"increment": "1/0"}, "increment"),
        ({"fill": "yes"}, "fill"),
        ({"dice": 6}, "dice"),
    ],
)
def test_wrong_option_is_refused_by_name(wrong, word):
    contest = contest_from([50], approvals(([0], 1)), 10)
    with pytest.raises(UnsupportedRuleError, match=word):
        tally(contest, "mes", wrong)


def test_options_are_for_equal_shares_only():
    with pytest.raises(UnsupportedRuleError, match="greedy"):
        tally(contest_from([50], {}, 10), "greedy", {"fill": True})


def test_options_are_written_as_they_are_read():
    written = {"start": "exact", "stop": "exhaustive", "increment": "1/2", "eligibility": "1/3"}
    written |= {"comparison": True, "fill": True}
    assert Options.of(written).written() == written
    assert "eligibility" not in Options().written()


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("equalshares", {"start": "exact", "increment": "0"}),
        ("equalshares/add1", {}),
        ("equalshares/add1-comparison", {"comparison": True}),
    ],
)
def test_auto_knows_the_variants_a_file_names(name, options):
    meta = {"vote_type": "approval", "budget": "50", "rule": name}
    election = Election(meta, [PbProject("a", Decimal(60))], [PbVote("v", ("a",))])
    assert (rule_of(election), options_of(election)) == ("mes", options)
    assert tally_election(election).rule == "mes"


@st.composite
def elections(draw, vote_type="approval", projects=5, voters=12):
    number = draw(st.integers(1, projects))
    round_costs = st.sampled_from([5, 10, 20, 30]) | st.integers(1, 40)
    costs = draw(st.lists(round_costs, min_size=number, max_size=number))
    sets = st.lists(st.integers(0, number - 1), unique=True, max_size=number).map(tuple)
    ballots: dict = {}
    for chosen in draw(st.lists(sets, max_size=voters)):
        points = ()
        if vote_type == "cumulative":
            size = len(chosen)
            points = tuple(draw(st.lists(st.integers(1, 4), min_size=size, max_size=size)))
        ballots[chosen, points] = ballots.get((chosen, points), 0) + draw(st.integers(1, 3))
    budget = draw(st.integers(1, max(1, sum(costs))))
    groups = [frozenset({"p0", "p1"})] if number > 1 and draw(st.booleans()) else []
    return contest_from(costs, ballots, budget, vote_type, incompatible=groups)


def plainly(contest, endowment):
    """What the definition says, from an endowment."""
    marks = contest.vote_type == "approval"
    voters = [
        {f"p{at}": 1 if marks else points[place] for place, at in enumerate(choices)}
        for (choices, points), cast in contest.ballots.items()
        for _each in range(cast)
    ]
    costs = {one.id: one.cost for one in contest.candidates}
    keys = {one.id: contest.tie_key(one) for one in contest.candidates}
    return distribute(costs, voters, endowment, keys, contest.incompatible)


@pytest.mark.parametrize("vote_type", ["approval", "cumulative"])
def test_steered_equal_shares_buy_what_plain_fractions_buy(vote_type):
    @settings(deadline=None, max_examples=300)
    @given(elections(vote_type))
    def equal(contest):
        for options in ({}, {"start": "exact", "stop": "exhaustive"}, {"increment": "1/3"}):
            result = tally(contest, "mes", options)
            if "endowment" in result.facts:
                assert result.winners == plainly(contest, result.facts["endowment"])

    equal()


@unhurried
@given(elections())
def test_next_step_of_equal_shares_would_overspend(contest):
    result = tally(contest, "mes")
    supported = {one.candidate.id for one in result.outcomes if one.reason.value == "poor"}
    if "endowment" in result.facts and supported:
        cost = {one.id: one.cost for one in contest.candidates}
        following = plainly(contest, result.facts["endowment"] + 1)
        assert sum(cost[name] for name in following) > contest.budget


@unhurried
@given(elections())
def test_phragmen_buys_what_its_definition_buys(contest):
    assert winners(contest, "phragmen") == earliest(contest)


RULES_OF_BALLOTS = st.sampled_from(["mes", "phragmen", "greedy-cost"])


@unhurried
@given(elections(), RULES_OF_BALLOTS)
def test_no_rule_ever_spends_more_than_there_is(contest, rule):
    assert tally(contest, rule).total_cost <= contest.budget


@unhurried
@given(elections())
def test_fill_leaves_no_project_out_that_would_fit(contest):
    result = tally(contest, "mes", {"fill": True})
    left = contest.budget - result.total_cost
    losers = [one for one in result.outcomes if one.reason.value in ("poor", "no_support")]
    assert all(one.candidate.cost > left for one in losers)


@unhurried
@given(elections(), RULES_OF_BALLOTS, st.randoms(use_true_random=False))
def test_order_of_projects_and_ballots_changes_nothing(contest, rule, random):
    order = random.sample(range(len(contest.candidates)), len(contest.candidates))
    moved = {old: new for new, old in enumerate(order)}
    ballots = list(contest.ballots.items())
    random.shuffle(ballots)
    shuffled = {
        (tuple(moved[one] for one in choices), points): cast for (choices, points), cast in ballots
    }
    candidates = [contest.candidates[old] for old in order]
    again = replace(contest, candidates=candidates, ballots=shuffled)
    assert tally(again, rule) == tally(contest, rule)


@unhurried
@given(elections(), st.integers(2, 5))
def test_every_ballot_cast_more_often_and_more_money_is_the_same_election(contest, times):
    ballots = {ballot: cast * times for ballot, cast in contest.ballots.items()}
    candidates = [
        replace(one, cost=one.cost * times, votes=one.votes * times, score=one.score * times)
        for one in contest.candidates
    ]
    larger = Contest(
        candidates, contest.budget * times, ballots=ballots, incompatible=contest.incompatible
    )
    assert winners(larger) == winners(contest)


@unhurried
@given(elections(), st.integers(1, 20))
def test_more_money_without_steps_keeps_the_first_purchase_affordable(contest, more):
    """More money does not keep winners in general; what stays is that somebody can buy."""
    richer = replace(contest, budget=contest.budget + more)
    if winners(contest, increment="0"):
        assert winners(richer, increment="0")


def test_purses_that_equal_the_share_exactly_are_settled_in_integers():
    ballots = approvals(([0, 1], 3), ([1], 3), ([0], 3))
    contest = contest_from([30, 30], ballots, 90)
    result = tally(replace(contest, budget=59), "mes", {"increment": "0"})
    assert result.winners == plainly(contest, result.facts["endowment"])
