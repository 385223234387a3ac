"""Points by formulas: exact, explained, rounded up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.scoring.formulas import Rule, explain, read, round_up, score, share, shown, tops

LINEAR = Rule("a", "А", Fraction(14), "linear", Fraction(5), Fraction(15))
ROUND = Rule("b", "Б", Fraction(12), "linear_round_max", Fraction(10))
STEPS = Rule(
    "c",
    "В",
    Fraction(8),
    "steps",
    steps=((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1, 2)), (Fraction(3), Fraction(1))),
)
YES = Rule("d", "Г", Fraction(4), "bool")
EXPERT = Rule("e", "Д", Fraction(10), "expert", high=Fraction(5))


@pytest.mark.parametrize(
    ("rule", "value", "points"),
    [
        (LINEAR, 5, 0),
        (LINEAR, 10, 7),
        (LINEAR, 15, 14),
        (LINEAR, 3, 0),
        (LINEAR, 99, 14),
        (ROUND, 10, 0),
        (ROUND, 20, 6),
        (ROUND, 30, 12),
        (STEPS, 0, 0),
        (STEPS, Decimal("0.99"), 0),
        (STEPS, 1, 4),
        (STEPS, 3, 8),
        (STEPS, 50, 8),
        (YES, True, 4),
        (YES, False, 0),
        (EXPERT, [5, 4], 9),
        (EXPERT, [0], 0),
    ],
)
def test_a_value_gets_its_points(rule, value, points):
    assert rule.weight * share(rule, read(value), {"b": Fraction(30)}) == points


def test_points_are_rounded_up_to_the_step_and_rows_add_up():
    rule = Rule("a", "А", Fraction(10), "linear", Fraction(0), Fraction(3))
    found = score([rule, YES], {"a": 1, "d": True}, {}, Fraction(1, 1000))
    assert [row.points for row in found.rows] == [Fraction("3.334"), 4]
    assert found.total == Fraction("7.334")


def test_a_missing_value_is_named_and_never_lowers_a_sum_unseen():
    found = score([LINEAR, EXPERT, YES], {"a": None, "e": []}, {}, Fraction(0))
    assert found.missing == ("a", "e", "d")
    assert found.total == 0


def test_a_value_of_zero_or_no_is_not_missing():
    assert score([LINEAR, YES], {"a": 0, "d": False}, {}, Fraction(0)).missing == ()


def test_the_best_of_the_round_is_found_among_all_applications():
    rows = [{"b": 12}, {"b": Decimal("40.5")}, {}, {"b": None}]
    assert tops([ROUND, LINEAR], rows) == {"b": Fraction("40.5")}


def test_a_round_where_nobody_exceeds_the_minimum_gives_no_points():
    best = tops([ROUND], [{"b": 10}, {"b": 3}])
    assert score([ROUND], {"b": 10}, best, Fraction(0)).total == 0
    assert tops([ROUND], []) == {"b": 10}


def test_floats_are_refused():
    with pytest.raises(TypeError):
        read(0.1)


def test_a_formula_is_shown_with_its_numbers():
    assert explain(LINEAR, {}) == "14 × (x − 5) / (15 − 5)"
    assert explain(ROUND, {"b": Fraction("40.5")}) == "12 × (x − 10) / (40.5 − 10)"
    assert explain(STEPS, {}) == "≥ 0: 0; ≥ 1: 4; ≥ 3: 8"
    assert explain(EXPERT, {}) == "10 × x̄ / 5"
    assert shown(Fraction(100)) == "100"


@given(st.fractions(-50, 200, max_denominator=99), st.fractions(0, 5, max_denominator=99))
def test_points_never_leave_the_weight_and_more_is_never_worse(value, more):
    for rule in (LINEAR, ROUND, STEPS):
        low, high = (share(rule, v, {"b": Fraction(30)}) for v in (value, value + more))
        assert 0 <= low <= high <= 1


@given(st.fractions(0, 100, max_denominator=9999))
def test_rounding_up_adds_less_than_a_step(exact):
    assert 0 <= round_up(exact, Fraction(1, 1000)) - exact < Fraction(1, 1000)
