"""Canonical choices, receipts, marks and lots hold for whatever is put in."""

import hashlib
import subprocess
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.polls.ballots import (
    Choice,
    canonical,
    lot,
    new_nonce,
    parse,
    receipt,
    shuffled,
    voter_mark,
)

POLL = UUID("0f6c2a44-9d3b-4e1a-8c55-1b2f3a4d5e6f")
NONCE = "00112233445566778899aabbccddeeff"
numbers = st.integers(0, 2**31 - 1)
points = st.integers(-1000, 10**6) | st.decimals(
    -1000, 10**6, allow_nan=False, allow_infinity=False, places=3
)
choices = st.lists(numbers.map(Choice)) | st.lists(st.builds(Choice, numbers, points))


@given(choices)
def test_a_ranking_survives_writing_and_reading(ballot):
    assert list(parse(canonical(ballot, ranked=True))) == ballot


@given(choices, st.randoms())
def test_the_text_does_not_depend_on_the_order_of_marking(ballot, random):
    text = canonical(ballot)
    random.shuffle(ballot)
    assert canonical(ballot) == text


@given(choices, choices)
def test_different_rankings_have_different_texts(one, two):
    assert (canonical(one, ranked=True) == canonical(two, ranked=True)) == (one == two)


@given(st.text(alphabet="0123456789,:.- \n", max_size=12))
def test_a_text_that_parses_is_the_canonical_one(text):
    try:
        ballot = parse(text)
    except ValueError:
        return
    assert canonical(ballot, ranked=True) == text


@pytest.mark.parametrize(
    "text", ["01", "1,,2", ",", "1:2.0", "1:-0", " 1", "1:", "1\n", "+1", "1e3", "1:.5", "١"]
)
def test_any_other_spelling_is_refused(text):
    with pytest.raises(ValueError, match="not canonical"):
        parse(text)


@given(choices, choices, st.booleans())
def test_receipts_are_equal_only_for_equal_ballots(one, two, same_nonce):
    nonces = (NONCE, NONCE if same_nonce else new_nonce())
    texts = (canonical(one), canonical(two))
    made = [receipt(POLL, nonce, text) for nonce, text in zip(nonces, texts, strict=True)]
    assert (made[0] == made[1]) == (same_nonce and texts[0] == texts[1])


def test_a_receipt_is_the_digest_the_docstring_describes():
    lines = f"open-kirov-ballot-1\n{POLL}\n{NONCE}\n3,7,12\n"
    assert receipt(POLL, NONCE, "3,7,12") == hashlib.sha256(lines.encode()).hexdigest()


def test_anybody_recomputes_a_receipt_in_a_shell():
    command = f"printf 'open-kirov-ballot-1\\n%s\\n%s\\n%s\\n' {POLL} {NONCE} 3,7 | sha256sum"
    out = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True).stdout
    assert out.split()[0] == receipt(POLL, NONCE, "3,7")


@pytest.mark.parametrize(("nonce", "text"), [("A" * 32, "1"), (NONCE[1:], "1"), (NONCE, "1\n2")])
def test_a_receipt_is_not_made_of_what_is_not_canonical(nonce, text):
    with pytest.raises(ValueError, match=r"nonce|not canonical"):
        receipt(POLL, nonce, text)


def test_points_are_written_one_way():
    ballot = [Choice(7, Decimal("2.50")), Choice(3, Decimal("5.0")), Choice(9, -1)]
    assert canonical(ballot) == "3:5,7:2.5,9:-1"


@given(st.uuids(), st.uuids(), st.text(max_size=20), st.text(max_size=20))
def test_a_mark_tells_people_apart_and_polls_do_not_share_it(one, two, anna, boris):
    marks = {voter_mark("secret", poll, who) for poll in (one, two) for who in (anna, boris)}
    assert len(marks) == len({(poll, who) for poll in (one, two) for who in (anna, boris)})
    assert voter_mark("other", one, anna) not in marks


@given(st.lists(numbers, unique=True, max_size=30), st.randoms())
def test_a_lot_depends_on_the_seed_alone(options, random):
    drawn = lot(NONCE, options)
    random.shuffle(options)
    assert lot(NONCE, options) == drawn
    assert sorted(drawn) == sorted(options)


def test_another_seed_draws_another_order():
    assert lot(NONCE, range(30)) != lot(new_nonce(), range(30))
    assert shuffled("anna", range(30)) != shuffled("boris", range(30))


def test_a_nonce_has_128_bits_and_does_not_come_twice():
    drawn = {new_nonce() for _ in range(1000)}
    assert len(drawn) == 1000
    assert {len(bytes.fromhex(nonce)) for nonce in drawn} == {16}
