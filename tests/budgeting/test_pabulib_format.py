"""What the reader accepts and that the writer loses nothing; refusals: test_pabulib_broken."""

import contextlib
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabulib.checker import Checker

from budgeting.election import Election, PbProject, PbVote
from budgeting.pabulib import PabulibError, parse_pabulib, read_pabulib, write_pabulib

META = {
    "description": "Kirov",
    "country": "Poland",
    "unit": "Kirov",
    "instance": "2026",
    "num_projects": "2",
    "num_votes": "2",
    "budget": "1000",
    "vote_type": "approval",
    "rule": "greedy",
    "date_begin": "01.03.2026",
    "date_end": "31.03.2026",
}
PROJECTS = "project_id;cost;name\n1;600;Парк\n2;500.50;Сквер"
VOTES = "voter_id;vote\na;1,2\nb;2"


def text_of(projects=PROJECTS, votes=VOTES, without="", **meta):
    rows = [f"{key};{value}" for key, value in (META | meta).items() if key != without]
    lines = ["META", "key;value", *rows, "PROJECTS", projects, "VOTES", votes]
    return "\n".join(lines) + "\n"


def choices(election):
    return [vote.choices for vote in election.iter_votes()]


def test_reader_takes_a_plain_file_whole():
    election = parse_pabulib(text_of())
    assert election.meta == META
    assert [project.cost for project in election.projects] == [Decimal(600), Decimal("500.50")]
    assert choices(election) == [("1", "2"), ("2",)]


def test_reader_takes_bom_and_crlf_as_nothing():
    plain = parse_pabulib(text_of())
    dressed = parse_pabulib(b"\xef\xbb\xbf" + text_of().replace("\n", "\r\n").encode())
    assert dressed.meta == plain.meta
    assert dressed.projects == plain.projects
    assert list(dressed.iter_votes()) == list(plain.iter_votes())


def test_reader_takes_a_bom_left_in_decoded_text_as_nothing():
    assert parse_pabulib("\ufeff" + text_of()).meta == META


def test_reader_takes_blank_lines_and_spreadsheet_padding_as_nothing():
    padded = text_of().replace("META\n", "META;;;\n\n").replace("b;2\n", "b;2;;;\n\n")
    assert choices(parse_pabulib(padded)) == [("1", "2"), ("2",)]


def test_reader_keeps_quotes_semicolons_and_line_breaks_of_a_name():
    projects = 'project_id;cost;name\n1;600;"Парк «Лес»; ""у реки""\nвторая строка"\n2;5;Сквер'
    assert parse_pabulib(text_of(projects)).projects[0].name == (
        'Парк «Лес»; "у реки"\nвторая строка'
    )


def test_reader_counts_an_empty_ballot_as_a_ballot():
    election = parse_pabulib(text_of(votes="voter_id;vote\na;\nb;2"))
    assert len(election.votes) == 2
    assert election.ballots == {((), ()): 1, ((1,), ()): 1}


def test_reader_counts_a_repeated_project_each_time_and_names_the_voter():
    election = parse_pabulib(text_of(votes="voter_id;vote\na;1,2,1\nb;2"))
    assert election.count() == [(2, 2), (2, 2)]
    assert election.repeated == ["a"]


def test_reader_takes_spaces_inside_a_ballot_as_nothing():
    assert choices(parse_pabulib(text_of(votes="voter_id;vote\na;1, 2\nb; 2"))) == [
        ("1", "2"),
        ("2",),
    ]


def test_reader_marks_the_sentinel_cost_as_withdrawn():
    election = parse_pabulib(text_of("project_id;cost\n1;999999999\n2;5"))
    assert [project.withdrawn for project in election.projects] == [True, False]


def test_reader_keeps_a_budget_with_kopecks_exact():
    assert parse_pabulib(text_of(budget="2458488.22")).budget == Decimal("2458488.22")


def test_reader_keeps_the_rest_of_an_unquoted_comment():
    assert parse_pabulib(text_of(comment="#1: a; b;c")).meta["comment"] == "#1: a; b;c"


def test_reader_joins_equal_ballots_into_one_with_a_count():
    votes = "voter_id;vote\na;1,2\nb;1,2\nc;2"
    assert parse_pabulib(text_of(votes=votes, num_votes=3)).ballots == {
        ((0, 1), ()): 2,
        ((1,), ()): 1,
    }


@pytest.mark.parametrize(
    ("vote_type", "votes", "expected"),
    [
        ("approval", "voter_id;vote\na;1,2\nb;2", [(1, 1), (2, 2)]),
        ("choose-1", "voter_id;vote\na;1\nb;2", [(1, 1), (1, 1)]),
        ("cumulative", "voter_id;vote;points\na;1,2;3,1\nb;2;2", [(1, 3), (2, 3)]),
        ("scoring", "voter_id;vote;points\na;1,2;0.5,-1\nb;2;2", [(1, Decimal("0.5")), (2, 1)]),
        ("ordinal", "voter_id;vote\na;1,2\nb;2", [(1, 2), (2, 2)]),
    ],
)
def test_reader_counts_every_kind_of_ballot_by_its_own_rule(vote_type, votes, expected):
    assert parse_pabulib(text_of(votes=votes, vote_type=vote_type)).count() == expected


