"""The official's pages: from a winner to a paid agreement, by the forms people see."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.models import Agreement, Payment
from grants.queues import moderation as queue_of
from tests.factories.agreements import active, drafted, prepared, supported, treasurer
from tests.factories.files import pdf
from tests.factories.grants import officer
from tests.factories.organisations import MemberFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
# The read-only tables of the page send these.
TABLES = ("reports", "demands", "payments", "entries", "cases-caseevent-content_type-object_id")
EMPTY = {f"{table}-{end}_FORMS": 0 for table in TABLES for end in ("TOTAL", "INITIAL")}


@pytest.fixture
def person():
    return treasurer()


@pytest.fixture
def desk(client, person):
    client.force_login(person)
    return client


def draft_url(row) -> str:
    return reverse("admin:grants_agreement_draft", args=[row.pk])


def change_url(agreement) -> str:
    return reverse("admin:grants_agreement_change", args=[agreement.pk])


def money_url(agreement) -> str:
    return reverse("admin:grants_agreement_money", args=[agreement.pk])


def test_a_winner_stands_in_the_list_until_the_agreement_is_begun(desk):
    row, done = supported(), drafted()
    page = desk.get(reverse("admin:grants_agreement_winners")).content.decode()
    assert (draft_url(row) in page, draft_url(done.application) in page) == (True, False)
    form = desk.get(draft_url(row)).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"amount": "90 000,50"}
    answer = desk.post(draft_url(row), sent)
    agreement = Agreement.objects.get(application=row)
    assert (answer.url, agreement.amount) == (change_url(agreement), Decimal("90000.50"))


def test_a_sum_above_the_decision_comes_back_with_what_was_typed(desk):
    row = supported(1000)
    sent = {"number": "7", "amount": "1000,01", "starts_on": "2030-01-01", "ends_on": "2030-02-01"}
    answer = desk.post(draft_url(row), sent)
    page = answer.content.decode()
    assert (answer.status_code, "Комиссия решила дать не больше" in page) == (422, True)
    assert 'value="1000,01"' in page


def test_terms_and_parts_of_a_draft_are_changed_together(desk):
    agreement = drafted(supported(1000))
    part = agreement.instalments.get()
    sent = {
        "number": "12", "amount": "900", "starts_on": "2030-01-01", "ends_on": "2030-06-01",
        "instalments-TOTAL_FORMS": 2, "instalments-INITIAL_FORMS": 1,
        "instalments-0-id": part.pk, "instalments-0-number": 1, "instalments-0-amount": "600",
        "instalments-0-planned_on": "2030-01-10", "instalments-1-number": 2,
        "instalments-1-amount": "300", "instalments-1-planned_on": "2030-03-10",
        "instalments-1-condition": "После промежуточного отчёта",
        "instalments-1-after_reports": "0",
        "instalments-0-after_reports": "0",
    }  # fmt: skip
    assert desk.post(change_url(agreement), sent | EMPTY).status_code == 302
    agreement.refresh_from_db()
    agreement.contest.refresh_from_db()
    assert (agreement.amount, agreement.contest.committed) == (900, 900)
    assert [row.amount for row in agreement.instalments.all()] == [600, 300]


def test_the_page_says_why_a_draft_cannot_be_signed_yet(desk):
    agreement = drafted(supported(1000))
    agreement.instalments.update(amount=999)
    page = desk.get(change_url(agreement)).content.decode()
    assert "Части вместе дают" in page
    assert "/move/sign/" not in page


def test_signing_keeps_the_paper_and_its_day(desk):
    agreement = drafted()
    url = reverse("admin:grants_agreement_move", args=[agreement.pk, "sign"])
    assert desk.post(url, {"signed_on": TODAY().isoformat()}).status_code == 200  # no paper
    desk.post(url, {"signed_on": TODAY().isoformat(), "files": pdf()})
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on) == ("signed", TODAY())


def test_signed_terms_are_read_only_even_by_a_direct_post(desk):
    agreement = active(supported(1000))
    sent = {"number": "12", "amount": "1", "starts_on": "2030-01-01", "ends_on": "2030-06-01"}
    assert desk.post(change_url(agreement), sent).status_code == 403
    agreement.refresh_from_db()
    assert agreement.amount == 1000


def test_a_payment_is_prepared_here_and_approved_by_another(desk, person, client):
    agreement = active(supported(1000))
    form = desk.get(money_url(agreement)).context["form"]
    sent = {
        "key": form["key"].value(), "kind": "payment", "amount": "1 000,00",
        "instalment": agreement.instalments.get().pk, "document_number": "5",
        "document_date": TODAY().isoformat(),
    }  # fmt: skip
    for _click in range(2):
        assert desk.post(money_url(agreement), sent).status_code == 302
    payment = Payment.objects.get()
    url = reverse("admin:grants_payment_move", args=[payment.pk, "approve"])
    desk.post(url, {})
    payment.refresh_from_db()
    assert payment.state == "prepared"
    client.force_login(treasurer())
    client.post(url, {})
    agreement.refresh_from_db()
    assert agreement.paid == 1000


def test_what_the_ledger_forbids_comes_back_at_its_field(desk):
    agreement = active(supported(1000))
    sent = {
        "key": "k", "kind": "payment", "amount": "1000,01", "document_number": "5",
        "instalment": agreement.instalments.get().pk, "document_date": TODAY().isoformat(),
    }  # fmt: skip
    answer = desk.post(money_url(agreement), sent)
    assert (answer.status_code, "По этой части осталось" in answer.content.decode()) == (422, True)
    assert not Payment.objects.exists()


def test_an_official_of_the_recipient_moves_no_money_here(desk, person):
    agreement = active(supported(1000))
    MemberFactory(organisation=agreement.application.organisation, user=person)
    assert desk.get(money_url(agreement)).status_code == 403
    assert money_url(agreement) not in desk.get(change_url(agreement)).content.decode()


@pytest.mark.parametrize("page", ["winners", "draft", "money"])
def test_an_official_of_contests_alone_opens_no_page_of_money(client, page):
    row, agreement = supported(), active()
    client.force_login(officer())
    args = {"winners": [], "draft": [row.pk], "money": [agreement.pk]}[page]
    assert client.get(reverse(f"admin:grants_agreement_{page}", args=args)).status_code in (
        403,
        404,
    )


def test_the_queue_has_winners_and_what_another_has_prepared(person):
    row, agreement = supported(), active()
    prepared(agreement, "payment", actor=person, amount=1)
    payment = prepared(agreement, "payment", amount=2)
    urls = {item.url for item in queue_of(person)}
    assert urls == {draft_url(row), reverse("admin:grants_payment_change", args=[payment.pk])}
    assert not {item.url for item in queue_of(officer())} & urls
