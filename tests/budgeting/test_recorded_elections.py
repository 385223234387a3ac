"""Real elections with the winners their cities declared: ours are the same, in the same order."""

import contextlib
import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pabulib.checker import Checker

from budgeting.election import Election
from budgeting.pabulib import read_pabulib, write_pabulib
from budgeting.tally import (
    CHEAPEST_FIRST,
    Contest,
    candidates_of,
    rule_of,
    tally,
    tally_election,
    tally_file,
)

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "pabulib"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="recorded elections are not beside this checkout"
)

LABELS = {
    "greedy(votes desc,cost asc)": "greedy",
    "greedy-no-skip": "greedy-no-skip",
    "greedy with tie resolved as recorded": "auto",
}
GREEDY_RULES = ("greedy", "greedy-threshold", "greedy-no-skip", "greedy-custom")


def load(name):
    return json.loads((DATA / name).read_text()) if DATA.is_dir() else {}


MANIFEST = {entry["file"]: entry for entry in load("manifest.json")}
EXPECTED = load("expected.json").get("elections", {}) if DATA.is_dir() else {}
REPRODUCED = [name for name, entry in MANIFEST.items() if entry["selected_reproduced"] in LABELS]
DECLARED = [name for name in REPRODUCED if MANIFEST[name]["rule"] in GREEDY_RULES]
COMPARED = [name for name, one in EXPECTED.items() if "comparison_step_count_satisfaction" in one]
# The checker is slow on large files and slower still where it recomputes equal shares.
CHECKED = [
    name
    for name, entry in MANIFEST.items()
    if entry["num_votes"] < 3000 and not entry["rule"].startswith("equalshares")
]
VERIFIABLE = [name for name in CHECKED if MANIFEST[name]["rule"] in GREEDY_RULES]


@cache
def election_of(name):
    return read_pabulib(DATA / name)


def recorded(name, *marks):
    return [one for mark in marks for one in MANIFEST[name]["recorded_selected"][mark]]


def test_manifest_knows_no_label_this_file_does_not():
    others = {"not by plain greedy", "n/a"}
    assert {entry["selected_reproduced"] for entry in MANIFEST.values()} <= {*LABELS, *others}


@pytest.mark.parametrize("name", REPRODUCED)
def test_tally_reproduces_the_declared_winners_in_order_of_score(name):
    rule = LABELS[MANIFEST[name]["selected_reproduced"]]
    result = tally_election(election_of(name), rule)
    assert result.winners == recorded(name, "1")
    scores = [one.candidate.score for one in result.outcomes if one.won]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("name", DECLARED)
def test_rule_named_in_the_file_reproduces_the_declared_winners(name):
    marks = ("1", "2") if MANIFEST[name]["rule"] == "greedy-custom" else ("1",)
    assert tally_election(election_of(name), "auto").winners == recorded(name, *marks)


@pytest.mark.parametrize("name", MANIFEST)
def test_own_count_equals_the_votes_and_scores_of_the_file(name):
    election = election_of(name)
    for project, (votes, score) in zip(election.projects, election.count(), strict=True):
        assert project.votes in (None, votes)
        assert project.score in (None, score)


@pytest.mark.parametrize("name", MANIFEST)
def test_reader_finds_the_size_and_the_terms_the_manifest_states(name):
    election, entry = election_of(name), MANIFEST[name]
    assert len(election.projects) == entry["num_projects"]
    assert len(election.votes) == entry["num_votes"] == sum(election.ballots.values())
    assert str(election.budget) == entry["budget"]
    assert str(election.threshold) == (entry["threshold"] or "0")
    assert len(election.repeated) == entry["ballots_with_repeated_project"]


@pytest.mark.parametrize("name", CHECKED)
def test_aggregated_ballots_are_those_the_voters_cast_one_by_one(name):
    election = election_of(name)
    again = Election(election.meta, election.projects, list(election.iter_votes()))
    assert again.ballots == election.ballots
    assert again.repeated == election.repeated


