"""A lot anybody can redo with the standard library of Python: `python3 lot.py draw.json`.

The list is published before the seed is known; the seed comes from outside the portal.

    list_hash = SHA-256 of the entries, each followed by a line feed, in UTF-8, as hexadecimal
    key       = SHA-256 of "portal-lot-1", list_hash and seed, each followed by a line feed
    block n   = SHA-256 of key (32 bytes) and n (8 bytes, big-endian), read as a 256-bit number
    below(m)  = the next block that is less than the greatest multiple of m up to 2**256, modulo m
    shuffle   = for i from the last place down to the second: swap places i and below(i + 1),
                places counted from 0

The first entries of the shuffled list are drawn.
"""

import hashlib
import json
import sys
from itertools import count
from pathlib import Path

ALGORITHM = "portal-lot-1"
BLOCKS = 2**256


def hash_of(entries: list[str]) -> str:
    """The hash that fixes the list before the draw. An entry is one line of text."""
    if any("\n" in entry for entry in entries):
        raise ValueError("an entry is one line")
    if len(set(entries)) != len(entries):
        raise ValueError("an entry stands in the list twice")
    return hashlib.sha256(_lines(*entries)).hexdigest()


def shuffled(entries: list[str], seed: str) -> list[str]:
    """All entries in the order of the lot."""
    key = hashlib.sha256(_lines(ALGORITHM, hash_of(entries), seed)).digest()
    blocks = _numbers(key)
    result = list(entries)
    for place in range(len(result) - 1, 0, -1):
        other = _below(place + 1, blocks)
        result[place], result[other] = result[other], result[place]
    return result


def _lines(*texts: str) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def _numbers(key: bytes):
    for number in count():
        block = hashlib.sha256(key + number.to_bytes(8, "big")).digest()
        yield int.from_bytes(block, "big")


def _below(bound: int, blocks) -> int:
    limit = BLOCKS - BLOCKS % bound  # a plain remainder would favour the first places
    return next(number for number in blocks if number < limit) % bound


def main(path: str) -> int:
    """Redo a published draw; 0 when it comes out the same."""
    draw = json.loads(Path(path).read_text(encoding="utf-8"))
    same_list = hash_of(draw["entries"]) == draw["list_hash"]
    drawn = shuffled(draw["entries"], draw["seed"])[: draw["places"]]
    same = same_list and drawn == draw["result"]
    sys.stdout.write("\n".join([*drawn, "OK" if same else "DIFFERENT"]) + "\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
