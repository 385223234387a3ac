"""Bank rows become entries of the ledger: matched, all or none, never twice."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from budgeting import actions
from budgeting.models import LedgerEntry
from portal.cases.models import CaseEvent
from tests.factories.budgeting import RoundFactory
from tests.factories.execution import executed, funding, official, winner
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db
HEAD = "номер;дата;плательщик;сумма;назначение;проект;источник\n"
BANK = "/admin/budgeting/execution/bank/"


def row(of, number="1", amount="100,00", payer="Житель А. А.", **cells) -> str:
    given = {"purpose": f"Взнос ИП-{of.pk}", "project": "", "source": "", **cells}
    end = f"{given['purpose']};{given['project']};{given['source']}"
    return f"{number};01.02.2024;{payer};{amount};{end}\n"


def paid() -> list[tuple]:
    rows = LedgerEntry.objects.filter(kind="paid").order_by("id")
    return list(rows.values_list("project", "source", "amount", "document_number"))


def imported(project, text, actor=None):
    return actions.import_statement(project.round, HEAD + text, actor=actor or official())


def test_payments_find_their_projects_and_sources():
    first = funding(number=3)
    second = funding(round=first.round)
    imported(
        first,
        row(first, "1")
        + row(second, "2", "0,50", "ООО «Свет»")
        + row(first, "3", purpose="На проект № 3")
        + row(first, "4", purpose="Субсидия", project="3", source="областной бюджет"),
    )
    assert paid() == [
        (first.pk, "residents", Decimal(100), "1"),
        (second.pk, "sponsors", Decimal("0.50"), "2"),
        (first.pk, "residents", Decimal(100), "3"),
        (first.pk, "region", Decimal(100), "4"),
    ]


def test_the_same_file_twice_adds_nothing():
    project = funding()
    text = row(project, "1") + row(project, "2") + row(project, "1")
    assert len(imported(project, text)) == 2
    assert imported(project, text) == []
    assert project.balances.get(source="residents").paid == 200


def test_a_longer_file_adds_only_what_is_new():
    project = funding()
    imported(project, row(project, "1"))
    (entry,) = imported(project, row(project, "1") + row(project, "2", "7"))
    assert entry.amount == 7


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"purpose": "Взнос"}, "столбец «назначение»: нет номера"),
        ({"purpose": "Взнос ИП-999999999"}, "проекта с таким номером в этом раунде нет"),
        ({"purpose": "ТИП-{pk}"}, "нет номера"),
        ({"project": "77"}, "столбец «проект»: проекта с таким номером"),
        ({"source": "марсиане"}, "столбец «источник»: нет такого источника"),
        ({"amount": "сто"}, "столбец «сумма»"),
    ],
)
def test_one_row_that_fits_nowhere_stops_the_whole_file(cells, reason):
    project = funding()
    with pytest.raises(ValidationError) as refusal:
        imported(project, row(project, "1") + row(project, "2", **cells))
    assert "Строка 3" in refusal.value.messages[0]
    assert reason in refusal.value.messages[0]
    assert paid() == []


def test_a_payment_for_two_projects_at_once_is_refused():
    project = funding()
    other = funding(round=project.round)
    with pytest.raises(ValidationError, match="несколько проектов"):
        imported(project, row(project, purpose=f"ИП-{project.pk} и ИП-{other.pk}"))


@pytest.mark.parametrize("state", ["winner", "reported", "cancelled"])
def test_a_project_that_collects_nothing_gets_nothing(state):
    project = winner(state=state)
    with pytest.raises(ValidationError, match="На этом шаге"):
        imported(project, row(project))


def test_a_project_of_another_round_is_not_reached():
    project, foreign = funding(), funding()
    with pytest.raises(ValidationError, match="в этом раунде нет"):
        imported(project, row(foreign))
    assert paid() == []


@pytest.mark.parametrize("make", [VerifiedUserFactory, StaffFactory])
def test_whoever_does_not_carry_projects_out_imports_nothing(make):
    project = funding()
    with pytest.raises(PermissionDenied):
        imported(project, row(project), actor=make())
    assert paid() == []


def test_an_import_leaves_its_trace_but_not_in_public():
    project = funding()
    imported(project, row(project))
    event = CaseEvent.objects.of(project.round).get(kind="bank_imported")
    assert (event.data["rows"], event.data["total"], event.is_public) == (1, "100.00", False)


@pytest.mark.django_db(transaction=True)
def test_two_officials_who_import_one_file_at_once_do_not_double_it():
    project = funding()
    text = "".join(row(project, str(number)) for number in range(20))
    people = [official() for _each in range(3)]
    answers = race(3, lambda n: imported(project, text, people[n]))
    assert sorted(map(len, answers)) == [0, 0, 20]
    assert project.balances.get(source="residents").paid == 2000


def post(client, project, rows="", **fields):
    given = {"round": project.round.pk, **fields}
    if rows:
        given["file"] = SimpleUploadedFile("bank.csv", (HEAD + rows).encode("cp1251"))
    return client.post(BANK, given)


def test_a_file_is_shown_before_anything_is_written(client):
    project = funding()
    client.force_login(official())
    answer = post(client, project, row(project, payer="Житель Б. Б."))
    text = answer.content.decode().replace("\xa0", " ")
    assert "Новых платежей: 1, на 100 ₽" in text
    assert "Житель Б. Б." in text
    assert paid() == []
    preview = answer.context["text"]
    done = post(client, project, confirmed="yes", text=preview)
    assert done.status_code == 302
    assert len(paid()) == 1


def test_what_the_preview_sends_back_is_judged_anew(client):
    project = funding()
    client.force_login(official())
    forged = HEAD + row(project) + row(project, "2", purpose="Куда-нибудь")
    post(client, project, confirmed="yes", text=forged)
    assert paid() == []


def test_a_faulty_file_offers_no_button_to_import(client):
    project = funding()
    client.force_login(official())
    text = post(client, project, row(project, amount="сто")).content.decode()
    assert "Строка 2, столбец «сумма»" in text
    assert 'name="confirmed"' not in text


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 600_000, b"a;b\n1;2\n"])
def test_what_is_no_statement_is_refused_at_the_file(client, content):
    project = funding()
    client.force_login(official())
    given = {"round": project.round.pk, "file": SimpleUploadedFile("a.csv", content)}
    assert client.post(BANK, given).status_code == 400
    assert client.post(BANK, {"round": project.round.pk}).status_code == 400
    assert client.post(BANK, {"round": "9" * 30}).status_code == 400


def test_the_page_of_bank_rows_is_for_executing_officials_alone(client):
    for person in (VerifiedUserFactory(), StaffFactory()):
        client.force_login(person)
        assert client.get(BANK).status_code == 403
    assert reverse("admin:budgeting_execution_bank") == BANK
    client.force_login(executed("contract").handler)
    assert client.get(BANK).status_code == 200


def test_a_round_before_its_results_takes_no_bank_rows(client):
    project = winner(state="funding", round=RoundFactory(phase="vote"))
    client.force_login(official())
    answer = post(client, project, row(project))
    assert answer.status_code == 400
    assert "Этап" in answer.content.decode()
