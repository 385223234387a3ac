"""Money of a grant asked back, returned, and what is owed when an agreement is broken off."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from grants import actions
from tests.factories.agreements import (
    approved,
    demanded,
    expense,
    final_of,
    given_back,
    in_use,
    prepared,
    state_of,
    treasurer,
    writer_of,
    written,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_no_more_is_asked_back_than_nobody_explained():
    agreement = in_use(1000)
    demanded(agreement, 600)
    with pytest.raises(ValidationError, match="не больше 400"):
        demanded(agreement, 401)
    demanded(agreement, 400)
    with pytest.raises(PermissionDenied, match="уже потребовано"):
        demanded(agreement, 1)


def test_a_return_names_the_demand_it_answers_and_does_not_exceed_it():
    agreement = in_use(1000)
    demand = demanded(agreement, 100)
    with pytest.raises(ValidationError, match="по какому требованию"):
        prepared(agreement, "return", amount=50)
    with pytest.raises(ValidationError, match="осталось вернуть 100"):
        prepared(agreement, "return", amount=101, demand=demand)
    given_back(agreement, 60, demand=demand)
    demand.refresh_from_db()
    assert (demand.left, state_of(agreement)) == (40, "return_funds")


def test_a_return_reversed_opens_its_demand_again():
    agreement = in_use(1000)
    demand = demanded(agreement, 100)
    entry = given_back(agreement, 100, demand=demand)
    assert state_of(agreement) == "running"
    approved(prepared(agreement, "reversal", target=entry, reason="Чужой платёж"))
    demand.refresh_from_db()
    assert (demand.left, state_of(agreement)) == (100, "return_funds")


def test_a_demand_is_withdrawn_with_a_reason_and_once():
    agreement = in_use(1000)
    demand = demanded(agreement, 100)
    with pytest.raises(ValidationError, match="причину"):
        actions.withdraw_demand(demand, actor=treasurer(), reason=" ")
    actions.withdraw_demand(demand, actor=treasurer(), reason="Нашёлся чек")
    assert state_of(agreement) == "running"
    with pytest.raises(ValidationError, match="уже исполнено или отозвано"):
        actions.withdraw_demand(demand, actor=treasurer(), reason="Ещё раз")


def test_a_broken_off_agreement_owes_what_it_did_not_explain():
    agreement = in_use(1000, given=600)
    actions.terminate_agreement(agreement, actor=treasurer(), note="Проект брошен")
    assert state_of(agreement) == "return_funds"
    report = final_of(agreement)
    expense(report, 250)
    actions.send_report(written(report), actor=writer_of(report))
    actions.accept_report(final_of(agreement), actor=treasurer())
    demand = agreement.demands.get()
    assert demand.amount == 350
    given_back(agreement, 350, demand=demand)
    assert state_of(agreement) == "terminated"
