"""What changed between two wordings of a text, word by word. Pure."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, REMOVED = "same", "added", "removed"


class Piece(NamedTuple):
    """A run of text that stayed, came or went."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces of both wordings in reading order; spaces belong to the word before them."""
    old, new = _parts(before), _parts(after)
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(new[c:d])))
            continue
        pieces += [Piece(REMOVED, "".join(old[a:b]))] if a < b else []
        pieces += [Piece(ADDED, "".join(new[c:d]))] if c < d else []
    return pieces


def _parts(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)
