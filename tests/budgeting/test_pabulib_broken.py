"""Forty ways a Pabulib file can be broken: each is refused with its line, cell and reason."""

import pytest

from budgeting.pabulib import PabulibError, parse_pabulib

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
