"""Pages of reports and of demands: the recipient, the official, and everybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from grants import actions
from grants.models import Expense
from tests.factories.agreements import (
    accepted,
    final_of,
    in_use,
    reported,
    treasurer,
    writer_of,
)
from tests.factories.files import pdf
from tests.factories.grants import officer
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_recipient_writes_adds_an_expense_and_sends_by_the_pages(client):
    agreement = in_use(1000)
    report = final_of(agreement)
    url = report.get_absolute_url()
    client.force_login(writer_of(report))
    client.post(url, {"narrative": "Праздник прошёл", "results": "Стало", "beneficiaries": "90"})
    sent = {
        "line": agreement.application.lines.get().pk, "amount": "1 000,00", "what": "Сцена",
        "paid_on": timezone.localdate().isoformat(), "payee": "ООО «Сцена»",
        "files": pdf("akt.pdf"),
    }  # fmt: skip
    assert client.post(f"{url}expenses/", sent).status_code == 302
    page = client.get(url).content.decode()
    assert all(text in page for text in ("Праздник прошёл", "akt.pdf", "Всё заполнено"))
    client.post(reverse("pages:move", args=["grants.report", report.pk, "send"]), {"note": ""})
    report.refresh_from_db()
    assert (report.state, report.expenses.get().amount) == ("sent", 1000)


def test_a_refused_expense_comes_back_with_its_reason_and_the_typed_text(client):
    report = final_of(in_use(1000))
    client.force_login(writer_of(report))
    sent = {
        "line": report.agreement.application.lines.get().pk, "amount": "1000,01", "what": "Сцена",
        "paid_on": timezone.localdate().isoformat(), "payee": "ООО «Сцена»", "files": pdf(),
    }  # fmt: skip
    answer = client.post(f"{report.get_absolute_url()}expenses/", sent)
    page = answer.content.decode()
    assert (answer.status_code, "По этой строке из гранта осталось" in page) == (422, True)
    again = client.get(f"{report.get_absolute_url()}expenses/")
    assert (again.status_code, "Проверьте, пожалуйста" in again.text) == (200, False)
    assert 'value="ООО «Сцена»"' in page
    assert not Expense.objects.exists()


@pytest.mark.parametrize("is_right", [True, False])
def test_the_text_typed_above_a_new_expense_is_kept_with_it_and_without_it(client, is_right):
    report = final_of(in_use(1000))
    client.force_login(writer_of(report))
    sent = {
        "line": report.agreement.application.lines.get().pk, "what": "Сцена", "payee": "ООО",
        "amount": "1000" if is_right else "много", "paid_on": timezone.localdate().isoformat(),
        "files": pdf(), "narrative": "Праздник прошёл",
    }  # fmt: skip
    answer = client.post(f"{report.get_absolute_url()}expenses/", sent)
    assert answer.status_code == (302 if is_right else 422)
    assert "Праздник прошёл" in (answer.text or client.get(report.get_absolute_url()).text)
    report.refresh_from_db()
    assert (report.narrative, report.expenses.count()) == ("Праздник прошёл", int(is_right))


def test_an_expense_that_is_begun_stays_typed_when_the_text_alone_is_saved(client):
    report = final_of(in_use(1000))
    client.force_login(writer_of(report))
    sent = {"narrative": "Праздник прошёл", "what": "Сцена", "amount": "10,5"}
    page = client.post(report.get_absolute_url(), sent)
    assert page.status_code == 200
    assert all(f'value="{text}"' in page.text for text in ("Сцена", "10,5"))
    report.refresh_from_db()
    assert (report.narrative, report.expenses.count()) == ("Праздник прошёл", 0)


def test_a_number_nobody_understands_stays_typed_and_adds_no_expense(client):
    report = final_of(in_use(1000))
    client.force_login(writer_of(report))
    sent = {"narrative": "Праздник прошёл", "beneficiaries": "много", "what": "Сцена"}
    page = client.post(f"{report.get_absolute_url()}expenses/", sent)
    assert page.status_code == 422
    assert all(text in page.text for text in ("Праздник прошёл", 'value="много"', "Сцена"))
    assert not Expense.objects.exists()


def test_the_text_needed_for_sending_is_not_called_optional_and_an_accepted_report_says_so(client):
    report = final_of(in_use(1000))
    client.force_login(writer_of(report))
    assert "необязательно" not in client.get(report.get_absolute_url()).text
    done = accepted(in_use(1000), 1000)
    client.force_login(writer_of(done))
    assert "Отчёт принят, изменить его нельзя." in client.get(done.get_absolute_url()).text


def test_a_report_and_its_papers_open_for_both_sides_and_nobody_else(client):
    agreement = in_use(1000)
    report = reported(agreement, 10)
    paper = actions.papers_of(list(report.expenses.all()))[report.expenses.get().pk][0]
    for person, status in (
        (writer_of(report), 200), (treasurer(), 200), (VerifiedUserFactory(), 404),
        (officer(), 404),
    ):  # fmt: skip
        client.force_login(person)
        found = [client.get(row.get_absolute_url()).status_code for row in (report, paper)]
        assert found == [status, status]


def test_an_official_refuses_one_expense_and_accepts_the_rest_in_the_admin(client):
    agreement = in_use(1000)
    report = reported(agreement, 600, 400)
    client.force_login(treasurer())
    url = reverse("admin:grants_report_change", args=[report.pk])
    refuse = reverse("admin:grants_report_refuse", args=[report.pk, report.expenses.first().pk])
    page = client.get(url).content.decode()
    assert (refuse in page, "receipt.pdf" in page) == (True, True)
    assert client.post(refuse, {"reason": ""}).status_code == 422
    client.post(refuse, {"reason": "Чужой чек"})
    client.post(reverse("admin:grants_report_move", args=[report.pk, "accept"]), {})
    agreement.refresh_from_db()
    assert agreement.spent in (400, 600)
    assert "Чужой чек" in client.get(url).content.decode()


def test_an_official_asks_money_back_and_withdraws_it_in_the_admin(client):
    agreement = in_use(1000)
    client.force_login(treasurer())
    ask = reverse("admin:grants_agreement_demand", args=[agreement.pk])
    page = reverse("admin:grants_agreement_change", args=[agreement.pk])
    assert ask in client.get(page).content.decode()
    tomorrow = (timezone.localdate() + DAY).isoformat()
    sent = {"kind": "misuse", "amount": "2000", "due": tomorrow, "note": "Не по смете"}
    assert client.post(ask, sent).status_code == 422
    assert client.post(ask, sent | {"amount": "100"}).status_code == 302
    withdraw = reverse(
        "admin:grants_agreement_withdraw", args=[agreement.pk, agreement.demands.get().pk]
    )
    assert withdraw in client.get(page).content.decode()
    client.post(withdraw, {"reason": "Нашёлся чек"})
    assert agreement.demands.get().withdrawn_at is not None
