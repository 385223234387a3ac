"""What the reader accepts, what it refuses and where, and that the writer loses nothing."""

import contextlib
import io
from decimal import Decimal

import pytest
from hypothesis import given
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
FIRST_META_LINE = 3
PROJECTS_LINE = FIRST_META_LINE + len(META)
VOTES_LINE = PROJECTS_LINE + 4


def text_of(projects=PROJECTS, votes=VOTES, without="", **meta):
    rows = [f"{key};{value}" for key, value in (META | meta).items() if key != without]
    lines = ["META", "key;value", *rows, "PROJECTS", projects, "VOTES", votes]
    return "\n".join(lines) + "\n"


def meta_line(key):
    return FIRST_META_LINE + list(META).index(key)


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


CUMULATIVE = {"vote_type": "cumulative"}
POINTS = "voter_id;vote;points\n"
BROKEN = {
    "empty file": ("", 1, 1, "Ожидался раздел META, а файл кончился."),
    "no META": ("budget;5\n", 1, 1, "Файл начинается с раздела META, а не с «budget»."),
    "no key;value": ("META\nbudget;5\n", 2, 1, "Раздел META начинается со строки «key;value»."),
    "sections swapped": ("META\nkey;value\nVOTES\n", 3, 1, "Раздел VOTES здесь не на месте."),
    "cut in META": (
        "META\nkey;value\nunit;a\n",
        4,
        1,
        "Ожидался раздел PROJECTS, а файл кончился.",
    ),
    "meta key alone": (
        text_of().replace("unit;Kirov", "unit"),
        meta_line("unit"),
        1,
        "В строке META нужны название и значение.",
    ),
    "meta key twice": (
        text_of().replace("unit;Kirov", "country;Kirov"),
        meta_line("unit"),
        1,
        "Параметр «country» указан дважды.",
    ),
    "no budget": (
        text_of(without="budget"),
        PROJECTS_LINE - 1,
        1,
        "В разделе META нет обязательного параметра «budget».",
    ),
    "budget with a comma": (
        text_of(budget="1000,50"),
        meta_line("budget"),
        2,
        "Ожидалось число, а не «1000,50» (дробная часть пишется через точку).",
    ),
    "budget below zero": (
        text_of(budget="-5"),
        meta_line("budget"),
        2,
        "Сумма не может быть отрицательной: «-5».",
    ),
    "budget is not a number": (
        text_of(budget="NaN"),
        meta_line("budget"),
        2,
        "Ожидалось число, а не «NaN».",
    ),
    "unknown ballot": (
        text_of(vote_type="veto"),
        meta_line("vote_type"),
        2,
        "Неизвестный вид голосования «veto».",
    ),
    "count is a word": (
        text_of(num_votes="two"),
        meta_line("num_votes"),
        2,
        "Ожидалось целое неотрицательное число, а не «two».",
    ),
    "threshold is a word": (
        text_of(min_project_score_threshold="x"),
        PROJECTS_LINE,
        2,
        "Ожидалось число, а не «x».",
    ),
    "fewer votes than stated": (
        text_of(num_votes=3),
        meta_line("num_votes"),
        2,
        "Заявлено num_votes = 3, а строк в разделе: 2.",
    ),
    "more projects than stated": (
        text_of(num_projects=1),
        meta_line("num_projects"),
        2,
        "Заявлено num_projects = 1, а строк в разделе: 2.",
    ),
    "first column of projects": (
        text_of("id;cost\n1;5\n2;5"),
        PROJECTS_LINE + 1,
        1,
        "Первый столбец раздела PROJECTS называется «project_id».",
    ),
    "no cost column": (
        text_of("project_id;name\n1;a\n2;b"),
        PROJECTS_LINE + 1,
        2,
        "В разделе PROJECTS нет столбца «cost».",
    ),
    "column twice": (
        text_of("project_id;cost;name;name\n1;5;a;b\n2;5;a;b"),
        PROJECTS_LINE + 1,
        4,
        "Название столбца «name» пусто или повторяется.",
    ),
    "project twice": (
        text_of("project_id;cost\n1;5\n1;6"),
        PROJECTS_LINE + 3,
        1,
        "Проект «1» указан дважды.",
    ),
    "project without id": (
        text_of("project_id;cost\n;5\n2;6"),
        PROJECTS_LINE + 2,
        1,
        "Номер проекта пуст или содержит запятую: «».",
    ),
    "project id with a comma": (
        text_of("project_id;cost\n1,2;5\n2;6"),
        PROJECTS_LINE + 2,
        1,
        "Номер проекта пуст или содержит запятую: «1,2».",
    ),
    "cost is a word": (
        text_of("project_id;name;cost\n1;a;5\n2;b;много"),
        PROJECTS_LINE + 3,
        3,
        "Ожидалось число, а не «много».",
    ),
    "short row": (
        text_of("project_id;cost;name\n1;5;a\n2;6"),
        PROJECTS_LINE + 3,
        2,
        "Ячеек в строке: 2, а столбцов: 3.",
    ),
    "long row": (
        text_of("project_id;cost\n1;5;a\n2;6"),
        PROJECTS_LINE + 2,
        3,
        "Ячеек в строке: 3, а столбцов: 2.",
    ),
    "votes column is a word": (
        text_of("project_id;cost;votes\n1;5;x\n2;6;1"),
        PROJECTS_LINE + 2,
        3,
        "Ожидалось целое неотрицательное число, а не «x».",
    ),
    "score column is a word": (
        text_of("project_id;cost;score\n1;5;x\n2;6;1"),
        PROJECTS_LINE + 2,
        3,
        "Ожидалось число, а не «x».",
    ),
    "selected is 7": (
        text_of("project_id;cost;selected\n1;5;1\n2;6;7"),
        PROJECTS_LINE + 3,
        3,
        "Отметка selected бывает 0, 1, 2 или 3, а не «7».",
    ),
    "quote never closed": (
        text_of('project_id;cost;name\n1;5;"Парк\n2;6;b'),
        PROJECTS_LINE + 2,
        3,
        "Кавычка открыта, но не закрыта.",
    ),
    "text after a quote": (
        text_of('project_id;cost;name\n1;5;"Парк" у реки\n2;6;b'),
        PROJECTS_LINE + 2,
        3,
        "После закрывающей кавычки ожидалась точка с запятой.",
    ),
    "cell too long": (
        text_of(f"project_id;cost;name\n1;5;{'a' * 140_000}\n2;6;b"),
        PROJECTS_LINE + 2,
        3,
        "Слишком длинная ячейка.",
    ),
    "nul": (
        text_of("project_id;cost;name\n1;5;a\0b\n2;6;b"),
        PROJECTS_LINE + 2,
        3,
        "В тексте нулевой символ.",
    ),
    "no VOTES": (
        text_of().partition("VOTES")[0],
        VOTES_LINE,
        1,
        "Ожидался раздел VOTES, а файл кончился.",
    ),
    "second PROJECTS": (
        text_of(votes="voter_id;vote\na;1\nPROJECTS\nb;2"),
        VOTES_LINE + 3,
        1,
        "Раздел PROJECTS здесь не на месте.",
    ),
    "no points column": (
        text_of(vote_type="cumulative"),
        VOTES_LINE + 1,
        2,
        "В разделе VOTES нет столбца «points».",
    ),
    "unknown project": (
        text_of(votes="voter_id;age;vote\na;5;1\nb;6;2, 77"),
        VOTES_LINE + 3,
        3,
        "В бюллетене неизвестный проект «77».",
    ),
    "empty place in a ballot": (
        text_of(votes="voter_id;vote\na;1,,2\nb;2"),
        VOTES_LINE + 2,
        2,
        "В бюллетене неизвестный проект «».",
    ),
    "voter twice": (
        text_of(votes="voter_id;vote\na;1\na;2"),
        VOTES_LINE + 3,
        1,
        "Номер избирателя пуст или повторяется: «a».",
    ),
    "voter without id": (
        text_of(votes="voter_id;vote\n;1\nb;2"),
        VOTES_LINE + 2,
        1,
        "Номер избирателя пуст или повторяется: «».",
    ),
    "points missing": (
        text_of(votes=f"{POINTS}a;1,2;3\nb;2;1", **CUMULATIVE),
        VOTES_LINE + 2,
        3,
        "Проектов в бюллетене: 2, а оценок: 1.",
    ),
    "points are words": (
        text_of(votes=f"{POINTS}a;1;3\nb;2;пять", **CUMULATIVE),
        VOTES_LINE + 3,
        3,
        "Ожидалось число, а не «пять».",
    ),
    "error below a multi-line name": (
        text_of('project_id;cost;name\n1;5;"a\nb\nc"\n2;x;b'),
        PROJECTS_LINE + 5,
        2,
        "Ожидалось число, а не «x».",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_reader_refuses_a_broken_file_naming_the_place_and_the_reason(case):
    text, line, column, reason = BROKEN[case]
    with pytest.raises(PabulibError) as caught:
        parse_pabulib(text, "kirov.pb")
    error = caught.value
    assert (error.file, error.line, error.column, error.reason) == (
        "kirov.pb",
        line,
        column,
        reason,
    )


def test_reader_refuses_windows_1251_naming_the_cell():
    projects = "project_id;cost;name\n1;600;Park\n2;5;"
    broken = text_of(projects).encode().replace(b"2;5;", "2;5;Сквер".encode("cp1251"))
    with pytest.raises(PabulibError) as caught:
        parse_pabulib(broken)
    assert (caught.value.line, caught.value.column) == (PROJECTS_LINE + 3, 3)


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


@given(elections())
def test_reader_returns_whatever_the_writer_was_given(election):
    again = parse_pabulib(write_pabulib(election).encode())
    assert again.meta == election.meta
    assert again.projects == election.projects
    assert list(again.iter_votes()) == election.votes
    assert again.ballots == election.ballots
    assert again.repeated == election.repeated


@given(elections(), st.randoms(use_true_random=False))
def test_order_of_ballots_never_changes_a_count(election, random):
    shuffled = random.sample(election.votes, len(election.votes))
    assert Election(election.meta, election.projects, shuffled).count() == election.count()
