"""Rows of a bank: read exactly, or refused with the line, the column and the reason."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from budgeting.bankfile import MAX_BYTES, MAX_ROWS, decode, read

HEAD = "номер;дата;плательщик;сумма;назначение\n"
TODAY = date(2030, 6, 15)
GOOD = "17;01.06.2030;Демонстрационов А. Б.;1 250,50;Инициативный платёж, ИП-5\n"


def test_a_row_is_read_to_the_kopeck():
    (row,), faults = read(HEAD + GOOD, TODAY)
    assert (row.line, row.number, row.day) == (2, "17", date(2030, 6, 1))
    assert (row.amount, row.payer) == (Decimal("1250.50"), "Демонстрационов А. Б.")
    assert faults == []


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_the_usual_files_of_offices_are_understood(delimiter, encoding):
    line = '8;2030-06-01;"ООО «Свет»";"99,90";ИП-7\n'
    text = (HEAD + line).replace(";", delimiter)
    (row,), faults = read(decode(text.encode(encoding)), TODAY)
    assert (row.amount, row.payer, faults) == (Decimal("99.90"), "ООО «Свет»", [])


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (";01.06.2030;А;1;ИП-5", "номер", "пусто"),
        ("1;31.02.2030;А;1;ИП-5", "дата", "не дата"),
        ("1;16.06.2030;А;1;ИП-5", "дата", "ещё не наступила"),
        ("1;01.06.1999;А;1;ИП-5", "дата", "слишком давняя"),
        ("1;01.06.2030;;1;ИП-5", "плательщик", "пусто"),
        ("1;01.06.2030;А;0;ИП-5", "сумма", "не сумма"),
        ("1;01.06.2030;А;-5;ИП-5", "сумма", "не сумма"),
        ("1;01.06.2030;А;1,234;ИП-5", "сумма", "не сумма"),
        ("1;01.06.2030;А;1e5;ИП-5", "сумма", "не сумма"),
        ("1;01.06.2030;А;١٢;ИП-5", "сумма", "не сумма"),
        ("1;01.06.2030;А;9999999999999;ИП-5", "сумма", "не сумма"),
        ("1;01.06.2030;А;1;", "назначение", "пусто"),
        (f"1;01.06.2030;{'А' * 201};1;ИП-5", "плательщик", "слишком длинное"),
        ("1;01.06.2030;А", "", "не хватает столбцов"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(cells, column, reason):
    rows, (fault,) = read(f"{HEAD}{GOOD}{cells}\n", TODAY)
    assert len(rows) == 1
    assert (fault.line, fault.column) == (3, column)
    assert reason in str(fault)
    assert "Строка 3" in str(fault)


def test_all_faults_of_a_file_are_told_at_once():
    rows, faults = read(f"{HEAD}1;когда;А;сколько;ИП-5\n{GOOD}2;01.06.2030;;1;ИП-5\n", TODAY)
    assert len(rows) == 1
    assert [(f.line, f.column) for f in faults] == [(2, "дата"), (2, "сумма"), (4, "плательщик")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "нет столбцов"),
        ("номер;сумма\n1;2\n", "дата, плательщик, назначение"),
        (HEAD, "ни одного платежа"),
        (HEAD + "\n;;;;\n", "ни одного платежа"),
        (HEAD + GOOD * (MAX_ROWS + 1), "больше"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_whole(text, reason):
    with pytest.raises(ValidationError, match=reason):
        read(text, TODAY)


def test_an_unclosed_quote_is_a_fault_of_the_file():
    _rows, faults = read(HEAD + '1;01.06.2030;"А;1;ИП-5\n', TODAY)
    assert "кавычки" in str(faults[-1])


@pytest.mark.parametrize("content", [b"\xff\xfe\0\0", b"a\0b", b"x" * (MAX_BYTES + 1), b"\x98"])
def test_what_is_no_text_or_too_large_is_refused(content):
    with pytest.raises(ValidationError):
        decode(content)


@given(st.text(max_size=300))
def test_no_text_is_a_fault_of_the_reader(text):
    for whole in (text, HEAD + text):
        try:
            rows, _faults = read(whole, TODAY)
        except ValidationError:
            continue
        assert all(row.amount > 0 and row.day <= TODAY for row in rows)
