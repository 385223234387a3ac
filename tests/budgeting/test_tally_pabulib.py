"""`manage.py tally_pabulib`: what officials and programs get from it; no database is touched."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from budgeting.management.commands.tally_pabulib import Command

FILE = """META
key;value
num_projects;3
num_votes;2
budget;100.50
vote_type;approval
rule;greedy
PROJECTS
project_id;cost
1;60
2;50
3;10.25
VOTES
voter_id;vote
a;1,2,3
b;2,1
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "kirov.pb"
    path.write_text(FILE)
    return path


def run(capsys, *arguments):
    call_command(Command(), *map(str, arguments))
    return capsys.readouterr().out


def test_program_gets_one_json_object_and_nothing_else(file, capsys):
    report = json.loads(run(capsys, file, "--json"))
    assert report.pop("seconds") >= 0
    assert report == {
        "rule": "greedy",
        "winners": ["1", "3"],
        "total_cost": 70.25,
        "num_projects": 3,
        "num_votes": 2,
    }


def test_program_gets_a_whole_sum_as_an_integer(file, capsys):
    assert '"total_cost": 60,' in run(capsys, file, "--json", "--rule", "greedy-no-skip")


def test_official_reads_the_winners_in_words(file, capsys):
    assert "Победители: 1, 3\n" in run(capsys, file)


def test_official_decides_a_tie_by_the_lot(file, capsys):
    assert "Победители: 2, 3\n" in run(capsys, file, "--lot", "2,1,3")


def test_broken_file_is_refused_with_file_line_column_and_reason(file):
    file.write_text(FILE.replace("100.50", "100,50"))
    with pytest.raises(CommandError, match=r"kirov\.pb, строка 5, столбец 2: Ожидалось число"):
        call_command(Command(), str(file))


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"none\.pb"):
        call_command(Command(), str(tmp_path / "none.pb"))


def test_rule_of_the_file_that_is_not_offered_is_refused_by_name(file):
    file.write_text(FILE.replace("rule;greedy", "rule;greedy-exclusive"))
    with pytest.raises(CommandError, match="«greedy-exclusive»"):
        call_command(Command(), str(file))


def test_unknown_rule_on_the_command_line_is_refused(file):
    with pytest.raises(CommandError, match="--rule"):
        call_command(Command(), str(file), "--rule", "dice")


def test_lot_naming_a_stranger_is_refused(file):
    with pytest.raises(CommandError, match="жребии"):
        call_command(Command(), str(file), "--lot", "77")
