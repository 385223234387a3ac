"""What a ballot may hold, and what the voter is told otherwise."""

from decimal import Decimal

import pytest

from portal.polls.limits import Limits

COSTS = {1: Decimal(100_000), 2: Decimal(200_000), 3: Decimal(300_000)}


@pytest.mark.parametrize("numbers", [[1], [3, 1], [1, 2, 3]])
def test_a_ballot_within_the_limits_has_no_problem(numbers):
    limits = Limits(COSTS, max_choices=3, max_cost=Decimal(600_000))
    assert limits.problems(numbers) == []


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ([], "Отметьте хотя бы один проект."),
        ([1, 2, 3], "Отмечено проектов: 3, а можно не больше 2. Снимите лишние."),
        ([1, 1], "Один проект отмечен дважды. Отметьте каждый не больше одного раза."),
        ([1, 9], "Отмечен проект, которого нет в бюллетене. Выберите проекты из списка."),
    ],
)
def test_a_ballot_outside_the_limits_has_one_problem(numbers, problem):
    assert Limits(COSTS, max_choices=2).problems(numbers) == [problem]


def test_a_ballot_that_costs_too_much_says_both_sums():
    said = Limits(COSTS, max_cost=Decimal(499_999)).problems([3, 2])
    assert said == [
        "Отмеченные проекты стоят 500 000 ₽, а можно не больше 499 999 ₽. Снимите лишние."
    ]


def test_a_ballot_of_exactly_the_money_is_taken():
    assert Limits(COSTS, max_cost=Decimal(500_000)).problems([3, 2]) == []


def test_a_ballot_with_too_few_marks_says_how_many_are_needed():
    said = Limits(COSTS, min_choices=3).problems([1])
    assert said == ["Отмечено проектов: 1, а нужно не меньше 3. Добавьте ещё."]


def test_a_ballot_too_dear_by_kopecks_says_the_kopecks():
    said = Limits({1: Decimal("100.40")}, max_cost=Decimal(100)).problems([1])
    assert said == ["Отмеченные проекты стоят 100,40 ₽, а можно не больше 100 ₽. Снимите лишние."]
