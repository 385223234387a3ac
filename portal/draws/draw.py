#!/usr/bin/env python3
"""Redo a public draw with Python alone:  python3 draw.py draw.json [the list hash you kept]

The list of numbers was published before the seed was known, so nobody could choose who is drawn:
the hash of the list and the seed decide the order. Each step is told where its number is printed.
Ends with «OK» (exit code 0) or with what is wrong (1).
"""

import hashlib
import json
import sys
from pathlib import Path


def sha256(*lines):
    """SHA-256 of the lines, each followed by a line feed, in UTF-8."""
    return hashlib.sha256("".join(line + "\n" for line in lines).encode()).digest()


def shuffled(entries, key):
    """The order of the lot: Fisher-Yates, fed by SHA-256(key, 0), SHA-256(key, 1), …"""
    order, block = list(entries), 0
    for last in range(len(order) - 1, 0, -1):
        while True:
            number = int.from_bytes(hashlib.sha256(key + block.to_bytes(8, "big")).digest(), "big")
            block += 1
            if number < 2**256 // (last + 1) * (last + 1):  # else the first places were favoured
                break
        other = number % (last + 1)
        order[last], order[other] = order[other], order[last]
    return order


def quotas(strata, places):
    """Places of each stratum: its share rounded down, the rest to the largest remainders."""
    sizes = {name: strata.count(name) for name in sorted(strata)}
    result = {name: places * size // len(strata) for name, size in sizes.items()}
    remainder = {name: places * size % len(strata) for name, size in sizes.items()}
    for name in sorted(sizes, key=lambda name: -remainder[name])[: places - sum(result.values())]:
        result[name] += 1
    return result


def redo(draw):
    """Those drawn and the reserve, as they must be."""
    entries, places = draw["entries"], draw["places"]

    def stratum(entry):
        return entry.partition("; ")[2] if draw.get("by_stratum") else ""

    key = sha256(draw["algorithm"], sha256(*entries).hex(), draw["seed"])
    free = quotas([stratum(entry) for entry in entries], places)
    members, others = [], []
    for entry in shuffled(entries, key):
        (members if free[stratum(entry)] > 0 else others).append(entry)
        free[stratum(entry)] -= 1
    return members, others[: draw.get("reserve_places", 0)]


def faults(draw, kept_hash):
    """Sentences that say what does not agree."""
    entries, list_hash = draw["entries"], sha256(*draw["entries"]).hex()
    if len(set(entries)) != len(entries) or any("\n" in entry for entry in entries):
        yield "the list names somebody twice or a number holds a line break"
    if list_hash != draw["list_hash"]:
        yield "the list is not the one its hash was published for"
    if kept_hash and list_hash != kept_hash:
        yield "the list is not the one whose hash you kept"
    if not draw["seed"]:
        yield "the draw has not been held yet"
    members, reserve = redo(draw)
    if members != draw["result"] or reserve != (draw.get("reserve") or []):
        yield "the lot gives another result"


if __name__ == "__main__":
    published = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = list(faults(published, "".join(sys.argv[2:])))
    sys.stdout.write("\n".join([*redo(published)[0], *(found or ["OK"])]) + "\n")
    sys.exit(bool(found))
