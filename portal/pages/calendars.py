"""Calendars (iCalendar, RFC 5545) that a phone subscribes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import icalendar
from django.http import HttpResponse
from django.utils import timezone


@dataclass(frozen=True)
class Entry:
    """One event. `uid` is stable, so that a changed event replaces itself in the phone.

    `start` and `end` are aware datetimes, or dates for a whole day.
    """

    uid: str
    start: datetime | date
    end: datetime | date
    title: str
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False


def calendar_response(name: str, entries: Iterable[Entry]) -> HttpResponse:
    """The calendar under its Russian `name`."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Open Kirov//portal//RU")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(entry: Entry) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    for name, text in (("location", entry.place), ("description", entry.text), ("url", entry.url)):
        if text:
            event.add(name, text)
    return event
