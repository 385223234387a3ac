"""Rows of a foreign table of service requests as reports: a mapping of columns, words for states.

Free of the database: text in, columns of Report out.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils import timezone
from django.utils.dateparse import parse_datetime

# Column of a report → names it has in public tables of service requests, lower case.
KNOWN = {
    "external_id": ("service_request_id", "unique key", "unique_key", "case_id", "sr_number", "id"),
    "category": ("service_code", "service_name", "complaint type", "request_type", "type"),
    "text": ("description", "descriptor", "details", "status_notes"),
    "address": ("address", "incident address", "street_address"),
    "latitude": ("lat", "latitude"),
    "longitude": ("long", "lon", "lng", "longitude"),
    "status": ("status", "state"),
    "submitted_at": ("requested_datetime", "created date", "created_date", "opened", "open_dt"),
    "closed_at": ("closed date", "closed_date", "closed", "closed_dt", "updated_datetime"),
}
CLOSED = ("closed", "закрыт", "resolved", "done", "completed", "solved", "решено")
FORMATS = ("%m/%d/%Y %I:%M:%S %p", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y-%m-%d", "%m/%d/%Y")


class MappingError(ValueError):
    """The table cannot be read this way; the message says why, in Russian."""


@dataclass
class Row:
    """One report-to-be; `fault` says why a row cannot become one."""

    external_id: str = ""
    category: str = ""
    fields: dict = field(default_factory=dict)
    fault: str = ""


def read_mapping(pairs: list[str], head: list[str]) -> dict[str, str]:
    """«category=Complaint Type» pairs over what is recognised by itself.

    Raises MappingError for an unknown column on either side and when the number is nowhere.
    """
    lower = {name.strip().lower(): name for name in head}
    found = {
        ours: lower[theirs[0]]
        for ours, names in KNOWN.items()
        if (theirs := [name for name in names if name in lower])
    }
    for pair in pairs:
        ours, _equals, theirs = pair.partition("=")
        if ours not in KNOWN or theirs not in head:
            raise MappingError(f"«{pair}»: такого столбца нет.")
        found[ours] = theirs
    for needed in ("external_id", "category"):
        if needed not in found:
            raise MappingError(f"Не понятно, где {needed}: укажите --mapping {needed}=Столбец.")
    return found


def read_rows(path: Path, pairs: list[str]) -> Iterator[Row]:
    """Rows of the file in their order. Raises MappingError, OSError."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
        stream.seek(0)
        delimiter = max(",;\t", key=first.count)
        reader = csv.DictReader(stream, delimiter=delimiter)
        mapping = read_mapping(pairs, list(reader.fieldnames or ()))
        for raw in reader:
            yield _row({ours: (raw.get(theirs) or "").strip() for ours, theirs in mapping.items()})


def _row(cells: dict[str, str]) -> Row:
    cells = {name: value.replace("\x00", "") for name, value in cells.items()}
    row = Row(cells["external_id"][:100], cells["category"])
    if not row.external_id:
        row.fault = "нет номера"
        return row
    latitude, longitude = _degrees(cells.get("latitude")), _degrees(cells.get("longitude"))
    known = latitude is not None and longitude is not None
    known = known and abs(latitude) <= 90 and abs(longitude) <= 180
    sent = _moment(cells.get("submitted_at", "")) or timezone.now()
    closed = _moment(cells.get("closed_at", ""))
    is_closed = cells.get("status", "").lower().startswith(CLOSED)
    row.fields = {
        "text": cells.get("text", "")[:3000],
        "address": cells.get("address", "")[:300],
        "latitude": latitude if known else None,
        "longitude": longitude if known else None,
        "submitted_at": sent,
        "published_at": sent,
        "state": "solved" if is_closed else "assigned",
        "answered_at": (closed or sent) if is_closed else None,
        "closed_at": (closed or sent) if is_closed else None,
    }
    return row


def _degrees(text: str | None) -> Decimal | None:
    try:
        value = Decimal((text or "").replace(",", "."))
        return round(value, 6) if value.is_finite() and abs(value) <= 180 else None
    except InvalidOperation:
        return None


def _moment(text: str) -> datetime | None:
    """A moment in one of the usual spellings; without a zone it is the city's time."""
    found = None
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    for spelling in FORMATS if found is None else ():
        try:
            found = datetime.strptime(text, spelling)  # noqa: DTZ007 made aware below
            break
        except ValueError:
            continue
    if found is None or not 1970 <= found.year <= 2100:
        return None
    return timezone.make_aware(found) if timezone.is_naive(found) else found
