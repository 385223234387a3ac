"""Whatever is tried with the money of a project, in whatever order, its invariants hold."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from budgeting import actions
from budgeting.models import RETURNABLE, EntryKind, LedgerEntry, Source
from tests.factories.execution import executed, move, official
from tests.races import race

pytestmark = pytest.mark.django_db
SOURCES = st.sampled_from(Source.values)
AMOUNTS = st.integers(1, 30_000_000).map(lambda kopecks: Decimal(kopecks) / 100)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["agreed", "paid", "used", "refunded", "reversal", "again"]),
        SOURCES,
        AMOUNTS,
        st.integers(0, 30),
        st.booleans(),
    ),
    max_size=25,
)


class Town:
    """Two officials who try one step after another; what is refused leaves no trace."""

    def __init__(self, project):
        self.project, self.first, self.second = project, official(), official()
        self.count, self.last = 0, None

    def tries(self, step) -> None:
        kind, source, amount, place, is_approved = step
        self.count += 1
        try:
            with transaction.atomic():
                self._step(kind, source, amount, place, is_approved)
        except (ValidationError, PermissionDenied):
            return

    def _step(self, kind, source, amount, place, is_approved) -> None:
        if kind == "again" and self.last:
            actions.enter(self.project, actor=self.first, **self.last)
        elif kind in ("agreed", "paid"):
            self.last = {"kind": kind, "source": source, "amount": amount, "key": f"k{self.count}"}
            actions.enter(self.project, actor=self.first, **self.last)
        elif kind in ("used", "refunded", "reversal"):
            self._operation(kind, source, amount, place, is_approved)

    def _operation(self, kind, source, amount, place, is_approved) -> None:
        target = None
        if kind == "reversal" or (kind == "refunded" and source in RETURNABLE):
            rows = list(self.project.ledger.order_by("id"))
            target = rows[place % len(rows)]
            source = target.source if kind == "refunded" else source
        operation = actions.prepare(
            self.project,
            actor=self.first,
            kind=kind,
            source=source,
            amount=amount,
            target=target,
            reason="Причина",
            key=f"k{self.count}",
        )
        if is_approved:
            actions.approve(operation, actor=self.second)


def holds(project) -> None:
    """Balances are the sums of entries; nothing is spent or returned twice."""
    for source in Source.values:
        row = project.balances.filter(source=source).first()
        entries = project.ledger.filter(source=source)
        for kind in EntryKind.values:
            total = entries.filter(kind=kind).aggregate(total=Sum("amount"))["total"] or 0
            assert total == (getattr(row, kind) if row else 0)
        assert row is None or row.used + row.refunded <= row.paid
    for payment in project.ledger.filter(kind="paid", reverses=None).annotate(
        back=Sum("refunds__amount")
    ):
        assert (payment.back or 0) <= payment.amount
    figures = actions.reports.figures(project)
    for name in figures["all"]:
        by_source = (Decimal(row[name]) for source, row in figures.items() if source != "all")
        assert sum(by_source) == Decimal(figures["all"][name])


@settings(max_examples=30)
@given(STEPS)
def test_no_sequence_of_entries_breaks_the_balance(steps):
    with transaction.atomic():
        town = Town(executed("contract"))
        for step in steps:
            town.tries(step)
        holds(town.project)
        transaction.set_rollback(True)


@settings(max_examples=20)
@given(STEPS)
def test_a_stopped_project_returns_all_that_is_left_of_initiative_payments(steps):
    with transaction.atomic():
        town = Town(executed("contract"))
        for step in steps:
            town.tries(step)
        for operation in town.project.operations.waiting():
            actions.decline(operation, actor=town.second, note="Прекращаем")
        move(town.project, "cancel")
        for source in RETURNABLE:
            row = town.project.balances.filter(source=source).first()
            lines = town.project.refund_lines.filter(entry__source=source)
            assert sum(line.amount for line in lines) == (row.left if row else 0)
        transaction.set_rollback(True)


def attempt(act):
    try:
        return act()
    except (ValidationError, PermissionDenied) as refusal:
        return refusal


@pytest.mark.django_db(transaction=True)
def test_officials_who_pay_at_once_never_spend_more_than_came_in():
    project = executed("contract")
    payments = [
        actions.prepare(
            project, actor=official(), kind="used", source="residents",
            amount=Decimal(30_000), key=f"pay-{number}",
        )
        for number in range(6)
    ]  # fmt: skip
    people = [official() for _payment in payments]
    answers = race(6, lambda n: attempt(lambda: actions.approve(payments[n], actor=people[n])))
    refused = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert len(refused) == 3
    assert project.balances.get(source="residents").used == 90_000
    holds(project)


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_several_threads_is_one_entry():
    project, person = executed("contract"), official()
    money = {"kind": "paid", "source": "residents", "amount": Decimal(7), "key": "one form"}
    answers = race(5, lambda _n: actions.enter(project, actor=person, **money))
    assert len({answer.pk for answer in answers}) == 1
    assert LedgerEntry.objects.filter(key="one form").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_project_is_stopped_while_money_goes_out_and_nothing_is_lost():
    project = executed("contract")
    operation = actions.prepare(
        project, actor=official(), kind="used", source="residents", amount=Decimal(10), key="pay"
    )
    actors = [official(), official()]

    def act(number):
        if number:
            return attempt(lambda: actions.approve(operation, actor=actors[1]))
        return attempt(lambda: actions.MOVES["cancel"](project, actor=actors[0], note="Стоп"))

    race(2, act)
    project.refresh_from_db()
    lines = sum(line.amount for line in project.refund_lines.filter(entry__source="residents"))
    if project.state == "cancelled":
        assert lines == project.balances.get(source="residents").left
    else:
        assert (lines, project.state) == (0, "contract")
