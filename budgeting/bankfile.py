"""Reads rows of a bank: CSV, UTF-8 or windows-1251, «;», «,» or tabulation between the cells.

Columns by name in the first line: номер, дата, плательщик, сумма, назначение; and where the purpose
does not say it, проект and источник. What is wrong is told by line and column.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

COLUMNS = ("номер", "дата", "плательщик", "сумма", "назначение")
OPTIONAL = ("проект", "источник")
LENGTHS = {"номер": 60, "плательщик": 200, "назначение": 300, "проект": 20, "источник": 60}
MAX_ROWS = 2000
MAX_BYTES = 512 * 1024
AMOUNT = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?")


@dataclass(frozen=True)
class BankRow:
    """A payment order; `line` is its place in the file. The amount is in roubles."""

    line: int
    number: str
    day: date
    payer: str
    amount: Decimal
    purpose: str
    project: str = ""
    source: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong, where: the line and the name of the column."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = _("Строка %(line)d") % {"line": self.line}
        column = _(", столбец «%(column)s»") % {"column": self.column} if self.column else ""
        return f"{place}{column}: {self.reason}."


def decode(content: bytes) -> str:
    """The text of the file. Raises ValidationError for what is no text or too large."""
    if len(content) > MAX_BYTES:
        raise ValidationError(_("Файл больше 512 КБ. Разделите его на части."))
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(_("Это не текстовый файл CSV. Сохраните таблицу как CSV и повторите."))


def read(text: str, today: date) -> tuple[list[BankRow], list[Fault]]:
    """The sound rows and everything wrong with the others; a payment is never of the future.

    Raises ValidationError when the header lacks a column, or there are no rows or too many.
    """
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows, faults, count = [], [], 0
    try:
        places = _places(next(table, []))
        for cells in table:
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            found = list(_faults(table.line_num, cells, places, today))
            faults += found
            if not found:
                rows.append(_row(table.line_num, cells, places))
    except csv.Error:
        faults.append(Fault(table.line_num, "", _("кавычки не закрыты")))
    if not count and not faults:
        raise ValidationError(_("В файле нет ни одного платежа."))
    if count > MAX_ROWS:
        raise ValidationError(_("В файле больше %(n)d строк. Разделите его.") % {"n": MAX_ROWS})
    return rows, faults


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(";,\t", key=first.count)


def _places(header: list[str]) -> dict[str, int]:
    names = [" ".join(cell.lower().split()) for cell in header]
    if missing := [name for name in COLUMNS if name not in names]:
        raise ValidationError(
            _("В первой строке нет столбцов: %(names)s.") % {"names": ", ".join(missing)}
        )
    return {name: names.index(name) for name in (*COLUMNS, *OPTIONAL) if name in names}


def _faults(line: int, cells: list[str], places: dict, today: date) -> Iterator[Fault]:
    if len(cells) <= max(places.values()):
        yield Fault(line, "", _("не хватает столбцов"))
        return
    for name, place in places.items():
        text = cells[place].strip()
        if not text and name in COLUMNS:
            yield Fault(line, name, _("пусто"))
        elif len(text) > LENGTHS.get(name, 60):
            yield Fault(line, name, _("слишком длинное значение"))
        elif reason := _judged(name, text, today):
            yield Fault(line, name, reason)


def _judged(name: str, text: str, today: date) -> str:
    """Why the value of a date or a sum is wrong; empty when it is not."""
    if name == "сумма" and _amount(text) is None:
        return _("«%(text)s» — не сумма в рублях и копейках") % {"text": text[:40]}
    if name == "дата":
        day = _day(text)
        if day is None:
            return _("«%(text)s» — не дата, нужно ДД.ММ.ГГГГ") % {"text": text[:40]}
        if not date(2000, 1, 1) <= day <= today:
            return _("дата «%(text)s» ещё не наступила или слишком давняя") % {"text": text[:40]}
    return ""


def _amount(text: str) -> Decimal | None:
    digits = "".join(text.split())
    if not AMOUNT.fullmatch(digits) or not digits.isascii():
        return None
    return Decimal(digits.replace(",", ".")).quantize(Decimal("0.01")) or None


def _day(text: str) -> date | None:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 a day of a bank has no zone
        except ValueError:
            continue
    return None


def _row(line: int, cells: list[str], places: dict[str, int]) -> BankRow:
    cell = {name: " ".join(cells[place].split()) for name, place in places.items()}
    return BankRow(
        line,
        cell["номер"],
        _day(cell["дата"]),
        cell["плательщик"],
        _amount(cell["сумма"]),
        cell["назначение"],
        cell.get("проект", ""),
        cell.get("источник", "").lower(),
    )
