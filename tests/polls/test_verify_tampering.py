"""Every way to cheat with the published files that we could think of, run as an auditor would.

Each case changes the package as a clever operator might, digests of the chain included where that
helps, and verify.py must end with 1 and a sentence that names the matter.
"""

import json
import re

import pytest
from django.db import transaction

from portal.polls import chain
from portal.polls.ballots import receipt as receipt_of
from tests.factories.verification import counted_round, package_of_round, run, write

# The module's package is made in the database, so pytest-django must set it up.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def package(django_db_setup, django_db_blocker) -> dict[str, str]:
    """The files of one counted vote as text; the database forgets it at once."""
    with django_db_blocker.unblock(), transaction.atomic():
        files = package_of_round(counted_round())
        transaction.set_rollback(True)
    return {name: data.decode() for name, data in files.items() if not name.endswith(".zip")}


@pytest.fixture
def said(package, tmp_path):
    """What verify.py says of the package with these files instead: exit code and text."""

    def ask(*heads: str, **changed: str) -> tuple[int, str]:
        files = package | {name.replace("_", "."): text for name, text in changed.items()}
        return run(write({name: text.encode() for name, text in files.items()}, tmp_path), *heads)

    return ask


def last_head(package) -> str:
    return json.loads(package["result.json"])["head"]


def declared(package, **changes) -> str:
    return json.dumps(json.loads(package["result.json"]) | changes)


