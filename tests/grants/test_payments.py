"""Money of an agreement: two officials, within the parts and the sum, never rewritten."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from grants import actions
from grants.models import Agreement, Entry, Payment
from portal.cases.lifecycle import InvalidTransition
from portal.notifications.models import Notification
from tests.factories.agreements import (
    active,
    approved,
    drafted,
    given_back,
    paid,
    prepared,
    signed,
    supported,
    treasurer,
)
from tests.factories.grants import officer
from tests.factories.people import StaffFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


def sums(agreement: Agreement) -> tuple:
    agreement.refresh_from_db()
    return agreement.paid, agreement.pending, agreement.returned


def test_a_payment_waits_until_another_official_approves_it():
    agreement = active(supported(100_000))
    payment = prepared(agreement, "payment", amount="60000.50")
    assert sums(agreement) == (0, Decimal("60000.50"), 0)
    approved(payment)
    assert sums(agreement) == (Decimal("60000.50"), 0, 0)


def test_the_one_who_prepared_a_payment_does_not_approve_it():
    person, agreement = treasurer(), active()
    payment = prepared(agreement, "payment", actor=person, amount=10)
    with pytest.raises(PermissionDenied, match="другой сотрудник"):
        actions.approve_payment(payment, actor=person)
    assert not Entry.objects.exists()


def test_the_database_itself_wants_two_officials_behind_an_entry():
    entry = paid(active(), 10)
    copy = Entry.objects.get(pk=entry.pk)
    copy.pk, copy.approved_by = None, copy.prepared_by
    with pytest.raises(IntegrityError, match="grant_entry_by_two_officials"), transaction.atomic():
        copy.save(force_insert=True)


def test_an_entry_is_neither_changed_nor_deleted():
    entry = paid(active(), 10)
    for change in (
        lambda: Entry.objects.filter(pk=entry.pk).update(amount=1),
        lambda: Entry.objects.filter(pk=entry.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.parametrize("make", [VerifiedUserFactory, StaffFactory, officer])
def test_whoever_does_not_keep_agreements_prepares_and_approves_nothing(make):
    agreement = active()
    payment = prepared(agreement, "payment", amount=10)
    with pytest.raises(PermissionDenied):
        prepared(agreement, "payment", actor=make(), amount=10)
    with pytest.raises(PermissionDenied):
        actions.approve_payment(payment, actor=make())
    assert sums(agreement) == (0, 10, 0)


@pytest.mark.parametrize("make", [drafted, signed])
def test_nothing_is_paid_before_the_agreement_is_in_force(make):
    with pytest.raises(PermissionDenied, match="Сейчас такую запись внести нельзя"):
        prepared(make(), "payment", amount=10)


def test_paid_and_prepared_together_stay_within_a_part():
    agreement = active(supported(100_000))
    paid(agreement, 60_000)
    prepared(agreement, "payment", amount=30_000)
    with pytest.raises(ValidationError, match="осталось 10"):
        prepared(agreement, "payment", amount="10000.01")
    prepared(agreement, "payment", amount=10_000)
    assert sums(agreement) == (60_000, 40_000, 0)


def test_a_part_of_another_agreement_is_not_paid_here():
    mine, other = active(), active()
    with pytest.raises(ValidationError, match="Выберите часть"):
        prepared(mine, "payment", amount=10, instalment=other.instalments.get())


def test_the_database_itself_refuses_to_pay_above_the_agreement():
    agreement = active(supported(100))
    for changes in ({"paid": 101}, {"paid": 60, "pending": 41}, {"returned": 1}):
        with pytest.raises(IntegrityError, match="agreement_"), transaction.atomic():
            Agreement.objects.filter(pk=agreement.pk).update(**changes)


def test_no_more_comes_back_than_the_recipient_holds():
    agreement = active()
    paid(agreement, 100)
    given_back(agreement, 40)
    with pytest.raises(ValidationError, match="держит только 60"):
        prepared(agreement, "return", amount=61)


def test_of_two_prepared_returns_the_second_is_refused_when_the_money_is_gone():
    agreement = active()
    paid(agreement, 100)
    first, second = (prepared(agreement, "return", amount=80) for _turn in range(2))
    approved(first)
    with pytest.raises(ValidationError, match="держит только 20"):
        actions.approve_payment(second, actor=treasurer())
    second.refresh_from_db()
    assert (second.state, sums(agreement)) == ("prepared", (100, 0, 80))


def test_the_same_form_sent_twice_prepares_one_payment():
    agreement = active()
    first = prepared(agreement, "payment", amount=10, key="form")
    assert prepared(agreement, "payment", amount=10, key="form") == first
    assert sums(agreement) == (0, 10, 0)


def test_a_declined_payment_frees_its_money_and_writes_nothing():
    agreement = active()
    payment = prepared(agreement, "payment", amount=10)
    actions.decline_payment(payment, actor=treasurer(), note="Не те реквизиты")
    assert (sums(agreement), Entry.objects.count()) == ((0, 0, 0), 0)
    with pytest.raises(InvalidTransition):
        actions.approve_payment(Payment.objects.get(), actor=treasurer())


# --- Corrections --------------------------------------------------------------------------------
def test_a_mistaken_entry_is_reversed_whole_and_its_part_may_be_paid_again():
    agreement = active(supported(100))
    entry = paid(agreement, 100)
    approved(prepared(agreement, "reversal", target=entry, reason="Не тот счёт"))
    assert sums(agreement) == (0, 0, 0)
    assert [row.amount for row in Entry.objects.all()] == [100, -100]
    paid(agreement, 100)
    assert sums(agreement) == (100, 0, 0)


def test_a_correction_has_a_reason_and_happens_once():
    agreement = active()
    entry = paid(agreement, 100)
    with pytest.raises(ValidationError, match="почему"):
        prepared(agreement, "reversal", target=entry, reason=" ")
    approved(prepared(agreement, "reversal", target=entry, reason="Не тот счёт"))
    for target in (entry, Entry.objects.get(reverses=entry)):
        with pytest.raises(ValidationError, match="уже исправлена"):
            prepared(agreement, "reversal", target=target, reason="Ещё раз")


def test_a_payment_that_was_returned_is_not_reversed_before_the_return():
    agreement = active()
    entry = paid(agreement, 100)
    given_back(agreement, 1)
    with pytest.raises(ValidationError, match="Сначала исправьте возвраты"):
        prepared(agreement, "reversal", target=entry, reason="Не тот счёт")


def test_the_recipient_is_told_of_money_and_not_of_what_is_prepared():
    agreement = active()
    Notification.objects.all().delete()
    payment = prepared(agreement, "payment", amount="1234.50")
    assert not Notification.objects.exists()
    approved(payment)
    letter = Notification.objects.filter(recipient=agreement.application.author).first()
    assert "Грант перечислен" in letter.subject
    assert "1 234,50 ₽" in letter.body.replace("\xa0", " ")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["payment", "return"]), st.integers(1, 7000)), max_size=8)
)
def test_after_any_acts_the_kept_sums_are_the_sums_of_the_ledger(acts):
    with transaction.atomic():
        agreement = active(supported(100))
        for kind, kopecks in acts:
            try:
                approved(prepared(agreement, kind, amount=Decimal(kopecks) / 100))
            except ValidationError:
                continue
        rows = list(Entry.objects.filter(agreement=agreement))
        by_kind = {
            kind: sum((row.amount for row in rows if row.kind == kind), Decimal(0))
            for kind in ("payment", "return")
        }
        assert sums(agreement) == (by_kind["payment"], 0, by_kind["return"])
        assert 0 <= by_kind["return"] <= by_kind["payment"] <= 100
        transaction.set_rollback(True)
    assert connection.in_atomic_block
