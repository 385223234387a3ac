"""The Russian working-day calendar.

Days off are Saturdays, Sundays, the holidays of the Labour Code and the transfers the `holidays`
package knows; rows of WorkCalendarDay, edited in admin, outrank all of it.
"""

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from portal.law.models import WorkCalendarDay

DAY = timedelta(days=1)
# The longest row of days off in law is far shorter; a calendar without working days must not hang.
MAX_DAYS_OFF = 60


def is_working_day(day: date) -> bool:
    """Whether the administration works on the day."""
    return _works(day, _special_days(day, day))


def add_working_days(day: date, number: int) -> date:
    """The `number`-th working day after the day, which itself never counts; a negative number goes
    back. Zero gives the day itself, or the next working day when it is a day off.

    Raises OverflowError at the end of the calendar and when the rows leave no working day.
    """
    step = -DAY if number < 0 else DAY
    reach = abs(number) * 3 + MAX_DAYS_OFF
    special = _special_days(*sorted([day, day + step * reach]))
    if number == 0:
        return _first_working(day, step, special)
    for _count in range(abs(number)):
        day = _first_working(day + step, step, special)
    return day


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    return add_working_days(day, 0)


def previous_working_day(day: date) -> date:
    """The day itself if it is a working day, else the last one before it."""
    return day if is_working_day(day) else add_working_days(day, -1)


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; 0 when `end` is not later."""
    special = _special_days(start, end)
    span = range(1, (end - start).days + 1)
    return sum(_works(start + DAY * offset, special) for offset in span)


def _first_working(day: date, step: timedelta, special: dict[date, bool]) -> date:
    for _tried in range(MAX_DAYS_OFF):
        if _works(day, special):
            return day
        day += step
    raise OverflowError(f"no working day near {day}")


def _works(day: date, special: dict[date, bool]) -> bool:
    return special[day] if day in special else _ordinarily_works(day)


def _ordinarily_works(day: date) -> bool:
    year = _year(day.year)
    return year.is_working_day(day)


@lru_cache(maxsize=32)
def _year(year: int):
    return country_holidays("RU", years=year, expand=False)


def _special_days(first: date, last: date) -> dict[date, bool]:
    rows = WorkCalendarDay.objects.filter(day__range=(first, last))
    return dict(rows.values_list("day", "is_working"))
