"""Officials who act at once: the fund holds, a part is paid once, an agreement is one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from grants import actions
from grants.models import (
    Agreement,
    Application,
    Contest,
    Demand,
    Entry,
    Expense,
    Payment,
    Report,
)
from portal.cases.lifecycle import InvalidTransition
from tests.factories.agreements import (
    active,
    expense,
    in_use,
    prepared,
    reported,
    supported,
    terms,
    treasurer,
)
from tests.factories.grants import ContestFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def counted(results, kind) -> int:
    return sum(isinstance(one, kind) for one in results)


def test_awards_agreed_at_once_never_exceed_the_fund():
    contest = ContestFactory(state="decided", decided_at=timezone.now(), fund=Decimal(300_000))
    rows = [supported(100_000, contest=contest) for _turn in range(8)]
    people = [treasurer() for _turn in range(8)]

    def agree(number):
        row = Application.objects.get(pk=rows[number].pk)
        return actions.draft_agreement(
            row, actor=people[number], **terms(number=f"{number}", amount=Decimal(100_000))
        )

    results = race(8, agree)
    assert (counted(results, Agreement), counted(results, ValidationError)) == (3, 5)
    assert Contest.objects.get(pk=contest.pk).committed == 300_000


def test_a_winner_agreed_with_by_five_officials_at_once_has_one_agreement():
    row, people = supported(), [treasurer() for _turn in range(5)]
    results = race(
        5,
        lambda number: actions.draft_agreement(
            Application.objects.get(pk=row.pk), actor=people[number], **terms(number=f"{number}")
        ),
    )
    assert (counted(results, Agreement), counted(results, PermissionDenied)) == (1, 4)
    assert Contest.objects.get().committed == 100_000


def test_payments_prepared_at_once_stay_within_the_agreement():
    agreement, people = active(supported(100)), [treasurer() for _turn in range(6)]

    def prepare(number):
        fresh = Agreement.objects.get(pk=agreement.pk)
        return prepared(fresh, "payment", actor=people[number], amount=30)

    results = race(6, prepare)
    assert (counted(results, Payment), counted(results, ValidationError)) == (3, 3)
    agreement.refresh_from_db()
    assert agreement.pending == 90


def test_a_payment_approved_by_five_officials_at_once_is_paid_once():
    payment = prepared(active(supported(100)), "payment", amount=100)
    people = [treasurer() for _turn in range(5)]
    results = race(
        5, lambda number: actions.approve_payment(
            Payment.objects.get(pk=payment.pk), actor=people[number]
        ),
    )  # fmt: skip
    assert counted(results, InvalidTransition) == 4
    assert [row.amount for row in Entry.objects.all()] == [100]
    assert Agreement.objects.get().paid == 100


def test_an_agreement_ends_or_is_paid_never_both():
    agreement = active(supported(100))
    first, second = treasurer(), treasurer()

    def act(number):
        fresh = Agreement.objects.get(pk=agreement.pk)
        if number:
            return actions.terminate_agreement(fresh, actor=first, note="Отмена")
        return prepared(fresh, "payment", actor=second, amount=10)

    results = race(2, act)
    assert counted(results, PermissionDenied) == 1
    fresh = Agreement.objects.get(pk=agreement.pk)
    assert (fresh.state, fresh.pending) in (("terminated", 0), ("active", 10))


def test_expenses_added_at_once_stay_within_the_line():
    agreement = active(supported(100))
    report = agreement.reports.get()
    results = race(5, lambda _number: expense(Report.objects.get(pk=report.pk), 40))
    assert (counted(results, Expense), counted(results, ValidationError)) == (2, 3)
    assert report.expenses.counted().total() == 80


def test_money_asked_back_by_four_officials_at_once_is_asked_once():
    agreement, people = in_use(100), [treasurer() for _turn in range(4)]
    day = timezone.localdate() + timedelta(days=9)
    results = race(
        4, lambda number: actions.demand_return(
            Agreement.objects.get(pk=agreement.pk), actor=people[number], kind="misuse",
            amount=Decimal(60), due=day, note="",
        ),
    )  # fmt: skip
    assert (counted(results, Demand), counted(results, ValidationError)) == (1, 3)
    assert agreement.demands.open().left() == 60


def test_a_report_accepted_by_three_officials_at_once_is_spent_once():
    report = reported(in_use(100), 70)
    people = [treasurer() for _turn in range(3)]
    race(
        3, lambda number: actions.accept_report(
            Report.objects.get(pk=report.pk), actor=people[number]
        ),
    )  # fmt: skip
    agreement = Agreement.objects.get()
    assert (agreement.spent, [row.amount for row in agreement.demands.all()]) == (70, [30])
