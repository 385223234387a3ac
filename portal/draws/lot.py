"""A lot anybody can redo: the portal draws by this module, outsiders by draw.py beside it.

The list is published before the seed is known; the seed comes from outside the portal.

    list_hash = SHA-256 of the entries, each followed by a line feed, in UTF-8, as hexadecimal
    key       = SHA-256 of "portal-lot-1", list_hash and seed, each followed by a line feed
    block n   = SHA-256 of key (32 bytes) and n (8 bytes, big-endian), read as a 256-bit number
    below(m)  = the next block that is less than the greatest multiple of m up to 2**256, modulo m
    shuffle   = for i from the last place down to the second: swap places i and below(i + 1),
                places counted from 0

The first entries of the shuffled list are drawn, those after them are the reserve in its order.
By strata («17; Ленинский район»: the stratum is what follows the first «; ») each stratum has a
quota of the places by the largest remainder, and the list is walked in its shuffled order, passing
over entries whose stratum is full; these head the reserve.
"""

import hashlib
from collections import Counter
from itertools import count

ALGORITHM = "portal-lot-1"
BLOCKS = 2**256
STRATUM = "; "


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


def drawn(
    entries: list[str], seed: str, places: int, reserve: int = 0, *, by_stratum: bool = False
) -> tuple[list[str], list[str]]:
    """Who is drawn and who stands in reserve, each in the order of the lot."""
    order = shuffled(entries, seed)
    free = quotas(Counter(map(stratum_of, entries)), places) if by_stratum else {"": places}
    chosen, others = [], []
    for entry in order:
        stratum = stratum_of(entry) if by_stratum else ""
        (chosen if free[stratum] else others).append(entry)
        free[stratum] -= bool(free[stratum])
    return chosen, others[:reserve]


def quotas(sizes: dict[str, int], places: int) -> dict[str, int]:
    """Places of each stratum by the largest remainder; equal remainders go by the name."""
    everybody = sum(sizes.values())
    found = {name: places * size // everybody for name, size in sizes.items()}
    by_rest = sorted(sizes, key=lambda name: (-(places * sizes[name] % everybody), name))
    for name in by_rest[: places - sum(found.values())]:
        found[name] += 1
    return found


def stratum_of(entry: str) -> str:
    return entry.partition(STRATUM)[2]


def _lines(*texts: str) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def _numbers(key: bytes):
    for number in count():
        block = hashlib.sha256(key + number.to_bytes(8, "big")).digest()
        yield int.from_bytes(block, "big")


def _below(bound: int, blocks) -> int:
    limit = BLOCKS - BLOCKS % bound  # a plain remainder would favour the first places
    return next(number for number in blocks if number < limit) % bound
