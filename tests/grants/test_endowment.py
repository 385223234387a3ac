"""Target capital: two officials for each sum, income alone is distributed, names by consent."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from grants import actions
from grants.models import EndowmentEntry, EndowmentFund
from tests.factories.endowment import FundFactory, keeper, ready, with_income, written
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
NAME = "Тайнова Демо"


def test_the_official_who_prepared_money_does_not_approve_it():
    one = keeper()
    row = ready(FundFactory(), "capital", 10, actor=one)
    with pytest.raises(PermissionDenied):
        actions.approve_operation(row, actor=one)
    assert not EndowmentEntry.objects.exists()


def test_a_refused_promise_reloaded_shows_the_fund_again(client):
    fund = FundFactory()
    client.force_login(UserFactory())
    address = f"{fund.get_absolute_url()}pledge/"
    assert client.post(address, {"amount": "много"}).status_code == 422
    page = client.get(address)
    assert (page.status_code, "Проверьте, пожалуйста" in page.text) == (200, False)


def test_money_in_the_admin_is_written_as_people_read_it(client):
    fund = with_income(1234567)
    row = ready(fund, "grant", 1000)
    client.force_login(keeper())
    page = client.get(reverse("admin:grants_endowmentoperation_changelist")).text
    assert "1\xa0000\xa0₽" in page
    assert str(row).endswith(": 1\xa0000\xa0₽")
    page = client.get(reverse("admin:grants_endowmentfund_operation", args=[fund.pk])).text
    assert "1\xa0233\xa0567\xa0₽." in page


def test_only_income_is_distributed_and_never_the_capital():
    fund = with_income(100)
    written(fund, "capital", 1000)
    with pytest.raises(ValidationError, match="только доход"):
        ready(fund, "grant", 101)
    ready(fund, "grant", 60)
    with pytest.raises(ValidationError):
        ready(fund, "grant", 41)


def test_a_declined_distribution_frees_the_income():
    fund = with_income(100)
    row = ready(fund, "grant", 100)
    actions.decline_operation(row, actor=keeper(), note="Не туда")
    fund.refresh_from_db()
    assert (fund.available, fund.pending) == (100, 0)


def test_an_approved_distribution_is_spent():
    fund = with_income(100)
    written(fund, "grant", 30)
    assert (fund.distributed, fund.pending, fund.available) == (30, 0, 70)


def test_a_wrong_entry_is_reversed_whole_and_once():
    fund = FundFactory()
    entry = written(fund, "capital", 50)
    written(fund, "reversal", None, target=entry)
    assert fund.capital == 0
    with pytest.raises(ValidationError, match="уже исправлена"):
        ready(fund, "reversal", None, target=entry)


def test_an_income_that_is_distributed_is_not_reversed():
    fund = with_income(100)
    entry = fund.entries.get()
    written(fund, "grant", 1)
    with pytest.raises(ValidationError, match="уже распределён"):
        ready(fund, "reversal", None, target=entry)


def test_the_same_key_prepares_one_operation():
    fund = FundFactory()
    assert ready(fund, "capital", 5, key="a") == ready(fund, "capital", 5, key="a")


def test_the_database_itself_refuses_to_spend_the_capital():
    fund = FundFactory(capital=1000)
    with pytest.raises(IntegrityError), transaction.atomic():
        EndowmentFund.objects.filter(pk=fund.pk).update(distributed=1)


def test_nobody_rewrites_the_ledger():
    with_income(10)
    with pytest.raises(IntegrityError), transaction.atomic():
        EndowmentEntry.objects.update(amount=1)


def test_a_donor_is_named_by_consent_only(client):
    fund = FundFactory()
    written(fund, "capital", 10, party=NAME)
    written(fund, "capital", 20, party="Открытов Демо", shows_party=True)
    args = [fund.slug, timezone.localdate().year]
    for name in ("endowment_report", "endowment_csv"):
        page = client.get(reverse(f"grants:{name}", args=args))
        text = b"".join(page).decode() if page.streaming else page.content.decode()
        assert NAME not in text
        assert "Открытов Демо" in text


def test_a_resident_promises_and_takes_the_promise_back(client):
    fund, person = FundFactory(), UserFactory()
    client.force_login(person)
    url = reverse("grants:pledge", args=[fund.slug])
    client.post(url, {"amount": "500", "public_name": NAME})
    assert NAME in client.get(fund.get_absolute_url()).content.decode()
    assert client.post(url, {"amount": "1"}).status_code == 422
    client.post(url, {"back": "1"})
    assert NAME not in client.get(fund.get_absolute_url()).content.decode()
    assert fund.pledges.standing().total() == Decimal(0)


@pytest.mark.parametrize("year", [0, 1, 9999, 10**30])
def test_a_report_of_no_year_is_an_unknown_page(client, year):
    url = reverse("grants:endowment_report", args=[FundFactory().slug, year])
    assert client.get(url).status_code == 404


def test_a_promise_without_a_name_names_nobody(client):
    fund, person = FundFactory(), UserFactory(last_name="Тайнова")
    actions.promise(fund, actor=person, amount=Decimal(5))
    assert "Тайнова" not in client.get(fund.get_absolute_url()).content.decode()


def test_an_official_prepares_money_on_the_page_of_the_fund(client):
    fund = with_income(100)
    client.force_login(keeper())
    url = reverse("admin:grants_endowmentfund_operation", args=[fund.pk])
    given = {"kind": "grant", "amount": "40", "party": "Двор", "purpose": "Качели",
             "document": "1", "made_on": "2026-01-05", "key": "x"}  # fmt: skip
    assert client.post(url, given | {"amount": "400"}).status_code == 422
    assert client.post(url, given).status_code == 302
    assert fund.operations.waiting().get().amount == 40
