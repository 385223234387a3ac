"""Working days of Russia: known years, transfers by officials, properties."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.law import calendar
from portal.law.calendar import (
    add_working_days,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)
from tests.factories.law import WorkCalendarDayFactory

pytestmark = pytest.mark.django_db
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
in_one_database = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 9), False),  # transferred by the Government from 3 January
        (date(2026, 1, 12), True),
        (date(2026, 2, 23), False),
        (date(2026, 3, 8), False),
        (date(2026, 3, 9), False),  # 8 March is a Sunday
        (date(2026, 3, 10), True),
        (date(2026, 5, 11), False),
        (date(2026, 6, 12), False),
        (date(2026, 11, 4), False),
        (date(2026, 12, 31), False),
        (date(2026, 7, 18), False),  # Saturday
        (date(2026, 7, 20), True),
        (date(2027, 1, 8), False),
        (date(2027, 1, 11), True),
        (date(2027, 2, 20), True),  # a working Saturday
        (date(2027, 2, 22), False),
    ],
)
def test_the_calendar_knows_the_days_off_of_the_country(day, works):
    assert is_working_day(day) is works


def test_the_new_year_holidays_are_skipped():
    assert add_working_days(date(2025, 12, 30), 1) == date(2026, 1, 12)
    assert add_working_days(date(2026, 12, 30), 3) == date(2027, 1, 13)


def test_a_transfer_entered_by_an_official_makes_a_day_off():
    assert add_working_days(date(2026, 7, 17), 1) == date(2026, 7, 20)
    WorkCalendarDayFactory(day=date(2026, 7, 20))
    assert add_working_days(date(2026, 7, 17), 1) == date(2026, 7, 21)
    assert not is_working_day(date(2026, 7, 20))


def test_a_working_saturday_entered_by_an_official_counts():
    WorkCalendarDayFactory(day=date(2026, 7, 18), is_working=True)
    assert add_working_days(date(2026, 7, 17), 1) == date(2026, 7, 18)


def test_an_official_outranks_even_a_holiday():
    WorkCalendarDayFactory(day=date(2026, 1, 1), is_working=True)
    assert is_working_day(date(2026, 1, 1))


def test_going_back_counts_working_days_too():
    assert add_working_days(date(2026, 1, 12), -1) == date(2025, 12, 30)


def test_zero_days_move_only_off_a_day_off():
    assert next_working_day(date(2026, 7, 18)) == date(2026, 7, 20)
    assert next_working_day(date(2026, 7, 17)) == date(2026, 7, 17)
    assert previous_working_day(date(2026, 7, 19)) == date(2026, 7, 17)
    assert previous_working_day(date(2026, 7, 17)) == date(2026, 7, 17)


def test_a_calendar_without_working_days_fails_and_does_not_hang(monkeypatch):
    monkeypatch.setattr(calendar, "_ordinarily_works", lambda day: False)
    with pytest.raises(OverflowError):
        add_working_days(date(2026, 7, 17), 1)


def test_a_long_term_asks_the_database_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        add_working_days(date(2026, 1, 1), 250)


def test_a_transfer_late_in_a_long_term_still_counts():
    end = add_working_days(date(2026, 1, 1), 250)
    WorkCalendarDayFactory(day=end)
    assert add_working_days(date(2026, 1, 1), 250) > end


@in_one_database
@given(days, st.integers(1, 60))
def test_a_term_never_ends_on_a_day_off(day, number):
    end = add_working_days(day, number)
    assert is_working_day(end)
    assert end > day


@in_one_database
@given(days, st.integers(0, 40), st.integers(0, 14))
def test_a_later_start_or_a_longer_term_never_ends_earlier(day, number, later):
    end = add_working_days(day, number)
    assert add_working_days(day + timedelta(days=later), number) >= end
    assert add_working_days(day, number + later) >= end


@in_one_database
@given(days, st.integers(1, 40))
def test_the_days_of_a_term_are_counted_back_exactly(day, number):
    assert working_days_between(day, add_working_days(day, number)) == number


@in_one_database
@given(days, st.integers(1, 30))
def test_going_there_and_back_stays_on_the_same_working_day(day, number):
    start = next_working_day(day)
    assert add_working_days(add_working_days(start, number), -number) == start
