"""Tables for spreadsheets hold text, never a formula."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.pages.exports import cell, table
from tests.factories.budgeting import ProjectFactory
from tests.factories.people import SuperuserFactory

FORMULAS = ["=1+1", "+7 900", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "=cmd|'/c'!A"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Двор", "2-й этаж", "а=б", "", "«+»"])
def test_honest_text_stays(text):
    assert cell(text) == text


def test_numbers_stay_numbers_and_moments_are_local():
    assert [cell(-5), cell(Decimal("-1.50")), cell(8.6), cell(None)] == ["-5", "-1,50", "8,6", ""]
    assert cell(datetime(2026, 5, 1, 21, 30, tzinfo=UTC)) == "02.05.2026 00:30"


def test_a_table_reads_back_as_it_was_written():
    rows = [["Двор; сквер", 'Кавычка "'], ["Две\nстроки", 3]]
    text = "".join(table(["А", "Б"], rows)).lstrip("\ufeff")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [
        ["А", "Б"],
        ["Двор; сквер", 'Кавычка "'],
        ["Две\nстроки", "3"],
    ]


@pytest.mark.django_db
@pytest.mark.urls("tests.pages.case_admin_urls")
def test_an_official_downloads_a_table_without_formulas(client):
    project = ProjectFactory(title="=HYPERLINK(0)", state="submitted")
    client.force_login(SuperuserFactory())
    answer = client.post(
        reverse("admin:budgeting_project_changelist"),
        {"action": "export_csv", "_selected_action": [project.pk]},
    )
    assert "'=HYPERLINK(0)" in b"".join(answer.streaming_content).decode()
    assert answer["Content-Disposition"] == 'attachment; filename="project.csv"'
