"""When a term ends. The rules are rows of DeadlineRule; the shipped table stands in until loaded.

A term in days starts the day after the event and ends at 23:59:59 of its last day in the city.
"""

import json
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from portal.law import calendar
from portal.law.models import DayOff, DeadlineRule, Unit, WorkSchedule

TABLE = Path(__file__).parent / "fixtures" / "deadline_rules.json"
END_OF_DAY = time(23, 59, 59)


def due(code: str, start: datetime, *, extended: bool = False) -> date:
    """The last day of the term. Raises LookupError for a code that is nowhere."""
    return timezone.localdate(due_at(code, start, extended=extended))


def due_at(code: str, start: datetime, *, extended: bool = False) -> datetime:
    """The last moment of the term; `start` is an aware moment of the event."""
    return moment_after(rule(code), start, extended=extended)


def rule(code: str) -> DeadlineRule:
    """The rule as officials edited it, else as shipped. Raises LookupError."""
    row = DeadlineRule.objects.filter(code=code).first()
    return row or DeadlineRule(**shipped()[code])


@cache
def shipped() -> dict[str, dict]:
    """The table of BRIEF §10 by code."""
    return {row["code"]: row for row in json.loads(TABLE.read_text())}


def moment_after(term: DeadlineRule, start: datetime, *, extended: bool = False) -> datetime:
    """The last moment of the term given as a row, saved or not (issue categories bring theirs)."""
    length = term.length + (term.extension if extended else 0)
    if term.is_before:
        length = -length
    if term.unit == Unit.HOURS:
        return start + timedelta(hours=length)
    if term.unit == Unit.WORKING_HOURS:
        return add_working_hours(start, length)
    return _end_of(_last_day(term, timezone.localdate(start), length))


def add_working_hours(start: datetime, hours: int) -> datetime:
    """The moment when so many hours of the administration's working time have passed."""
    schedule = WorkSchedule.objects.first() or WorkSchedule(starts=time(8), ends=time(17))
    moment = _into_working_time(timezone.localtime(start), schedule)
    left = timedelta(hours=hours)
    while (today := _at(moment.date(), schedule.ends) - moment) < left:
        left -= today
        moment = _at(calendar.add_working_days(moment.date(), 1), schedule.starts)
    return moment + left


def _into_working_time(moment: datetime, schedule: WorkSchedule) -> datetime:
    """The moment itself within working hours, else the next beginning of them."""
    day = moment.date()
    if not calendar.is_working_day(day) or moment.time() >= schedule.ends:
        return _at(calendar.add_working_days(day, 1), schedule.starts)
    return max(moment, _at(day, schedule.starts))


def _last_day(term: DeadlineRule, day: date, length: int) -> date:
    if term.unit == Unit.WORKING:
        return calendar.add_working_days(day, length)
    last = day + timedelta(days=length)
    if term.day_off == DayOff.PREVIOUS:
        return calendar.previous_working_day(last)
    return calendar.next_working_day(last) if term.day_off == DayOff.NEXT else last


def _end_of(day: date) -> datetime:
    return _at(day, END_OF_DAY)


def _at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))
