"""Proportional shares: exact, deterministic, never more than was paid."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgeting.refunds import proportional

KOPECKS = st.integers(0, 10**11).map(lambda kopecks: Decimal(kopecks) / 100)
PAYMENTS = st.lists(KOPECKS, min_size=1, max_size=40)


@st.composite
def savings(draw):
    """Payments, and what is left of them."""
    payments = draw(PAYMENTS)
    left = draw(st.integers(0, int(sum(payments) * 100)))
    return Decimal(left) / 100, payments


@given(savings())
def test_shares_add_up_to_the_kopeck_and_stay_within_each_payment(case):
    total, payments = case
    shares = proportional(total, payments)
    assert sum(shares) == total
    assert all(0 <= share <= paid for share, paid in zip(shares, payments, strict=True))


@given(savings())
def test_no_share_is_a_kopeck_away_from_its_exact_part(case):
    total, payments = case
    whole = sum(payments)
    for share, paid in zip(proportional(total, payments), payments, strict=True):
        assert whole == 0 or abs(share * whole - total * paid) < whole / 100


@given(savings())
def test_who_paid_more_never_gets_less(case):
    total, payments = case
    pairs = sorted(zip(payments, proportional(total, payments), strict=True))
    assert [share for _paid, share in pairs] == sorted(share for _paid, share in pairs)


@pytest.mark.parametrize(
    ("total", "payments", "shares"),
    [
        ("100", ["1", "1", "1"], ["33.34", "33.33", "33.33"]),
        ("0.02", ["1", "1", "1"], ["0.01", "0.01", "0"]),
        ("0.01", ["1", "3"], ["0", "0.01"]),
        ("0", ["1", "3"], ["0", "0"]),
        ("10", ["4", "6"], ["4", "6"]),
        ("0", ["0"], ["0"]),
    ],
)
def test_kopecks_left_over_go_to_the_largest_remainder_then_to_the_first(total, payments, shares):
    # A whole kopeck more than was paid cannot happen: the total is within the payments.
    weights = [Decimal(payment) * 100 for payment in payments]
    assert proportional(Decimal(total), weights) == [Decimal(share) for share in shares]


@pytest.mark.parametrize(
    ("total", "payments"),
    [("1", []), ("1", ["0"]), ("-1", ["1"]), ("1", ["-1", "3"]), ("0.001", ["1"])],
)
def test_what_cannot_be_shared_is_an_error(total, payments):
    with pytest.raises(ValueError):  # noqa: PT011 every message is for a programmer
        proportional(Decimal(total), [Decimal(payment) for payment in payments])
