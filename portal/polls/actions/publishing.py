"""Publishing a counted poll: six files anybody can check, and one zip with all of them.

The same poll always gives the same bytes, so publishing again changes nothing, and a file lost from
storage is made anew. `result.json` holds what the city declared, never what the checker wants.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, QuerySet

from portal.cases.actions import record
from portal.polls import chain
from portal.polls.actions.locks import lock_for_moving
from portal.polls.actions.terms import contest_of, counters
from portal.polls.ballots import parse
from portal.polls.models import BallotEvent, Poll, PollState, Publication, PublishedFile

RESULT = "open-kirov-result-1"
JOURNAL = "open-kirov-journal-1"
HERE = Path(__file__).resolve().parent.parent
CHECKERS = ("verify.py", "winners.py")


def publications_due() -> QuerySet[Poll]:
    """Closed polls with frozen conditions whose package is not published yet."""
    return Poll.objects.filter(state=PollState.CLOSED, publication=None, terms__isnull=False)


def publish_poll(poll: Poll) -> Publication | None:
    """By the clock, once the poll is closed and counted; None when it is not. Safe to repeat."""
    if poll.state != PollState.CLOSED or not hasattr(poll, "terms"):
        return None
    files = package_of(poll)
    return _published(poll, files) if files else None


@transaction.atomic
def _published(poll: Poll, files: dict[str, bytes]) -> Publication:
    now = lock_for_moving(poll)
    publication, fresh = Publication.objects.get_or_create(
        poll=poll, defaults={"published_at": now.clock}
    )
    rows = [_row(publication, name, data) for name, data in files.items()]
    PublishedFile.objects.bulk_create(rows, ignore_conflicts=True)
    for row in publication.files.all():
        if row.sha256 == chain.digest(files[row.name]) and not default_storage.exists(row.path):
            default_storage.save(row.path, ContentFile(files[row.name]))
    if fresh:
        digests = {row.name: row.sha256 for row in rows}
        record(poll, "published", actor=None, data={"files": digests})
    return publication


def _row(publication: Publication, name: str, data: bytes) -> PublishedFile:
    digest = chain.digest(data)
    return PublishedFile(publication=publication, name=name, sha256=digest, size=len(data))


def package_of(poll: Poll) -> dict[str, bytes]:
    """The files by name, the zip last; empty while the app that counts has not counted."""
    counted = _count_of(poll)
    if counted is None:
        return {}
    result, more = counted
    texts = {
        "poll.json": poll.terms.text,
        "journal.txt": "".join(_journal(poll)),
        "ballots.csv": "".join(_ballots(poll)),
        "result.json": _json({**_facts(poll), **result}),
        **more,
        **{name: (HERE / name).read_text(encoding="utf-8") for name in CHECKERS},
    }
    files = {name: text.encode() for name, text in texts.items()}
    return {**files, f"poll-{str(poll.uuid)[:8]}.zip": zipped(files)}


def _count_of(poll: Poll) -> tuple[dict, dict[str, str]] | None:
    """What the owner of the poll declared and its own files; without an owner the bare votes."""
    if contest_of(poll) is None:
        return {"options": bare_votes(poll), "pots": []}, {}
    return next(filter(None, (module.count(poll) for module in counters())), None)


def bare_votes(poll: Poll) -> list[dict]:
    """Mentions of every option and the sum of its points, as `result.json` has them."""
    votes = {number: [0, 0] for number in poll.options.values_list("number", flat=True)}
    for text in poll.ballots.values_list("choices", flat=True).iterator(chunk_size=5000):
        for choice in parse(text):
            votes[choice.number][0] += 1
            votes[choice.number][1] += 1 if choice.points is None else choice.points
    return [
        {"number": number, "votes": count, "score": exact(score)}
        for number, (count, score) in sorted(votes.items())
    ]


def exact(score: int | Decimal) -> str:
    return str(int(score)) if score == int(score) else format(Decimal(score).normalize(), "f")


def _facts(poll: Poll) -> dict:
    """What the portal itself declares beside the count."""
    kinds = dict(poll.journal.values_list("kind").annotate(Count("id")).order_by())
    last = poll.seals.last()
    return {
        "format": RESULT,
        "poll": str(poll.uuid),
        "ballots": poll.ballots.count(),
        "replaced": kinds.get(BallotEvent.Kind.CHANGE, 0),
        "voided": kinds.get(BallotEvent.Kind.VOID, 0),
        "batches": last.number if last else 0,
        "head": last.head if last else poll.rule_hash,
    }


def _json(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _journal(poll: Poll) -> Iterator[str]:
    """`batch <number> <entries> <digest of the body> <head>`, then the body; batch by batch."""
    yield f"{JOURNAL} {poll.uuid} {poll.rule_hash}\n"
    rows = poll.journal.order_by("id").values_list("kind", "commitment", "replaces")
    entries = (chain.line(*row) for row in rows.iterator(chunk_size=5000))
    for seal in poll.seals.order_by("number"):
        yield f"batch {seal.number} {seal.size} {seal.body_digest} {seal.head}\n"
        yield chain.body(islice(entries, seal.size))


def _ballots(poll: Poll) -> Iterator[str]:
    """Ordered by receipt, which says nothing of when it was cast; no age, no district, no mark."""
    yield "receipt;nonce;choices\n"
    rows = poll.ballots.values_list("receipt", "nonce", "choices").iterator(chunk_size=5000)
    yield from sorted(f"{receipt};{nonce};{choices}\n" for receipt, nonce, choices in rows)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip without clocks: the same files make the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return stream.getvalue()
