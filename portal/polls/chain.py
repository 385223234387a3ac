"""The seal of a journal: what a batch says and how its head is made. Pure.

**Line** of an entry, ASCII, ended by one LF: `<receipt> cast`, `<receipt> change <receipt before>`
or `<receipt> void`. **Body** of a batch: its lines sorted, so that the order of arrival is gone.

**Head** 0 is the SHA-256 of `poll.json`, the conditions frozen at the opening. Head k is the
SHA-256 of four lines, each ended by one LF: head k-1, k, the number of entries of the batch, the
SHA-256 of its body. Whoever keeps one head keeps the conditions and every batch before it.

**Order of a sample**: marks ascend by the SHA-256 of `<seed>\\n<mark>\\n`.
"""

import hashlib
from collections.abc import Iterable


def line(kind: str, commitment: str, replaces: str = "") -> str:
    return " ".join(filter(None, (commitment, kind, replaces))) + "\n"


def body(lines: Iterable[str]) -> str:
    return "".join(sorted(lines))


def digest(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def head(previous: str, number: int, size: int, body_digest: str) -> str:
    """The head of batch `number`, which seals `size` entries on top of `previous`."""
    return digest(f"{previous}\n{number}\n{size}\n{body_digest}\n")


def sample(seed: str, marks: Iterable[str], size: int) -> list[str]:
    """The first `size` marks in the order of the seed; the same for everybody who asks."""
    return sorted(marks, key=lambda mark: digest(f"{seed}\n{mark}\n"))[:size]
