"""Terms in words: midnight is the end of a day, numbers agree with their nouns."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from portal.law.models import Unit
from portal.law.wording import length_of, since, until

KIROV = ZoneInfo("Europe/Kirov")
MIDNIGHT = datetime(2026, 12, 15, tzinfo=KIROV)
NOON = datetime(2026, 12, 15, 12, 30, tzinfo=KIROV)


@pytest.mark.parametrize(
    ("word", "moment", "said"),
    [
        (since, MIDNIGHT, "15 декабря 2026"),
        (since, NOON, "15 декабря 2026, 12:30"),
        (until, MIDNIGHT, "конца 14 декабря 2026"),
        (until, NOON, "15 декабря 2026, 12:30"),
    ],
)
def test_a_moment_is_told_by_the_day_it_belongs_to(word, moment, said):
    assert word(moment) == said


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (1, Unit.CALENDAR, "1 календарный день"),
        (3, Unit.CALENDAR, "3 календарных дня"),
        (5, Unit.WORKING, "5 рабочих дней"),
        (21, Unit.HOURS, "21 час"),
        (4, Unit.WORKING_HOURS, "4 рабочих часа"),
    ],
)
def test_a_length_agrees_with_its_number(number, unit, said):
    assert length_of(number, unit) == said
