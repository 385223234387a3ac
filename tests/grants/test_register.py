"""The public register of recipients: complete, filtered, downloadable, without personal data."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from grants import actions
from grants.models import Agreement
from tests.factories.agreements import (
    active,
    demanded,
    drafted,
    expense,
    given_back,
    in_use,
    signed,
    supported,
    treasurer,
)
from tests.factories.grants import ContestFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db


def page(client, query="") -> str:
    return client.get(f"/grants/register/{query}").content.decode().replace("\xa0", " ")


def table(client, query="") -> list[dict]:
    answer = client.get(f"/grants/register.csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def titles(client, query="") -> set[str]:
    rows = client.get(f"/grants/register/{query}").context["page"].items
    found = {row.application.title for row in rows}
    assert {line["Назначение"] for line in table(client, query)} == found
    return found


def test_everybody_reads_who_got_what_for_which_purpose_and_how_it_stands(client):
    contest = ContestFactory(state="decided", decided_at=timezone.now(), title="Соседи (демо)")
    team = OrganisationFactory(kind="nko", name="АНО «Двор» (демо)", inn="4345000001")
    agreement = in_use(
        1000, given=600, contest=contest, organisation=team, title="Праздник двора (демо)"
    )
    given_back(agreement, 50)
    text = page(client)
    shown = ("АНО «Двор» (демо)", "Праздник двора (демо)", "Соседи (демо)", "1 000 ₽", "600 ₽")
    assert all(part in text for part in (*shown, "50 ₽", "Действует"))
    line = table(client)[0]
    wanted = ("Получатель", "ИНН", "Сумма, ₽", "Перечислено, ₽", "Возвращено, ₽", "Состояние")
    assert [line[name] for name in wanted] == [
        "АНО «Двор» (демо)", "4345000001", "1000,00", "600,00", "50,00", "Действует",
    ]  # fmt: skip


def test_an_agreement_stands_there_from_its_signature_to_its_end_and_after_it(client):
    drafted(), supported()
    rows = [signed(), active(), active()]
    actions.terminate_agreement(rows[2], actor=treasurer(), note="Тайная причина")
    assert titles(client) == {row.application.title for row in rows}
    broken_off = drafted()
    actions.terminate_agreement(broken_off, actor=treasurer(), note="Отказ победителя")
    assert broken_off.application.title not in titles(client)
    assert "Тайная причина" not in page(client)


def test_nothing_there_tells_of_a_person(client):
    head = VerifiedUserFactory(
        last_name="Секретарёва", first_name="Аглая", email="aglaya@example.org"
    )
    trader = OrganisationFactory(
        kind="business", name="Мастерская (демо)", inn="434500000012", ogrn="304434500000012",
        contact_phone="+7 912 000-11-22", contact_email="private@example.org", head=head,
    )  # fmt: skip
    agreement = in_use(1000, head=head, organisation=trader)
    expense(agreement.reports.get(), 10, payee="Кассирова Фёкла", what="Тайный расход")
    texts = page(client), str(table(client))
    for secret in (
        "Секретарёва", "Аглая", "aglaya@", "434500000012", "304434500000012", "912 000",
        "private@", "Кассирова", "Тайный расход", "signed.pdf", "receipt.pdf",
    ):  # fmt: skip
        assert [secret in text for text in texts] == [False, False], secret
    assert "Мастерская (демо)" in texts[0]


def test_the_number_of_a_person_finds_nothing_and_that_of_an_organisation_does(client):
    trader = OrganisationFactory(kind="business", inn="434500000012")
    firm = OrganisationFactory(kind="nko", inn="4345000001")
    active(supported(organisation=trader))
    found = active(supported(organisation=firm))
    assert titles(client, "?q=434500000012") == set()
    assert titles(client, "?q=4345000001") == {found.application.title}


def test_rows_are_found_by_words_contest_state_and_year(client):
    contest = ContestFactory(state="decided", decided_at=timezone.now())
    first = active(supported(contest=contest, title="Каток (демо)"))
    second = signed(supported(title="Сад (демо)", organisation=OrganisationFactory(name="Ромашка")))
    Agreement.objects.filter(pk=second.pk).update(signed_on=date(2024, 5, 1))
    wanted = {
        f"?contest={contest.pk}": first, "?state=active": first, "?q=каток": first,
        "?q=ромаш": second, "?year=2024": second, "?state=signed&year=2024": second,
    }  # fmt: skip
    for query, row in wanted.items():
        assert titles(client, query) == {row.application.title}, query
    assert titles(client, "?q=каток&year=2024") == set()


def test_a_tos_is_named_beside_the_partner_who_gets_the_money(client):
    tos = OrganisationFactory(kind="tos", name="ТОС «Берёзка» (демо)")
    partner = OrganisationFactory(kind="nko", name="Фонд соседей (демо)")
    active(supported(organisation=tos, partner=partner))
    line = table(client)[0]
    assert (line["Получатель"], line["Заявитель"]) == (partner.name, tos.name)
    assert titles(client, "?q=берёзка") == titles(client, "?q=фонд") != set()


def test_misuse_is_told_while_it_is_not_withdrawn(client):
    agreement = in_use(1000)
    demand = demanded(agreement, 100)
    assert table(client)[0]["Нецелевое использование"] == "да"
    assert "нецелевое использование" in page(client)
    actions.withdraw_demand(demand, actor=treasurer(), reason="Нашёлся чек")
    assert table(client)[0]["Нецелевое использование"] == "нет"


def test_a_title_does_not_run_as_a_formula_in_the_table(client):
    active(supported(title="=1+1"))
    assert table(client)[0]["Назначение"] == "'=1+1"


@pytest.mark.parametrize(
    "query", ["?state=draft", "?contest=999", "?year=пятый", "?state=nonsense"]
)
def test_a_filter_that_makes_no_sense_is_told_and_shows_nothing(client, query):
    active()
    answer = client.get(f"/grants/register/{query}")
    assert (answer.status_code, answer.context["page"].items) == (422, [])
    assert table(client, query) == []


def test_the_sum_of_the_register_is_the_sum_of_its_rows(client):
    for amount in (100, 250):
        active(supported(amount))
    assert client.get("/grants/register/").context["total"] == {"n": 2, "sum": Decimal(350)}