def conditions(package, **changes) -> str:
    terms = json.loads(package["poll.json"]) | changes
    return json.dumps(terms, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def rows(package) -> list[list[str]]:
    return [line.split(";") for line in package["ballots.csv"].splitlines()[1:]]


def table(ballots: list[list[str]]) -> str:
    lines = sorted(f"{';'.join(row)}\n" for row in ballots)
    return "receipt;nonce;choices\n" + "".join(lines)


def uuid(package) -> str:
    return json.loads(package["poll.json"])["uuid"]


def resealed(batches: list[list[str]], first_line: str) -> tuple[str, str]:
    """A journal rewritten with a chain that fits itself, and its last head."""
    head, text = first_line.split()[2], f"{first_line}\n"
    for number, lines in enumerate(batches, start=1):
        body = chain.body(f"{line}\n" for line in lines)
        head = chain.head(head, number, len(lines), chain.digest(body))
        text += f"batch {number} {len(lines)} {chain.digest(body)} {head}\n{body}"
    return text, head


def batches(package) -> tuple[list[list[str]], str]:
    found, (first, *lines) = [], package["journal.txt"].splitlines()
    for line in lines:
        if line.startswith("batch "):
            found.append([])
        else:
            found[-1].append(line)
    return found, first


def test_an_untouched_package_agrees_also_with_a_head_kept_outside(said, package):
    code, text = said(last_head(package))
    assert (code, text.splitlines()[-1]) == (0, "ВСЁ СОШЛОСЬ")
    assert "№ 1 Двор 1 (демо)" in text


def test_every_head_of_the_journal_is_known_to_the_checker(said, package):
    heads = re.findall(r"^batch .* ([0-9a-f]{64})$", package["journal.txt"], re.MULTILINE)
    assert len(heads) == 2
    assert said(*heads, chain.digest(package["poll.json"]))[0] == 0


def test_a_changed_choice_does_not_fit_its_receipt(said, package):
    ballots = rows(package)
    ballots[0][2] = "1" if ballots[0][2] != "1" else "2"
    code, text = said(ballots_csv=table(ballots))
    assert code == 1
    assert f"выбор не тот, что в квитанции {ballots[0][0][:12]}" in text


def test_a_changed_nonce_does_not_fit_its_receipt(said, package):
    ballots = rows(package)
    ballots[0][1] = "0" * 32
    assert "выбор не тот" in said(ballots_csv=table(ballots))[1]


def test_a_changed_choice_with_a_new_receipt_is_a_stranger_to_the_journal(said, package):
    ballots = rows(package)
    ballots[0] = [receipt_of(uuid(package), "0" * 32, "4"), "0" * 32, "4"]
    code, text = said(ballots_csv=table(ballots))
    assert (code, "лишние" in text) == (1, True)


def test_a_dropped_ballot_is_missed(said, package):
    code, text = said(ballots_csv=table(rows(package)[1:]))
    assert code == 1
    assert f"пропавшие бюллетени: ['{rows(package)[0][0]}']" in text


def test_an_added_ballot_is_a_stranger(said, package):
    fake = [receipt_of(uuid(package), "1" * 32, "4"), "1" * 32, "4"]
    code, text = said(ballots_csv=table([*rows(package), fake]))
    assert (code, fake[0] in text) == (1, True)


def test_a_duplicated_ballot_is_seen(said, package):
    assert "повторён" in said(ballots_csv=table([*rows(package), rows(package)[0]]))[1]


def test_ballots_in_another_order_are_seen(said, package):
    text = table(rows(package)).splitlines(keepends=True)
    assert "не по порядку" in said(ballots_csv="".join([text[0], *reversed(text[1:])]))[1]


def test_a_voided_ballot_that_is_counted_is_a_stranger(said, package):
    voided = re.search(r"^([0-9a-f]{64}) void$", package["journal.txt"], re.MULTILINE)[1]
    ballot = [voided, "2" * 32, "4"]
    assert said(ballots_csv=table([*rows(package), ballot]))[0] == 1


def test_a_void_taken_out_of_the_journal_leaves_a_ballot_missing(said, package):
    found, first = batches(package)
    kept = [[line for line in batch if not line.endswith(" void")] for batch in found]
    text, head = resealed(kept, first)
    code, answer = said(journal_txt=text, result_json=declared(package, head=head, voided=0) + "\n")
    assert (code, "пропавшие" in answer) == (1, True)


def test_a_dropped_line_of_the_journal_breaks_its_batch(said, package):
    lines = package["journal.txt"].splitlines(keepends=True)
    assert "пачка" in said(journal_txt="".join([*lines[:2], *lines[3:]]))[1]


def test_an_honest_looking_rewrite_is_betrayed_by_a_head_kept_outside(said, package):
    """The operator drops a ballot, seals anew and declares the new count: only a letter helps."""
    found, first = batches(package)
    victim = next(line for line in found[0] if line.split()[0] in package["ballots.csv"])
    found[0].remove(victim)
    text, _head = resealed(found, first)
    ballots = [row for row in rows(package) if row[0] != victim.split()[0]]
    _code, told = said(journal_txt=text, ballots_csv=table(ballots))
    assert "result.json" in told
    code, told = said(last_head(package), journal_txt=text, ballots_csv=table(ballots))
    assert (code, "сохранённого отпечатка нет" in told) == (1, True)


def test_a_batch_rewritten_under_a_kept_head_breaks(said, package):
    found, first = batches(package)
    text, head = resealed(found, first)
    assert (text, head) == (package["journal.txt"], last_head(package))
    changed = text.replace(found[0][0].split()[0], "f" * 64, 1)
    code, told = said(journal_txt=changed)
    assert (code, "пачка 1 не та" in told) == (1, True)


def test_a_batch_left_out_breaks_the_chain(said, package):
    found, first = batches(package)
    tail = package["journal.txt"].split("batch 2 ")[1]
    assert "пачка" in said(journal_txt=f"{first}\nbatch 1 {tail}")[1]
    assert said(journal_txt=resealed(found[1:], first)[0])[0] == 1


def test_a_cut_journal_loses_ballots(said, package):
    head = package["journal.txt"].split("batch 2 ")[0]
    assert said(journal_txt=head)[0] == 1


def test_the_journal_of_another_poll_is_refused(said, package):
    other = package["journal.txt"].replace(uuid(package), "0" * 8 + uuid(package)[8:])
    assert "чужой журнал" in said(journal_txt=other)[1]


def test_a_swapped_winner_is_named(said, package):
    pot = json.loads(package["result.json"])["pots"][0]
    pot["winners"][-1] = ({1, 2, 3, 4} - set(pot["winners"])).pop()
    code, text = said(result_json=declared(package, pots=[pot]) + "\n")
    assert (code, "result.json, pots" in text) == (1, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ballots", 99), ("voided", 0), ("replaced", 0), ("batches", 1), ("head", "0" * 64)],
)
def test_a_false_number_in_the_results_is_named(said, package, name, value):
    code, text = said(result_json=declared(package, **{name: value}) + "\n")
    assert (code, f"result.json, {name}" in text) == (1, True)


def test_votes_moved_from_one_project_to_another_are_seen(said, package):
    options = json.loads(package["result.json"])["options"]
    options[0] |= {"votes": options[0]["votes"] + 1, "score": "9"}
    assert "result.json, options" in said(result_json=declared(package, options=options) + "\n")[1]


def contest(package, **changes) -> str:
    terms = json.loads(package["poll.json"])
    pots = [terms["contest"]["pots"][0] | changes.pop("pot", {})]
    return conditions(package, contest=terms["contest"] | {"pots": pots} | changes)


def cheaper(package) -> str:
    options = json.loads(package["poll.json"])["options"]
    options[3]["cost"] = "1.00"
    return conditions(package, options=options)


REWRITTEN = {
    "budget": lambda package: contest(package, pot={"budget": "999999.00"}),
    "rule": lambda package: contest(package, rule="greedy-no-skip"),
    "threshold": lambda package: contest(package, pot={"threshold": 3}),
    "order of ties": lambda package: contest(package, tie_order=["lot"]),
    "seed of the lot": lambda package: conditions(package, lot_seed="0" * 32),
    "cost": cheaper,
    "title": lambda package: conditions(package, title="Другое"),
}


@pytest.mark.parametrize("what", REWRITTEN)
def test_conditions_changed_after_the_opening_are_seen(said, package, what):
    changed = REWRITTEN[what](package)
    assert changed != package["poll.json"]
    code, text = said(poll_json=changed)
    assert (code, "условия меняли" in text) == (1, True)


@pytest.mark.parametrize("what", REWRITTEN)
def test_conditions_changed_together_with_the_journal_break_the_first_batch(said, package, what):
    changed = REWRITTEN[what](package)
    first = package["journal.txt"].replace(
        chain.digest(package["poll.json"]), chain.digest(changed), 1
    )
    code, text = said(poll_json=changed, journal_txt=first)
    assert (code, "пачка 1" in text) == (1, True)


@pytest.mark.parametrize("name", ["poll.json", "journal.txt", "ballots.csv", "result.json"])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text[: len(text) // 2],
        lambda text: text[:-1],
        lambda text: "",
    ],
    ids=["BOM", "CRLF", "half", "one sign less", "empty"],
)
def test_a_file_that_is_not_byte_for_byte_what_was_published_is_refused(
    said, package, name, change
):
    code, text = said(**{name.replace(".", "_"): change(package[name])})
    assert (code, text.splitlines()[-1].startswith("НЕ СОШЛОСЬ: ")) == (1, True)