def test_reader_ignores_the_points_column_of_a_ranking():
    votes = "voter_id;vote;points\na;2,1;9,9\nb;2;9"
    assert parse_pabulib(text_of(votes=votes, vote_type="ordinal")).count() == [(1, 1), (2, 3)]


def test_reader_gives_each_voter_with_attributes_at_every_pass():
    votes = "voter_id;vote;age;sex\na;1;25;F\nb;2;;M"
    election = parse_pabulib(text_of(votes=votes))
    expected = [
        PbVote("a", ("1",), (), {"age": "25", "sex": "F"}),
        PbVote("b", ("2",), (), {"age": "", "sex": "M"}),
    ]
    assert list(election.iter_votes()) == expected
    assert list(election.iter_votes()) == expected


def test_error_reads_as_a_sentence_with_its_place():
    with pytest.raises(PabulibError, match=r"^a\.pb, строка 1, столбец 1: Ожидался раздел META"):
        parse_pabulib("", "a.pb")


def test_reader_names_the_file_it_read(tmp_path):
    path = tmp_path / "broken.pb"
    path.write_text("nothing")
    with pytest.raises(PabulibError, match=r"^broken\.pb, строка 1"):
        read_pabulib(path)


def checked(text):
    """Errors and warnings of the independent format checker."""
    with contextlib.redirect_stdout(io.StringIO()):
        report = Checker().process_files([text])
    return report[next(key for key in report if key not in ("metadata", "summary"))]["results"]


def test_checker_accepts_what_the_writer_wrote():
    projects = [
        PbProject("1", Decimal(600), {"votes": "1", "name": 'Парк; "у реки"', "selected": "0"}),
        PbProject("2", Decimal("500.50"), {"votes": "2", "name": "Сквер", "selected": "1"}),
    ]
    votes = [PbVote("a", ("1", "2"), (), {"age": "30"}), PbVote("b", ("2",), (), {"age": "71"})]
    assert checked(write_pabulib(Election(META | {"comment": "#1: ok"}, projects, votes))) == {
        "errors": {},
        "warnings": {},
    }


def test_writer_states_the_counts_of_the_rows_it_wrote():
    election = Election(META | {"num_votes": "77"}, [PbProject("1", Decimal(5))], [])
    written = parse_pabulib(write_pabulib(election))
    assert (written.meta["num_projects"], written.meta["num_votes"]) == ("1", "0")


def test_writer_of_points_keeps_an_election_where_nobody_chose_anything():
    meta = META | {"vote_type": "cumulative"}
    written = write_pabulib(Election(meta, [PbProject("1", Decimal(5))], [PbVote("a", ())]))
    assert choices(parse_pabulib(written)) == [()]


def test_writer_turns_every_line_end_inside_a_cell_into_lf():
    election = Election(META, [PbProject("1", Decimal(5), {"name": "a\rb\r\nc"})], [])
    assert parse_pabulib(write_pabulib(election)).projects[0].name == "a\nb\nc"


# A busy machine may take its time: slowness is what the benchmark is for.
unhurried = settings(deadline=None)
words = st.text("aя1;\"', \n«»META", min_size=1, max_size=8).map(str.strip)
money = st.decimals(0, 10**12, places=2)
ids = st.lists(st.text("abc12/.", min_size=1, max_size=5), min_size=1, max_size=6, unique=True)


@st.composite
def elections(draw):
    kind = draw(st.sampled_from(["approval", "ordinal", "cumulative", "scoring"]))
    names = draw(ids)
    projects = [PbProject(name, draw(money), {"name": draw(words)}) for name in names]
    votes = []
    for number in range(draw(st.integers(0, 8))):
        chosen = tuple(draw(st.lists(st.sampled_from(names), max_size=4)))
        points = tuple(draw(st.integers(0, 9)) for _ in chosen if kind in ("cumulative", "scoring"))
        votes.append(PbVote(f"v{number}", chosen, points, {"district": draw(words)}))
    meta = META | {"vote_type": kind, "budget": str(draw(money)), "comment": draw(words)}
    meta |= {"num_projects": str(len(projects)), "num_votes": str(len(votes))}
    return Election(meta, projects, votes)


@unhurried
@given(elections())
def test_reader_returns_whatever_the_writer_was_given(election):
    again = parse_pabulib(write_pabulib(election).encode())
    assert again.meta == election.meta
    assert again.projects == election.projects
    assert list(again.iter_votes()) == election.votes
    assert again.ballots == election.ballots
    assert again.repeated == election.repeated


@unhurried
@given(elections(), st.randoms(use_true_random=False))
def test_order_of_ballots_never_changes_a_count(election, random):
    shuffled = random.sample(election.votes, len(election.votes))
    assert Election(election.meta, election.projects, shuffled).count() == election.count()
