"""A Pabulib file becomes a closed round: whole, once, with the winners it records."""

import io
import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from budgeting import importing
from budgeting.importing import ImportRefusedError, import_file
from budgeting.models import Project, Round, RoundResult
from budgeting.pabulib import PabulibError, read_pabulib
from portal.polls.ballots import parse, receipt
from portal.polls.models import Ballot, BallotEvent, Option, Poll
from tests.factories.budgeting import RoundFactory

pytestmark = pytest.mark.django_db

SMALL = """META
key;value
description;Проба
num_projects;3
num_votes;4
budget;100.50
vote_type;approval
rule;greedy
date_begin;01.03.2024
date_end;15.03.2024
language;ru
currency;RUB
PROJECTS
project_id;cost;name;latitude;longitude
A-7;60;"Двор; с качелями";58.6;49.65
B;50.50;Сквер;991;49
C;40;Свет;;
VOTES
voter_id;vote;age
v1;A-7,C;30
v2;A-7;
v3;C,C;12-20
v4;;44
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "Small.pb"
    path.write_text(SMALL)
    return path


def nothing_written() -> bool:
    models = (Round, Project, Poll, Option, Ballot, BallotEvent, RoundResult)
    return not any(model.objects.exists() for model in models)


def test_an_official_imports_a_file_into_a_closed_published_round(small):
    done = import_file(small)
    round_ = Round.objects.get()
    assert done.created
    assert (round_.slug, round_.is_published, round_.budget) == ("small", True, Decimal("100.50"))
    assert (round_.poll.state, round_.poll.ballot_count, round_.project_count) == ("closed", 4, 3)
    assert round_.schedule()["vote"].starts_at.date() <= date(2024, 3, 1)


def test_projects_keep_their_ids_and_row_order(small):
    import_file(small)
    rows = list(Option.objects.values_list("number", "code", "label", "cost"))
    assert rows == [
        (1, "A-7", "Двор; с качелями", Decimal(60)),
        (2, "B", "Сквер", Decimal("50.50")),
        (3, "C", "Свет", Decimal(40)),
    ]
    states = dict(Project.objects.values_list("number", "state"))
    assert states == {1: "winner", 2: "reserve", 3: "winner"}


def test_a_place_that_is_not_on_earth_is_left_out(small):
    import_file(small)
    points = dict(Project.objects.values_list("number", "latitude"))
    assert points == {1: Decimal("58.6"), 2: None, 3: None}


def test_a_repeated_project_counts_each_time_and_is_flagged(small):
    done = import_file(small)
    votes = dict(Project.objects.values_list("number", "votes"))
    assert votes == {1: 2, 2: 0, 3: 3}
    assert (done.repeated, done.result.data["repeated"], done.result.data["empty"]) == (1, 1, 1)


def test_every_ballot_has_its_own_receipt_and_one_line_in_the_journal(small):
    import_file(small)
    poll = Poll.objects.get()
    for ballot in Ballot.objects.all():
        assert ballot.receipt == receipt(poll.uuid, ballot.nonce, ballot.choices)
    made = set(Ballot.objects.values_list("receipt", flat=True))
    assert len(made) == 4
    assert set(BallotEvent.objects.values_list("commitment", flat=True)) == made
    assert sorted(Ballot.objects.values_list("age", flat=True), key=str) == [30, 44, None, None]


def test_a_voter_of_a_file_is_not_named_in_the_database(small):
    import_file(small)
    marks = Ballot.objects.values_list("voter_mark", flat=True)
    assert {len(mark) for mark in marks} == {64}
    assert not any("v1" in mark for mark in marks)


def test_the_same_file_again_changes_nothing_whatever_address_is_asked(small):
    first = import_file(small)
    again = import_file(small, slug="another")
    assert (again.created, again.round) == (False, first.round)
    assert (Round.objects.count(), Ballot.objects.count()) == (1, 4)


def test_the_file_under_another_name_is_still_the_same_file(small, tmp_path):
    import_file(small)
    copy = tmp_path / "Copy.pb"
    copy.write_bytes(small.read_bytes())
    assert not import_file(copy).created


def test_another_file_of_the_same_name_gets_an_address_of_its_own(small):
    import_file(small)
    small.write_text(SMALL.replace("v2;A-7", "v2;B"))
    assert import_file(small).round.slug.startswith("small-")
    assert Round.objects.count() == 2


def test_an_address_that_is_taken_is_refused_and_nothing_is_written(small):
    RoundFactory(slug="city")
    with pytest.raises(ImportRefusedError, match="уже есть"):
        import_file(small, slug="city")
    assert Ballot.objects.count() == 0


@pytest.mark.parametrize("slug", ["projects", "a/b", "с-буквами", "x" * 81])
def test_an_address_that_cannot_be_a_page_is_refused(small, slug):
    with pytest.raises(ImportRefusedError):
        import_file(small, slug=slug)
    assert nothing_written()


@pytest.mark.parametrize(
    ("before", "after", "line", "column"),
    [
        ("v2;A-7", "v2;D", 21, 2),
        ("B;50.50", "B;50.501", 16, 2),
        ("C;40", "C;4000000000000", 17, 2),
        ("budget;100.50", "budget;много", 6, 2),
        ("date_end;15.03.2024", "date_end;31.02.2024", 10, 2),
        ("date_end;15.03.2024", "date_end;15.03.2099", 10, 2),
        ("date_end;15.03.2024", "date_end;15.03.2023", 10, 2),
        ("currency;RUB", "min_project_score_threshold;1.5", 12, 2),
        ("num_votes;4", "num_votes;5", 5, 2),
    ],
)
def test_a_broken_file_is_told_by_line_and_column_and_nothing_is_written(
    small, before, after, line, column
):
    small.write_text(SMALL.replace(before, after))
    with pytest.raises(PabulibError) as caught:
        import_file(small)
    assert (caught.value.file, caught.value.line, caught.value.column) == ("Small.pb", line, column)
    assert nothing_written()


def test_a_fault_in_the_middle_leaves_nothing(small, monkeypatch):
    monkeypatch.setattr(importing, "count_round", lambda _round: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_file(small)
    assert nothing_written()


@pytest.mark.parametrize(
    ("kind", "header", "first", "text"),
    [
        ("ordinal", "voter_id;vote", "v1;C,A-7", "3,1"),
        ("cumulative", "voter_id;vote;points", "v1;C,A-7;2,1.5", "1:1.5,3:2"),
        ("choose-1", "voter_id;vote", "v1;B", "2"),
    ],
)
def test_every_kind_of_ballot_keeps_what_it_says(small, kind, header, first, text):
    head, _votes = SMALL.split("VOTES\n")
    meta = head.replace("approval", kind).replace("num_votes;4", "num_votes;1")
    small.write_text(f"{meta}VOTES\n{header}\n{first}\n")
    import_file(small)
    ballot = Ballot.objects.get()
    assert ballot.choices == text
    assert parse(ballot.choices)


def test_a_withdrawn_project_neither_wins_nor_shows(small):
    small.write_text(SMALL.replace("A-7;60", "A-7;999999999"))
    import_file(small)
    gone = Project.objects.get(number=1)
    assert (gone.state, gone.total_cost, gone.votes) == ("withdrawn", 0, 2)
    reasons = {row["number"]: row["reason"] for row in RoundResult.objects.get().data["projects"]}
    assert reasons[1] == "withdrawn"


def test_a_rule_the_portal_does_not_offer_is_named_and_not_pretended(small):
    small.write_text(SMALL.replace("rule;greedy", "rule;greedy-exclusive"))
    done = import_file(small)
    assert (done.foreign_rule, done.round.tally_rule) == ("greedy-exclusive", "greedy")
    assert "greedy-exclusive" in done.round.summary


def test_a_round_by_equal_shares_keeps_the_switches_its_file_means(small):
    small.write_text(SMALL.replace("rule;greedy", "rule;equalshares/add1-comparison"))
    done = import_file(small)
    assert (done.foreign_rule, done.round.tally_rule) == ("", "mes")
    assert done.round.mes_comparison
    assert done.result.data["options"]["comparison"] is True


def run(*args) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_pabulib", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_shows_progress_and_the_page_of_the_results(small):
    said, progress = run(str(small), "--round", "probe")
    assert "100%" in progress
    assert "/budget/probe/results/" in said
    assert "победителей 2" in said
    assert "уже загружен" in run(str(small))[0]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_text("нет"), ["Small.pb", "строка 1", "столбец 1"]),
        (lambda path: path.write_bytes(b"\xff\xfe"), ["Small.pb", "UTF-8"]),
        (lambda path: path.unlink(), ["не открывается"]),
    ],
)
def test_the_command_explains_what_is_wrong(small, make, words):
    make(small)
    with pytest.raises(CommandError) as caught:
        run(str(small))
    assert all(word in str(caught.value) for word in words)
    assert nothing_written()


def test_the_results_of_an_imported_round_open_without_its_ballots(
    small, client, django_assert_max_num_queries
):
    import_file(small, slug="probe")
    with django_assert_max_num_queries(8) as queries:
        page = client.get("/budget/probe/results/")
    assert "№ A-7" in page.content.decode()
    assert not any("polls_ballot" in one["sql"] for one in queries.captured_queries)


RECORDED = Path(settings.BASE_DIR).parent / "shared" / "data" / "pabulib"
EXPECTED = RECORDED / "manifest.json"
# Bytes. Of the bigger files one stands for all; RECORDED_ELECTIONS=all reads every one.
BIG = 120_000
ALWAYS = "Poland_Warszawa_2026"


def recorded():
    """One case per recorded election; without the data one that says where it would be."""
    absent = pytest.mark.skipif(not EXPECTED.exists(), reason=f"no elections in {RECORDED}")
    if not EXPECTED.exists():
        return [pytest.param(Path("absent"), marks=absent)]
    every = os.environ.get("RECORDED_ELECTIONS") == "all"
    chosen = [path for path in sorted(RECORDED.glob("*.pb")) if every or _is_read(path)]
    return [pytest.param(path, id=path.stem) for path in chosen]


def _is_read(path: Path) -> bool:
    return path.stat().st_size <= BIG or path.stem == ALWAYS


@pytest.mark.parametrize("path", recorded())
def test_a_recorded_election_is_imported_and_counted_as_it_was(path):
    expected = next(row for row in json.loads(EXPECTED.read_text()) if row["file"] == path.name)
    done = import_file(path)
    sizes = (done.round.project_count, done.result.ballots, done.repeated)
    assert sizes == tuple(
        expected[name] for name in ("num_projects", "num_votes", "ballots_with_repeated_project")
    )
    assert Ballot.objects.count() == BallotEvent.objects.count() == expected["num_votes"]
    stated = {row["number"]: row["votes"] for row in done.result.data["projects"]}
    for number, project in enumerate(read_pabulib(path).projects, start=1):
        assert project.votes in {None, stated[number]}


@pytest.mark.skipif(not EXPECTED.exists(), reason=f"no elections in {RECORDED}")
def test_the_winners_a_city_recorded_are_the_winners_of_the_round():
    name = "Poland_Warszawa_2026_Stary_Mokotow.pb"
    expected = next(row for row in json.loads(EXPECTED.read_text()) if row["file"] == name)
    done = import_file(RECORDED / name)
    codes = dict(Option.objects.values_list("number", "code"))
    winners = [codes[number] for number in done.result.data["winners"]]
    assert sorted(winners) == sorted(expected["recorded_selected"]["1"])
