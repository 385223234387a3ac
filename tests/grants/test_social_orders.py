"""The social order: the plan is a ceiling, two officials for each fact, the register knows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from grants import actions
from grants.forms.social_orders import SocialOrderForm
from grants.models import SocialEntry, SocialOrder, SupportRecord
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.property import nko
from tests.factories.social_orders import (
    SocialOrderFactory,
    agreed,
    entered,
    executor,
    keeper,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return SocialOrderFactory()


def test_the_official_who_entered_a_fact_does_not_confirm_it(order):
    one = keeper()
    fact = entered(order, executor(order), "agreement", 100, actor=one)
    with pytest.raises(PermissionDenied):
        actions.approve_fact(fact, actor=one)
    assert not SocialEntry.objects.exists()


def test_agreements_stay_within_the_plan_with_those_that_wait(order):
    entered(order, executor(order), "agreement", 6000)
    with pytest.raises(ValidationError, match="измените план") as refusal:
        entered(order, executor(order), "agreement", 4001)
    assert "amount" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        entered(order, executor(order), "agreement", 1, volume=100)
    assert "volume" in refusal.value.message_dict


def test_what_is_paid_stays_within_the_agreements_of_the_executor(order):
    one = agreed(order, 100, volume=10)
    agreed(order, 5000, volume=50)
    written(order, one, "portion", 60, volume=5)
    with pytest.raises(ValidationError, match="осталось 5 часов и 40"):
        entered(order, one, "portion", 41)


def test_a_declined_fact_frees_the_plan(order):
    one = executor(order)
    fact = entered(order, one, "agreement", 10_000)
    actions.decline_fact(fact, actor=keeper(), note="Не тот номер")
    assert entered(order, one, "agreement", 10_000)


def test_a_shown_plan_changes_with_a_reason_everybody_reads(order, client):
    order.planned_sum = Decimal(20_000)
    with pytest.raises(ValidationError, match="почему он меняется"):
        actions.save_order(order, actor=keeper())
    actions.save_order(order, actor=keeper(), reason="Выросла очередь")
    text = client.get(order.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "Выросла очередь" in text
    assert "10 000,00 → 20 000,00" in text


def test_the_plan_is_not_lowered_below_what_is_agreed_or_waits(order):
    agreed(order, 5000)
    entered(order, executor(order), "agreement", 1000)
    order.planned_sum = Decimal(5999)
    with pytest.raises(ValidationError, match="Меньше, чем по соглашениям"):
        actions.save_order(order, actor=keeper(), reason="Экономия")


def test_a_form_opened_before_an_agreement_does_not_undo_its_sum(order):
    stale = SocialOrder.objects.get(pk=order.pk)
    agreed(order, 700)
    stale.recipients = "Все"
    actions.save_order(stale, actor=keeper())
    order.refresh_from_db()
    assert (order.agreed_sum, order.recipients) == (700, "Все")


def test_an_agreement_with_an_nko_enters_the_register_and_the_passport(order, client):
    one = agreed(order, 700, document="СЗ-77")
    row = SupportRecord.objects.get()
    assert (row.form, row.value, row.number, row.url) == (
        "order", 700, "СЗ-77", order.get_absolute_url()
    )  # fmt: skip
    assert order.service in client.get("/grants/support/?form=order").content.decode()
    kinds = client.get(f"/grants/passport/{one.organisation_id}/").context["kinds"]
    assert [(row["name"], row["sum"]) for row in kinds] == [("социальный заказ", 700)]


def test_an_agreement_with_a_business_is_no_support(order):
    agreed(order, 700, organisation=OrganisationFactory(kind="business", inn="4399999999"))
    assert not SupportRecord.objects.exists()


def test_a_wrong_agreement_is_reversed_whole_once_and_in_the_register(order):
    agreed(order, 700)
    entry = order.entries.get()
    written(order, None, "reversal", None, target=entry)
    assert (order.agreed_sum, order.agreed_volume) == (0, 0)
    row = SupportRecord.objects.get()
    assert (row.value, row.ended_on) == (0, timezone.localdate())
    with pytest.raises(ValidationError, match="уже исправлена"):
        entered(order, None, "reversal", None, target=entry)


def test_an_agreement_something_is_paid_by_is_not_reversed(order):
    one = agreed(order, 700)
    entry = order.entries.get()
    written(order, one, "portion", 1)
    with pytest.raises(ValidationError, match="уже оплачено"):
        entered(order, None, "reversal", None, target=entry)


def test_an_official_writes_nothing_of_an_own_organisation(order):
    one, insider = executor(order), keeper()
    MemberFactory(organisation=one.organisation, user=insider)
    with pytest.raises(PermissionDenied):
        entered(order, one, "agreement", 1, actor=insider)
    fact = entered(order, one, "agreement", 1)
    with pytest.raises(PermissionDenied):
        actions.approve_fact(fact, actor=insider)


def test_nobody_rewrites_the_ledger_or_passes_the_plan_in_the_database(order):
    agreed(order, 700)
    for rows, change in (
        (SocialEntry.objects.all(), {"amount": 1}),
        (SocialOrder.objects.all(), {"agreed_sum": 10_001}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_the_executor_is_told_what_was_written_of_it(order):
    head = VerifiedUserFactory()
    agreed(order, 700, organisation=nko(head))
    assert "700" in Notification.objects.filter(recipient=head).first().body


@pytest.mark.parametrize("facts", [{"made_on": date(2999, 1, 1)}, {"ends_on": None}])
def test_a_fact_of_the_future_or_without_a_term_is_not_entered(order, facts):
    with pytest.raises(ValidationError):
        entered(order, executor(order), "agreement", 1, **facts)


def test_everybody_reads_the_year_by_service_and_by_executor(order, client):
    one = agreed(order, 3000)
    written(order, one, "portion", 500)
    agreed(order, 1000, organisation=OrganisationFactory(kind="business", inn="4399999999"))
    SocialOrderFactory(is_published=False, planned_sum=99_999)
    context = client.get("/grants/orders/").context
    assert context["totals"] == {"planned": 10_000, "agreed": 4000, "done": 500, "quota": 1000}
    assert (context["nko"], context["nko_share"]) == ({"agreed": 3000, "done": 500}, 30)
    rows = client.get("/grants/orders/executors/").context["page"].items
    assert sorted((row.agreed, row.done) for row in rows) == [(1000, 0), (3000, 500)]


def test_the_running_year_is_shown_unless_another_is_asked_for(order, client):
    old = SocialOrderFactory(year=order.year - 1)

    def shown(query=""):
        return {row.pk for row in client.get(f"/grants/orders/{query}").context["page"].items}

    assert shown() == {order.pk}
    assert shown(f"?year={old.year}") == {old.pk}
    assert shown("?year=") == {old.pk, order.pk}
    assert client.get("/grants/orders/?year=1812").status_code == 422


def test_a_shown_service_is_found_by_its_words_and_a_hidden_one_is_not(client):
    shown = SocialOrderFactory(service="Сурдоперевод (демо)")
    SocialOrderFactory(service="Сурдоперевод тайный (демо)", is_published=False)
    text = client.get("/search/?q=сурдоперевод").content.decode()
    assert shown.get_absolute_url() in text
    assert "тайный" not in text


def test_a_service_does_not_run_as_a_formula_in_the_table(client):
    SocialOrderFactory(service="=1+1")
    text = b"".join(client.get("/grants/orders.csv")).decode()
    assert ";'=1+1;" in text


def test_an_official_plans_names_an_executor_and_enters_a_fact_in_the_admin(order, client):
    official, team = keeper(), nko()
    client.force_login(official)
    name = "admin:grants_socialorder_"
    given = {"inn": team.inn, "way": "contest"}
    url = reverse(f"{name}executor", args=[order.pk])
    assert client.post(url, {**given, "inn": "0000000000"}).status_code == 422
    assert client.post(url, given).status_code == 302
    today = timezone.localdate()
    fact = {
        "kind": "agreement", "executor": order.executors.get().pk, "volume": "5", "amount": "50",
        "document": "1", "made_on": today, "starts_on": today, "ends_on": today, "key": "x",
    }  # fmt: skip
    url = reverse(f"{name}fact", args=[order.pk])
    assert client.post(url, fact | {"amount": "50000"}).status_code == 422
    assert client.post(url, fact).status_code == 302
    assert order.facts.waiting().get().amount == 50


def test_a_plan_below_the_agreements_is_told_at_its_field(order):
    agreed(order, 5000)
    given = {
        "year": order.year, "authority": "A", "service": "B", "direction": order.direction_id,
        "recipients": "C", "unit": order.unit, "planned_volume": "100", "planned_sum": "1",
        "nko_quota_percent": "10", "is_published": "on", "reason": "Экономия",
    }  # fmt: skip
    fresh = SocialOrder.objects.get(pk=order.pk)
    assert list(SocialOrderForm(given, instance=fresh).errors) == ["planned_sum"]
    form = SocialOrderForm(given | {"planned_sum": "9000"}, instance=fresh)
    assert form.is_valid()
    actions.save_order(form.instance, actor=keeper(), reason=form.cleaned_data["reason"])
    assert CaseEvent.objects.of(order).get().note.startswith("Экономия")
