"""The workplace of the official who carries projects out: buttons, forms, refusals at the field."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from budgeting.admin.acts import ACTS
from budgeting.models import Contract, LedgerEntry, Operation, Report
from tests.factories.budgeting import OfficialFactory
from tests.factories.execution import executed, funding, move, official, prepared, winner
from tests.factories.files import pdf, photo
from tests.factories.people import StaffFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate().isoformat()
PAYMENT = {
    "kind": "paid",
    "source": "residents",
    "amount": "1 250,50",
    "payer_kind": "person",
    "payer": "Житель (демо)",
    "document_number": "7",
    "document_date": TODAY,
    "key": "form:1",
}
STEP = {"acceptance": "acceptance", "report": "completed", "progress": "works"}
# A state in which the button stands, by act; «contract» for the rest.
FILLED = {
    "entry": PAYMENT,
    "outgoing": PAYMENT | {"kind": "used"},
    "contract": {
        "contractor": "ООО «Дорога» (демо)",
        "number": "1",
        "signed_on": TODAY,
        "amount": "900 000",
        "procurement_url": "https://example.org/1",
    },
    "milestone": {"title": "Свет", "planned_on": TODAY},
    "photo": {"viewpoint": "От арки", "stage": "before", "taken_on": TODAY, "image": photo},
    "acceptance": {
        "held_on": TODAY,
        "invited": "10",
        "attended": "5",
        "act_number": "3",
        "act": pdf,
        "outcome": "accepted",
    },
    "report": {"works": "Асфальт", "links": "https://example.org/a\nhttps://example.org/b"},
}


def act(project, slug: str) -> str:
    return reverse("admin:budgeting_execution_act", args=[project.pk, slug])


def workplace(client, project) -> str:
    url = reverse("admin:budgeting_execution_change", args=[project.pk])
    return client.get(url).content.decode().replace("\xa0", " ")


def sent(fields: dict) -> dict:
    return {name: value() if callable(value) else value for name, value in fields.items()}


@pytest.fixture
def signed_in(client):
    client.force_login(official())
    return client


@pytest.mark.parametrize("slug", FILLED)
def test_an_official_fills_in_a_form_and_is_told_that_it_is_done(signed_in, slug):
    project = executed(STEP.get(slug, "contract"))
    assert act(project, slug) in workplace(signed_in, project)
    answer = signed_in.post(act(project, slug), sent(FILLED[slug]), follow=True)
    done = next(str(one.done) for one in ACTS if one.slug == slug)
    assert done in answer.content.decode()


@pytest.mark.parametrize("slug", [one.slug for one in ACTS])
def test_a_form_sent_empty_names_its_fields_and_writes_nothing(signed_in, slug):
    project = executed(STEP.get(slug, "contract" if slug != "progress" else "works"))
    before = LedgerEntry.objects.count()
    answer = signed_in.post(act(project, slug), {})
    assert answer.status_code in (302, 400)
    assert answer.status_code == 400 or slug == "report"  # a report is kept as far as it goes
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize("slug", [one.slug for one in ACTS])
def test_a_form_whose_time_is_not_now_sends_back_with_the_reason(signed_in, slug):
    project = winner(state="cancelled")
    if slug in ("outgoing", "reversal"):
        project = winner()
    assert act(project, slug) not in workplace(signed_in, project)
    answer = signed_in.post(act(project, slug), sent(FILLED.get(slug, {})), follow=True)
    assert answer.redirect_chain
    assert not LedgerEntry.objects.filter(project=project).exists()
    assert not Contract.objects.exists()


@pytest.mark.parametrize("slug", [one.slug for one in ACTS])
def test_nobody_else_opens_a_form(client, slug):
    project = executed("contract")
    for person in (VerifiedUserFactory(), StaffFactory()):
        client.force_login(person)
        for method in (client.get, client.post):
            assert method(act(project, slug)).status_code == 403


def test_an_official_who_only_moderates_sees_no_payers(client):
    project = executed("contract")
    entry = LedgerEntry.objects.filter(project=project, kind="paid").first()
    client.force_login(OfficialFactory(permissions=["moderate_project", "view_project"]))
    pages = ("ledgerentry", "operation", "execution")
    assert {client.get(f"/admin/budgeting/{page}/").status_code for page in pages} == {403}
    assert client.get(f"/admin/budgeting/ledgerentry/{entry.pk}/change/").status_code == 403
    refunds = reverse("admin:budgeting_execution_refunds", args=[project.pk])
    assert client.get(refunds).status_code == 403


def test_what_a_move_lacks_stands_above_its_buttons(signed_in):
    project = executed("contract")
    text = workplace(signed_in, project)
    assert "Не внесён контракт с подрядчиком" in text
    assert "Нет ни одного этапа работ со сроком" in text


def test_a_contract_too_dear_is_refused_at_the_sum_and_keeps_what_was_typed(signed_in):
    project = executed("contract")
    fields = FILLED["contract"] | {"amount": "1 000 000,01"}
    answer = signed_in.post(act(project, "contract"), fields)
    text = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 400
    assert "доступно 1 000 000,00 ₽" in text
    assert "ООО «Дорога» (демо)" in text
    assert not Contract.objects.exists()


def test_the_same_form_twice_is_one_entry(signed_in):
    project = funding()
    for _again in range(2):
        signed_in.post(act(project, "entry"), PAYMENT)
    assert project.balances.get(source="residents").paid == Decimal("1250.50")


def test_a_person_is_not_marked_as_willing_to_be_named(signed_in):
    answer = signed_in.post(act(funding(), "entry"), PAYMENT | {"payer_agrees": "on"})
    assert "Имена граждан на портале не показываются" in answer.content.decode()


def test_a_payment_of_another_project_is_no_choice(signed_in):
    foreign = executed("contract").ledger.filter(kind="paid").first()
    project = executed("contract")
    fields = PAYMENT | {"kind": "refunded", "target": foreign.pk}
    assert signed_in.post(act(project, "outgoing"), fields).status_code == 400
    assert not Operation.objects.exists()


def test_names_without_consent_are_refused(signed_in):
    project = executed("acceptance")
    fields = sent(FILLED["acceptance"]) | {"names": "Иванова А."}
    answer = signed_in.post(act(project, "acceptance"), fields)
    assert "Без согласия имена показывать нельзя" in answer.content.decode()
    assert not project.acceptances.exists()
    fields = sent(FILLED["acceptance"]) | {"names": "Иванова А.", "consents": "on"}
    signed_in.post(act(project, "acceptance"), fields)
    assert project.acceptances.get().names == "Иванова А."


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org", "просто слова"])
def test_a_link_that_is_no_page_is_refused(signed_in, link):
    project = executed("completed")
    answer = signed_in.post(act(project, "report"), {"works": "Сделано", "links": link})
    assert answer.status_code == 400
    assert Report.objects.get(project=project).works == ""


def test_a_second_official_approves_with_a_button(client):
    project = executed("contract")
    operation = prepared(project, "used", source="city", amount=5)
    change = reverse("admin:budgeting_operation_change", args=[operation.pk])
    approve = reverse("admin:budgeting_operation_move", args=[operation.pk, "approve"])
    client.force_login(operation.prepared_by)
    assert approve not in client.get(change).content.decode()
    client.post(approve, {})
    assert project.balances.get(source="city").used == 0
    client.force_login(official())
    assert approve in client.get(change).content.decode()
    client.post(approve, {})
    assert project.balances.get(source="city").used == 5


def test_many_refunds_are_approved_at_once(client):
    project = executed("contract")
    move(project, "cancel")
    client.force_login(official())
    refunds = reverse("admin:budgeting_execution_refunds", args=[project.pk])
    assert "Подготовить возвраты" in client.get(refunds).content.decode()
    client.post(refunds)
    client.force_login(official())
    chosen = list(Operation.objects.values_list("pk", flat=True))
    client.post(
        "/admin/budgeting/operation/",
        {"action": "move_approve", "_selected_action": chosen, "confirmed": "yes", "note": ""},
    )
    text = client.get(refunds).content.decode().replace("\xa0", " ")
    assert "Вернуть: 100 000 ₽. Уже возвращено: 100 000 ₽" in text
    assert "Плательщик-" in text


def test_a_project_is_moved_from_the_workplace(signed_in):
    project = winner()
    url = reverse("admin:budgeting_execution_move", args=[project.pk, "fund"])
    assert url in workplace(signed_in, project)
    signed_in.post(url, {})
    project.refresh_from_db()
    assert project.state == "funding"


@pytest.mark.parametrize("slug", ["nonsense", "move"])
def test_an_act_that_is_none_is_not_found(signed_in, slug):
    assert signed_in.get(act(winner(), slug)).status_code == 404


@pytest.mark.parametrize("slug", [one.slug for one in ACTS])
def test_odd_values_are_refused_at_their_fields(signed_in, slug):
    project = executed(STEP.get(slug, "contract"))
    form = next(one.form for one in ACTS if one.slug == slug)
    before = LedgerEntry.objects.count()
    for value in ("9" * 30, "ж" * 10_000, "NaN", "-1", "1e400", "2026-02-30"):
        answer = signed_in.post(act(project, slug), dict.fromkeys(form.base_fields, value))
        assert answer.status_code in (302, 400)
    assert LedgerEntry.objects.count() == before


def test_a_day_of_the_future_is_no_day_of_a_document(signed_in):
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = signed_in.post(act(funding(), "entry"), PAYMENT | {"document_date": later})
    assert answer.status_code == 400
