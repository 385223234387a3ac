"""Reference counts of real elections by equal shares and Phragmén: ours are the same."""

import json
from functools import cache
from pathlib import Path

import pytest

from budgeting.pabulib import read_pabulib
from budgeting.tally import CHEAPEST_FIRST, contest_of, preferences, tally, tally_election
from budgeting.tally.options import Options
from budgeting.tally.steps import Steps

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "pabulib"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="recorded elections are not beside this checkout"
)
PRESETS = {
    "mes_no_completion_order": ("mes", {"start": "exact", "increment": "0"}),
    "mes_points_no_completion_pabutools": ("mes", {"start": "exact", "increment": "0"}),
    "mes_add1_integral_until_overspend": ("mes", {}),
    "mes_add1_integral_stop_exhaustive": ("mes", {"stop": "exhaustive"}),
    "mes_add1_fractional_stop_exhaustive__pabutools": (
        "mes",
        {"start": "exact", "stop": "exhaustive"},
    ),
    "phragmen_pabutools": ("phragmen", {}),
}


def load(name):
    return json.loads((DATA / name).read_text()) if DATA.is_dir() else {}


EXPECTED = {name: one for name, one in load("expected.json").get("elections", {}).items() if one}
MANIFEST = {entry["file"]: entry for entry in load("manifest.json")}
# Small units or a large budget take thousands of steps; of those the last is counted here.
MANY_STEPS = 2000


def few_steps(wanted):
    return not isinstance(wanted, dict) or wanted["iterations"] < MANY_STEPS


CASES = [
    (name, key)
    for name, one in EXPECTED.items()
    for key, wanted in one.items()
    if key in PRESETS and wanted is not None
    and not (one.get("fully_funded") and key.startswith("mes"))
]  # fmt: skip


@cache
def election_of(name):
    return read_pabulib(DATA / name)


def counted(name, key):
    """By the order the reference used: cost, votes, the id as text."""
    rule, options = PRESETS[key]
    election = election_of(name)
    by_name = sorted(project.id for project in election.projects)
    return tally_election(election, rule, by_name, CHEAPEST_FIRST, options=options)


@pytest.mark.parametrize(
    ("name", "key"), [case for case in CASES if few_steps(EXPECTED[case[0]][case[1]])]
)
def test_winners_and_last_endowment_are_those_of_the_reference(name, key):
    result, wanted = counted(name, key), EXPECTED[name][key]
    if not isinstance(wanted, dict):
        in_order = key == "mes_no_completion_order"
        assert (result.winners if in_order else sorted(result.winners)) == wanted
        return
    assert sorted(result.winners) == wanted["winners"]
    assert float(result.total_cost) == wanted["cost"]
    assert float(result.facts["endowment"]) == pytest.approx(wanted["last_endowment"])


@pytest.mark.parametrize(
    ("name", "key"), [case for case in CASES if not few_steps(EXPECTED[case[0]][case[1]])]
)
def test_last_step_of_many_is_that_of_the_reference(name, key):
    wanted, (_rule, options) = EXPECTED[name][key], PRESETS[key]
    election = election_of(name)
    contest = contest_of(election, "mes")
    steps = Steps(contest, range(len(contest.candidates)), Options.of(options))
    last = steps.endowment() + round(
        wanted["last_endowment"] - steps.endowment() / steps.unit
    ) * steps.whole(1)
    run = steps.run(last)
    names = [contest.candidates[run.profile.columns[column]].id for column in run.columns]
    assert sorted(names) == wanted["winners"]
    assert run.spent / steps.unit == wanted["cost"]


FULLY_FUNDED = [name for name, one in EXPECTED.items() if one.get("fully_funded")]


@pytest.mark.parametrize("name", FULLY_FUNDED)
def test_money_for_all_funds_all_without_steps(name):
    result = tally_election(election_of(name), "mes")
    assert len(result.winners) == len(election_of(name).projects)
    assert "steps" not in result.facts


OFFICIAL = [name for name, one in MANIFEST.items() if one["rule"].startswith("equalshares")]


@pytest.mark.parametrize("name", OFFICIAL)
def test_official_result_of_equal_shares_is_reproduced_by_the_rule_the_file_names(name):
    result = tally_election(election_of(name), "auto")
    assert result.rule == "mes"
    assert sorted(result.winners) == sorted(MANIFEST[name]["recorded_selected"]["1"])


def test_wieliczka_has_its_thirty_winners_for_995079():
    result = tally_election(election_of("Poland_Wieliczka_2023_Green_Budget.pb"), "auto")
    assert (len(result.winners), result.total_cost) == (30, 995079)
    assert result.facts["comparison"] == {"mes": 1615, "greedy": 873}


@pytest.mark.parametrize(
    "name", [name for name, one in EXPECTED.items() if "comparison_step_count_satisfaction" in one]
)
def test_comparison_counts_the_voters_the_reference_counts(name):
    election, wanted = election_of(name), EXPECTED[name]
    shares = wanted["mes_add1_integral_until_overspend"]["winners"]
    contest = contest_of(election, "mes")
    found = preferences(contest, shares, tally(contest, "greedy").winners)
    assert (
        dict(zip(("prefer_mes", "prefer_greedy"), found, strict=True))
        == (wanted["comparison_step_count_satisfaction"])
    )