@pytest.mark.parametrize("name", MANIFEST)
def test_writer_gives_back_the_file_line_for_line(name):
    text = (DATA / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    written = write_pabulib(election_of(name))
    assert written.splitlines() == text.splitlines()


def preferences(election, one, other):
    """Voters who approve more winners of `one`, and of `other`; both are sets of ids."""
    ids = [project.id for project in election.projects]
    more = [0, 0]
    for (choices, _), cast in election.ballots.items():
        chosen = {ids[choice] for choice in choices}
        lead = len(chosen & one) - len(chosen & other)
        more[0] += cast * (lead > 0)
        more[1] += cast * (lead < 0)
    return {"prefer_mes": more[0], "prefer_greedy": more[1]}


@pytest.mark.parametrize("name", COMPARED)
def test_greedy_winners_please_as_many_voters_as_the_reference_says(name):
    election, expected = election_of(name), EXPECTED[name]
    # The reference knows no thresholds and breaks ties by cost, votes and the id as text.
    by_name = sorted(project.id for project in election.projects)
    contest = Contest(candidates_of(election, by_name), election.budget, 0, CHEAPEST_FIRST)
    greedy = set(tally(contest, "greedy").winners)
    shares = set(expected["mes_add1_integral_until_overspend"]["winners"])
    assert preferences(election, shares, greedy) == expected["comparison_step_count_satisfaction"]


FULLY_FUNDED = [name for name, one in EXPECTED.items() if one.get("fully_funded")]


@pytest.mark.parametrize("name", FULLY_FUNDED)
def test_fully_funded_election_funds_every_project(name):
    election = election_of(name)
    assert len(tally_election(election, "greedy").winners) == len(election.projects)


TWINS = [name for name, one in EXPECTED.items() if one.get("pairs_same_cost_and_votes")]


@pytest.mark.parametrize("name", TWINS)
def test_projects_the_reference_calls_twins_are_level_in_cost_and_votes(name):
    level = {one.id: (one.cost, one.votes) for one in candidates_of(election_of(name))}
    assert all(level[one] == level[two] for one, two in EXPECTED[name]["pairs_same_cost_and_votes"])


def test_czyzyny_tie_is_reported_with_the_projects_it_decided_between():
    ties = tally_election(election_of("Poland_Krakow_2022_Czyzyny.pb")).ties
    assert [(tie.ids, tie.decided_by.value) for tie in ties] == [(("26", "24"), "lot")]


def test_withdrawn_project_of_murcki_is_called_withdrawn():
    outcomes = tally_election(election_of("Poland_Katowice_2024_Murcki.pb")).outcomes
    assert [one.candidate.id for one in outcomes if one.reason == "withdrawn"] == ["L18/06/XI"]


def test_project_of_warsaw_under_the_threshold_loses_for_that_reason():
    outcomes = tally_election(election_of("Poland_Warszawa_2026.pb")).outcomes
    assert {one.candidate.id: one.reason.value for one in outcomes}["1664"] == "below_threshold"


def findings(text):
    """Errors and warnings of the independent checker, which also verifies the winners."""
    with contextlib.redirect_stdout(io.StringIO()):
        report = Checker().process_files([text])
    found = report[next(key for key in report if key not in ("metadata", "summary"))]["results"]
    return {kind: sorted(found[kind]) for kind in found}


@pytest.mark.parametrize("name", CHECKED)
def test_checker_finds_in_our_text_only_what_it_found_in_the_original(name):
    original = (DATA / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    assert findings(write_pabulib(election_of(name)).rstrip("\n")) == findings(original)


def declared_by(election, result):
    """The election with our winners in `selected`, ranked as counted: what the checker reads."""
    marks = {"funded": "1", "partial": "2"}
    rows = {project.id: project for project in election.projects}
    projects = []
    for outcome in result.outcomes:
        project = rows[outcome.candidate.id]
        columns = project.columns | {"selected": marks.get(outcome.reason, "0")}
        projects.append(replace(project, columns=columns))
    return Election(election.meta, projects, list(election.iter_votes()))


@pytest.mark.parametrize("name", VERIFIABLE)
def test_checker_agrees_with_our_greedy_winners(name):
    election = election_of(name)
    result = tally_election(election, rule_of(election))
    found = findings(write_pabulib(declared_by(election, result)).rstrip("\n"))
    assert not [one for kind in found.values() for one in kind if "rule not followed" in one]


def test_checker_would_notice_a_wrong_winner():
    election = election_of("Poland_Lodz_2024_Katedralna.pb")
    result = tally_election(election)
    swapped = replace(result.outcomes[0], reason=result.outcomes[-1].reason)
    wrong = declared_by(election, replace(result, outcomes=(swapped, *result.outcomes[1:])))
    assert "greedy-threshold rule not followed" in findings(write_pabulib(wrong))["errors"]


def test_report_of_a_file_has_exactly_the_agreed_keys():
    report = tally_file(DATA / "Poland_Krakow_2023_Nowa_Huta.pb")
    assert list(report) == ["rule", "winners", "total_cost", "num_projects", "num_votes", "seconds"]
    assert report["winners"] == recorded("Poland_Krakow_2023_Nowa_Huta.pb", "1")