@pytest.mark.parametrize("name", ["poll.json", "journal.txt", "ballots.csv", "result.json"])
def test_a_file_that_is_missing_is_named(said, package, tmp_path, name):
    write({other: text.encode() for other, text in package.items() if other != name}, tmp_path)
    code, text = run(tmp_path)
    assert (code, name in text) == (1, True)


PB = {
    "vote": lambda text, row: text.replace(";".join(row), f"{row[0]};4", 1),
    "cost": lambda text, row: text.replace("1;100000;", "1;100001;", 1),
    "winner": lambda text, row: re.sub(r"(?m)^(1;.*;)1$", r"\g<1>0", text),
    "ballot": lambda text, row: text.replace(";".join(row) + "\n", "", 1),
}


@pytest.mark.parametrize("what", PB)
def test_a_changed_file_for_researchers_is_seen(said, package, what):
    text = package["election.pb"]
    voter = re.search(r"(?m)^([0-9a-f]{64});(2)$", text).groups()
    changed = PB[what](text, voter)
    assert changed != text
    code, told = said(election_pb=changed)
    assert (code, "election.pb" in told) == (1, True)


def test_junk_instead_of_numbers_is_a_sentence_and_no_traceback(said, package):
    assert said(result_json="[]\n")[0] == 1
    assert said(journal_txt=package["journal.txt"].replace("batch 1 ", "batch x ", 1))[0] == 1
    assert said(ballots_csv="receipt;nonce;choices\na;b\n")[0] == 1
    assert said(result_json=declared(package, pots=[{}]) + "\n")[0] == 1
