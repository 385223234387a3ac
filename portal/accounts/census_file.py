"""Reading the list of residents a city gives: CSV, UTF-8 or windows-1251, «;» or «,».

Columns by name in the first line: фамилия, имя, отчество, дата рождения, район and, if the city
has namesakes born on one day, отличие. Names leave this module only as keys.
"""

import csv
import io
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.identity import Person, normalise, person_key

COLUMNS = ("фамилия", "имя", "отчество", "дата рождения", "район")
MARK = "отличие"
ERRORS_SHOWN = 50
MAX_NAME = 100


class Row(NamedTuple):
    line: int
    key: str
    district_id: int | None


class Fault(Exception):
    """What is wrong in one line, as a sentence."""


def read(content: bytes, districts: dict[str, int]) -> list[Row]:
    """All people of the file, or ValidationError listing the faulty lines by number."""
    table = _table(content)
    columns = _columns(next(table, None))
    rows: dict[str, Row] = {}
    errors: list[str] = []
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                _keep(rows, errors, _row(table.line_num, cells, columns, districts))
            if len(errors) >= ERRORS_SHOWN:
                break
    except csv.Error:
        errors.append(_fault(table.line_num, _("кавычки не закрыты")))
    if errors:
        raise ValidationError(errors)
    if not rows:
        raise ValidationError(_("В файле нет ни одного жителя."))
    return list(rows.values())


def _keep(rows: dict[str, Row], errors: list[str], row: Row | str) -> None:
    if isinstance(row, str):
        errors.append(row)
        return
    known = rows.setdefault(row.key, row)
    if known.district_id != row.district_id:
        twice = _(
            "тот же человек уже есть в строке %(line)d с другим районом; тёзкам нужен столбец"
        )
        errors.append(_fault(row.line, f"{twice % {'line': known.line}} «{MARK}»"))


def _fault(line: int, what: object) -> str:
    return _("Строка %(line)d: %(fault)s.") % {"line": line, "fault": what}


def _table(content: bytes):
    text = _decode(content)
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise ValidationError(_("Это не текстовый файл CSV. Сохраните таблицу как CSV и повторите."))


def _columns(header: list[str] | None) -> dict[str, int]:
    names = [" ".join(cell.lower().split()) for cell in header or []]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise ValidationError(
            _("В первой строке нет столбцов: %(names)s.") % {"names": ", ".join(missing)}
        )
    return {name: names.index(name) for name in (*COLUMNS, MARK) if name in names}


def _row(line: int, cells: list[str], columns: dict[str, int], districts) -> Row | str:
    """The person of one line, or the sentence that says what is wrong with it."""
    if len(cells) <= max(columns.values()):
        return _fault(line, _("не хватает столбцов"))
    cell = {name: cells[index].strip() for name, index in columns.items()}
    if not cell["фамилия"] or not cell["имя"]:
        return _fault(line, _("нет фамилии или имени"))
    if max(map(len, cell.values())) > MAX_NAME:
        return _fault(line, _("слишком длинное значение"))
    try:
        born, district = _date(cell["дата рождения"]), _district(cell["район"], districts)
    except Fault as fault:
        return _fault(line, fault)
    person = Person(cell["фамилия"], cell["имя"], cell["отчество"], born, cell.get(MARK, ""))
    return Row(line, person_key(person), district)


def _date(text: str) -> date:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a birth date has no zone
        except ValueError:
            continue
        if date(1900, 1, 1) <= day <= date.today():  # noqa: DTZ011 - a bound, not an age
            return day
        break
    raise Fault(_("дата рождения «%(text)s» непонятна, нужно ДД.ММ.ГГГГ") % {"text": text})


def _district(text: str, districts: dict[str, int]) -> int | None:
    if not text:
        return None
    if (found := districts.get(district_word(text))) is None:
        raise Fault(_("района «%(text)s» нет на портале") % {"text": text})
    return found


def district_word(text: str) -> str:
    """«Октябрьский район» and «октябрьский» name one district."""
    return normalise(text).replace("РАЙОН", "").strip()
