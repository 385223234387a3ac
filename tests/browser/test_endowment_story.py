"""Target capital: a resident reads the report of a year and promises without paying."""

import pytest
from django.utils import timezone

from tests.factories.endowment import FundFactory, written
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_resident_reads_the_report_and_promises_without_paying(visitor):
    fund = FundFactory(bank_details="Счёт 0000 (демо)")
    written(fund, "income", 1000, purpose="Доход за год")
    written(fund, "grant", 400, purpose="Детская площадка на Садовой, 12")
    resident = visitor()
    resident.opens("/grants/endowment/")
    resident.opens(f"{fund.get_absolute_url()}{timezone.localdate().year}/")
    resident.reads("Детская площадка")
    resident.signs_in(UserFactory())
    resident.opens(fund.get_absolute_url())
    resident.fills(amount="пятьсот")
    resident.page.get_by_role("button", name="Обещать").click()
    resident.reads("Проверьте, пожалуйста")
    resident.faults.clear()  # the browser's own word about a refused form
    resident.fills(amount="500")
    resident.clicks("Обещать")
    resident.reads("Вы обещали: 500")
