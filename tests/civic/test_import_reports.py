"""A public table of service requests becomes reports: once, whole, and again without doubling."""

import pytest
from django.core.management import CommandError, call_command

from civic.actions import reports_import
from civic.models import Report
from tests.factories.civic_reports import CategoryFactory
from tests.factories.places import DistrictFactory, square

pytestmark = pytest.mark.django_db
HEAD = "service_request_id,status,service_name,description,requested_datetime,updated_datetime,address,lat,long"  # noqa: E501
ROWS = (
    "1,open,road_pothole,Яма,2026-01-10T10:00:00+03:00,,«ул. Ленина, 5»,58.6,49.65",
    "2,Closed,«Яма, выбоина на проезжей части»,Была яма,2026-01-10T10:00:00Z,2026-01-12T10:00:00Z,,58.6,49.65",  # noqa: E501
    "3,closed,Rodent,Крысы,не дата,,,999,NaN",
    ",open,road_pothole,Без номера,,,,,",
)


@pytest.fixture
def table(tmp_path):
    CategoryFactory()
    path = tmp_path / "requests.csv"
    text = "\n".join((HEAD, *ROWS)).replace("«", '"').replace("»", '"')
    path.write_text(text, encoding="utf-8")
    return path


def rows() -> list[tuple]:
    found = Report.objects.order_by("external_id")
    return list(found.values_list("external_id", "state", "category__code"))


def test_a_table_is_read_by_the_usual_names_of_its_columns(table, capsys):
    district = DistrictFactory(outline=square(49.6, 58.55))
    call_command("import_reports", table)
    assert rows() == [
        ("1", "assigned", "road_pothole"),
        ("2", "solved", "road_pothole"),
        ("3", "solved", "import_other"),
    ]
    assert "новых сообщений: 3, пропущено без номера: 1" in capsys.readouterr().out
    first = Report.objects.get(external_id="1")
    assert (first.district, first.address, first.shown) == (district, "ул. Ленина, 5", True)
    assert Report.objects.get(external_id="3").latitude is None


def test_the_same_table_twice_doubles_nothing(table, capsys):
    call_command("import_reports", table)
    call_command("import_reports", table)
    assert (len(rows()), "новых сообщений: 0" in capsys.readouterr().out) == (3, True)


def test_an_interrupted_import_goes_on_where_it_stopped(table, monkeypatch):
    monkeypatch.setattr("civic.management.commands.import_reports.BATCH", 1)
    whole, calls = reports_import.store, []

    def break_off(batch, catalogue):
        calls.append(batch)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(batch, catalogue)

    monkeypatch.setattr("civic.management.commands.import_reports.store", break_off)
    with pytest.raises(KeyboardInterrupt):
        call_command("import_reports", table)
    assert len(rows()) == 1
    call_command("import_reports", table)
    assert len(rows()) == 3


def test_columns_of_other_names_are_named_by_hand(tmp_path):
    CategoryFactory()
    path = tmp_path / "other.csv"
    path.write_text("Номер;Тема\n7;road_pothole\n", encoding="utf-8")
    with pytest.raises(CommandError, match="external_id"):
        call_command("import_reports", path)
    call_command("import_reports", path, mapping=["external_id=Номер", "category=Тема"])
    assert rows() == [("7", "assigned", "road_pothole")]


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n"])
def test_what_is_no_table_is_refused_in_words(tmp_path, body):
    path = tmp_path / "bad.csv"
    path.write_bytes(body)
    with pytest.raises(CommandError):
        call_command("import_reports", path)
    assert Report.objects.count() == 0


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CommandError, match="не открывается"):
        call_command("import_reports", tmp_path / "nothing.csv")
