"""The text of a ballot, the receipt, the mark of a voter and the lot. Pure: no models, no clock.

**Canonical choices** are one line of ASCII: choices joined by commas without spaces. A choice is
the number of an option in decimal without leading zeros, in a ballot with points followed by a
colon and the points (an integer or a decimal fraction with a point and no trailing zeros). In a
ranking the order is the voter's, best first; in every other ballot numbers ascend. An empty
ballot is an empty line. Examples: `3,7,12` · `12,3,7` (ranking) · `3:5,7:2.5`.

**Receipt** is the SHA-256, as 64 lower-case hexadecimal digits, of four lines of ASCII, each ended
by one LF:

    open-kirov-ballot-1
    <uuid of the poll, lower case, with hyphens>
    <nonce: 128 random bits as 32 lower-case hexadecimal digits>
    <canonical choices>

No part can contain an LF, so no two ballots share an encoding. The nonce is secret until the
close: until then nobody can find the choices by trying them all. After it anybody can recompute:
`printf 'open-kirov-ballot-1\\n%s\\n%s\\n%s\\n' UUID NONCE CHOICES | sha256sum`.

**Lot**: options of equal standing are ordered by the SHA-256 of `<seed>\\n<number>\\n`, ascending.
The seed is drawn when voting opens, before anybody has voted, and is public.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

TAG = "open-kirov-ballot-1"
_NUMBER = "(?:0|[1-9][0-9]{0,9})"
_POINTS = "(?:0|-?[1-9][0-9]{0,30}|-?(?:0|[1-9][0-9]{0,30})[.][0-9]{0,29}[1-9])"
_CHOICE = f"{_NUMBER}(?::{_POINTS})?"
_BALLOT = re.compile(f"(?:{_CHOICE}(?:,{_CHOICE})*)?")
_NONCE = re.compile(r"[0-9a-f]{32}")


class Choice(NamedTuple):
    """An option of the ballot, with points where the kind of ballot has them."""

    number: int
    points: int | Decimal | None = None


def canonical(choices: Iterable[int | Choice], *, ranked: bool = False) -> str:
    """The one text of a choice. Raises ValueError for what no ballot can hold."""
    items = [choice if isinstance(choice, Choice) else Choice(choice) for choice in choices]
    if not ranked:
        items.sort(key=lambda one: (one.number, one.points or 0))
    text = ",".join(map(_written, items))
    _check(text)
    return text


def _written(choice: Choice) -> str:
    if choice.points is None:
        return str(int(choice.number))
    points = Decimal(choice.points)
    if points == points.to_integral_value():
        return f"{choice.number}:{int(points)}"
    return f"{choice.number}:{format(points, 'f').rstrip('0')}"


def parse(text: str) -> tuple[Choice, ...]:
    """The choices of a canonical text. Raises ValueError for any other text."""
    _check(text)
    return tuple(map(_parsed, text.split(","))) if text else ()


def _check(text: str) -> None:
    if not _BALLOT.fullmatch(text):
        raise ValueError(f"not canonical choices: {text[:40]!r}")


def _parsed(item: str) -> Choice:
    number, _colon, points = item.partition(":")
    if not points:
        return Choice(int(number))
    return Choice(int(number), Decimal(points) if "." in points else int(points))


def new_nonce() -> str:
    return secrets.token_hex(16)


def receipt(poll: UUID, nonce: str, choices: str) -> str:
    """The receipt of a ballot; the encoding is in the docstring of this module.

    Raises ValueError for a nonce or choices that are not canonical.
    """
    if not _NONCE.fullmatch(nonce):
        raise ValueError("nonce")
    _check(choices)
    return _digest(TAG, str(poll), nonce, choices)


def voter_mark(secret: str, poll: UUID, person: str) -> str:
    """One person in one poll, whatever the account; marks of two polls cannot be matched."""
    text = f"{poll}\n{person}\n"
    return hmac.digest(secret.encode(), text.encode(), "sha256").hex()


def lot(seed: str, numbers: Iterable[int]) -> list[int]:
    """The numbers in the order the lot puts them."""
    return sorted(numbers, key=lambda number: _digest(seed, str(number)))


def shuffled(key: str, numbers: Iterable[int]) -> list[int]:
    """An order of one's own for each key: no project is first on everybody's ballot."""
    return sorted(numbers, key=lambda number: _digest("order", key, str(number)))


def _digest(*lines: str) -> str:
    text = "".join(f"{line}\n" for line in lines)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
