"""The ledger of a project: what may be written, by whom, and what the balance allows."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from budgeting import actions
from budgeting.models import Balance, LedgerEntry, Operation
from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from tests.factories.budgeting import OfficialFactory, RoundFactory
from tests.factories.execution import (
    agreed,
    balance,
    came,
    contracted,
    executed,
    funding,
    given_back,
    move,
    official,
    paid_for,
    prepared,
    reversed_,
    spent,
    winner,
)
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
MONEY = {"kind": "paid", "source": "residents", "amount": Decimal(100)}


def refused(change) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_funding_begins_with_the_plan_as_pledges():
    project = funding()
    pledged = dict(project.balances.values_list("source", "pledged"))
    assert pledged == {"city": Decimal(900_000), "residents": Decimal(100_000)}
    assert sum(pledged.values()) == project.total_cost


def test_money_that_came_in_adds_to_its_source_alone():
    project = funding()
    came(project, "residents", "500.50")
    came(project, "residents", "0.01")
    came(project, "sponsors", "7")
    assert balance(project, "residents").paid == Decimal("500.51")
    assert balance(project, "sponsors").paid == Decimal(7)
    assert balance(project, "city").paid == 0


def test_the_same_form_sent_twice_writes_one_entry():
    project, person = funding(), official()
    first = actions.enter(project, actor=person, key="form", **MONEY)
    second = actions.enter(project, actor=person, key="form", **MONEY)
    assert first == second
    assert balance(project, "residents").paid == 100


def test_a_form_resent_with_another_amount_is_refused():
    project, person = funding(), official()
    actions.enter(project, actor=person, key="form", **MONEY)
    with pytest.raises(ValidationError, match="уже отправлена"):
        actions.enter(project, actor=person, key="form", **MONEY | {"amount": Decimal(101)})
    assert balance(project, "residents").paid == 100


@pytest.mark.parametrize("make", [VerifiedUserFactory, StaffFactory])
def test_whoever_does_not_carry_projects_out_writes_no_money(make):
    project = funding()
    with pytest.raises(PermissionDenied):
        actions.enter(project, actor=make(), key="form", **MONEY)
    assert not LedgerEntry.objects.filter(kind="paid").exists()


def test_an_official_writes_no_money_into_a_project_of_her_own():
    author = OfficialFactory()
    project = funding(author=author)
    with pytest.raises(PermissionDenied, match="Свой проект"):
        actions.enter(project, actor=author, key="form", **MONEY)


def test_a_superuser_writes_no_money_before_the_phase():
    project = winner(state="funding", round=RoundFactory(phase="vote"))
    with pytest.raises(PermissionDenied, match="Этап"):
        actions.enter(project, actor=SuperuserFactory(), key="form", **MONEY)


@pytest.mark.parametrize(
    ("kind", "state"),
    [("paid", "winner"), ("paid", "reported"), ("agreed", "acceptance"), ("pledged", "works")],
)
def test_money_is_written_only_at_its_step(kind, state):
    project = winner(state=state)
    with pytest.raises(PermissionDenied, match="На этом шаге"):
        actions.enter(project, actor=official(), key="form", **MONEY | {"kind": kind})


@pytest.mark.parametrize("kind", ["used", "refunded"])
def test_money_never_goes_out_by_one_official_alone(kind):
    project = executed("contract")
    with pytest.raises(ValidationError, match="второй сотрудник"):
        actions.enter(project, actor=official(), key="form", **MONEY | {"kind": kind})


def test_the_one_who_prepared_a_payment_does_not_approve_it():
    project, person = executed("contract"), official()
    operation = actions.prepare(
        project, actor=person, kind="used", source="city", amount=Decimal(5), key="form"
    )
    with pytest.raises(PermissionDenied, match="другой сотрудник"):
        actions.approve(operation, actor=person)
    assert balance(project, "city").used == 0
    actions.approve(operation, actor=official())
    assert balance(project, "city").used == 5


def test_a_superuser_does_not_approve_her_own_payment():
    project, person = executed("contract"), SuperuserFactory()
    operation = actions.prepare(
        project, actor=person, kind="used", source="city", amount=Decimal(5), key="form"
    )
    with pytest.raises(PermissionDenied):
        actions.approve(operation, actor=person)


def test_a_declined_payment_writes_nothing_and_is_not_approved_later():
    project = executed("contract")
    operation = prepared(project, "used", source="city", amount=5)
    actions.decline(operation, actor=official(), note="Нет счёта")
    with pytest.raises(InvalidTransition):
        actions.approve(Operation.objects.get(), actor=official())
    assert balance(project, "city").used == 0


def test_a_payment_is_approved_once():
    project = executed("contract")
    operation = prepared(project, "used", source="city", amount=5)
    seen_by_another = Operation.objects.get()
    actions.approve(operation, actor=official())
    with pytest.raises(InvalidTransition):
        actions.approve(seen_by_another, actor=official())
    assert balance(project, "city").used == 5


def test_more_than_came_in_is_not_spent():
    project = executed("contract")
    with pytest.raises(ValidationError, match=r"100.+000,00.+ а нужно 100.+000,01"):
        prepared(project, "used", source="residents", amount="100000.01")


def test_money_gone_since_a_payment_was_prepared_is_not_spent_twice():
    project = executed("contract")
    first = prepared(project, "used", source="residents", amount=60_000)
    second = prepared(project, "used", source="residents", amount=60_000)
    actions.approve(first, actor=official())
    with pytest.raises(ValidationError, match="свободно"):
        actions.approve(second, actor=official())
    second.refresh_from_db()
    assert (second.state, balance(project, "residents").used) == ("prepared", 60_000)


def test_a_refund_names_the_payment_and_stays_within_it():
    project = funding()
    small, _large = came(project, "residents", 100), came(project, "residents", 900)
    with pytest.raises(ValidationError, match="Выберите поступление"):
        prepared(project, "refunded", source="residents", amount=50)
    with pytest.raises(ValidationError, match="осталось 100,00"):
        prepared(project, "refunded", source="residents", amount=101, target=small)
    given_back(project, small, 40)
    with pytest.raises(ValidationError, match="осталось 60,00"):
        prepared(project, "refunded", source="residents", amount=61, target=small)


def test_a_refund_of_another_projects_payment_is_refused():
    project, foreign = funding(), came(funding(), "residents", 100)
    came(project, "residents", 100)
    with pytest.raises(ValidationError, match="этого проекта"):
        prepared(project, "refunded", source="residents", amount=1, target=foreign)


def test_money_spent_is_not_returned():
    project = executed("contract")
    entry = LedgerEntry.objects.get(project=project, amount=60_000)
    spent(project, "residents", 99_999)
    with pytest.raises(ValidationError, match="свободно 1,00"):
        prepared(project, "refunded", source="residents", amount=2, target=entry)


def test_a_correction_reverses_an_entry_whole_with_its_reason():
    project = funding()
    wrong = came(project, "residents", 5000)
    row = reversed_(project, wrong)
    assert (row.amount, row.reverses, row.reason) == (-5000, wrong, "Ошибка в сумме")
    assert balance(project, "residents").paid == 0


def test_a_correction_needs_a_reason_and_happens_once():
    project = funding()
    wrong = came(project, "residents", 5000)
    with pytest.raises(ValidationError, match="почему"):
        prepared(project, "reversal", target=wrong, reason=" ")
    row = reversed_(project, wrong)
    for again in (wrong, row):
        with pytest.raises(ValidationError, match="уже исправлена"):
            prepared(project, "reversal", target=again, reason="Ещё раз")


def test_a_payment_already_spent_is_not_corrected_away():
    project = executed("contract")
    entry = LedgerEntry.objects.get(project=project, amount=60_000)
    spent(project, "residents", 50_000)
    operation = prepared(project, "reversal", target=entry, reason="Ошибка")
    with pytest.raises(ValidationError, match="свободно 50"):
        actions.approve(operation, actor=official())


def test_a_payment_with_refunds_is_not_corrected_before_them():
    project = funding()
    entry = came(project, "residents", 100)
    back = given_back(project, entry, 40)
    with pytest.raises(ValidationError, match="исправьте возвраты"):
        prepared(project, "reversal", target=entry, reason="Ошибка")
    reversed_(project, back)
    reversed_(project, entry)
    assert (balance(project, "residents").paid, balance(project, "residents").refunded) == (0, 0)


def test_the_figures_of_a_published_report_are_not_corrected():
    project = executed("reported")
    entry = LedgerEntry.objects.get(project=project, kind="used")
    with pytest.raises(ValidationError, match="Итог проекта подведён"):
        prepared(project, "reversal", target=entry, reason="Ошибка")


def test_nobody_rewrites_an_entry():
    entry = came(funding(), "residents", 100)
    refused(lambda: LedgerEntry.objects.filter(pk=entry.pk).update(amount=1))
    refused(entry.delete)
    assert LedgerEntry.objects.get(pk=entry.pk).amount == 100


@pytest.mark.parametrize(
    "wrong", [{"used": 101}, {"refunded": 101}, {"used": 60, "refunded": 41}, {"paid": -1}]
)
def test_the_database_itself_keeps_the_balance(wrong):
    project = funding()
    came(project, "residents", 100)
    rows = Balance.objects.filter(project=project, source="residents")
    refused(lambda: rows.update(**wrong))


def test_a_contract_waits_for_the_shares_of_the_round_by_name_and_sum(monkeypatch):
    shares = {"city": Decimal(10), "residents": Decimal(5)}
    monkeypatch.setattr("budgeting.rules.execution.money_shares", lambda round_: shares)
    project = funding()
    came(project, "residents", "49999.99")
    with pytest.raises(PermissionDenied) as refusal:
        actions.MOVES["contract"](project, actor=official())
    reason = str(refusal.value).replace("\xa0", " ")
    assert "городского бюджета: не хватает 100 000,00 ₽" in reason
    assert "жителей: не хватает 0,01 ₽" in reason
    came(project, "residents", "0.01")
    came(project, "city", "100000")
    assert move(project, "contract").state == "contract"


def test_money_returned_does_not_count_as_collected(monkeypatch):
    monkeypatch.setattr(
        "budgeting.rules.execution.money_shares", lambda round_: {"residents": Decimal(5)}
    )
    project = funding()
    entry = came(project, "residents", 50_000)
    given_back(project, entry, 1)
    with pytest.raises(PermissionDenied, match="жителей: не хватает 1,00"):
        actions.MOVES["contract"](project, actor=official())


def test_everybody_who_follows_hears_once_that_the_money_is_there(monkeypatch):
    monkeypatch.setattr(
        "budgeting.rules.execution.money_shares", lambda round_: {"residents": Decimal(5)}
    )
    project = funding()
    came(project, "residents", 50_000)
    came(project, "residents", 1)
    events = CaseEvent.objects.of(project).filter(kind="money_collected")
    assert events.count() == 1
    letter = Notification.objects.get(event=events.get(), recipient=project.author, channel="inbox")
    assert "Софинансирование собрано" in letter.subject


def test_agreements_and_money_at_hand_limit_a_contract():
    project = funding()
    agreed(project, "city", 500_000)
    came(project, "residents", 70_000)
    move(project, "contract")
    with pytest.raises(ValidationError, match=r"доступно 570.+000,00"):
        contracted(project, "570000.01")
    contracted(project, "570000")
    with pytest.raises(ValidationError, match="доступно 0,00"):
        contracted(project, "0.01")


def test_a_promise_of_people_does_not_pay_for_a_contract():
    project = paid_for(funding())
    agreed(project, "residents", 500_000)
    move(project, "contract")
    with pytest.raises(ValidationError, match=r"доступно 1.+000.+000,00"):
        contracted(project, "1000001")
