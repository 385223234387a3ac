"""Tables for spreadsheets: nothing a resident typed may run there as a formula."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from numbers import Number

from django.http import StreamingHttpResponse
from django.utils import timezone

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # spreadsheets of Russian offices read UTF-8 only with it


def cell(value) -> str:
    """The text of a cell; what a spreadsheet would take for a formula gets an apostrophe.

    Fractions have a comma: with a point a Russian spreadsheet reads «8.6» as the eighth of June.
    """
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    text = str(value)
    if isinstance(value, Number):
        return text.replace(".", ",")
    return f"'{text}" if text.startswith(DANGEROUS) or text.lstrip().startswith(DANGEROUS) else text


class _Line:
    """What csv.writer writes to; hands each line back."""

    def write(self, text: str) -> str:
        return text


def table(head: Iterable, rows: Iterable[Iterable]) -> Iterator[str]:
    """Lines of the CSV file, one at a time: a long export does not fill the memory."""
    writer = csv.writer(_Line(), delimiter=";")
    yield BYTE_ORDER_MARK + writer.writerow([cell(name) for name in head])
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def csv_response(name: str, head: Iterable, rows: Iterable[Iterable]) -> StreamingHttpResponse:
    """The table as a download under an ASCII `name`."""
    return StreamingHttpResponse(
        table(head, rows),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "Cache-Control": "no-store",
        },
    )
