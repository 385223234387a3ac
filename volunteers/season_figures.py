"""What a festival adds up to, whole and by district.

Volunteers and hours are those of the shifts its events lead to; hours count once, however many
events share a shift. A donor is whoever's help has come.
"""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, F, Q, Sum

from volunteers.models import (
    Festival,
    HourRow,
    MiniProjectState,
    NeedKind,
    PhotoReportState,
    Pledge,
)


class Season(NamedTuple):
    """Whole numbers; `hours` and `money` (roubles received) are Decimals."""

    events: int
    guests: int
    hosts: int
    volunteers: int
    hours: Decimal
    projects: int
    done: int
    participants: int
    beneficiaries: int
    donors: int
    money: Decimal


def season(festival: Festival) -> Season:
    """Four queries."""
    events = _events(festival).aggregate(
        events=Count("pk"),
        guests=Sum("guests", default=0),
        hosts=Count("host", distinct=True, filter=~Q(host="")),
    )
    hours = _hours(festival).aggregate(
        volunteers=Count("user", distinct=True), hours=Sum("hours", default=Decimal(0))
    )
    projects = _projects(festival).aggregate(
        projects=Count("pk", distinct=True),
        done=Count("pk", distinct=True, filter=Q(state=MiniProjectState.DONE)),
        participants=_told("participants"),
        beneficiaries=_told("beneficiaries"),
    )
    money = Sum("received", default=Decimal(0), filter=Q(need__kind=NeedKind.MONEY))
    given = received(festival).aggregate(donors=Count("user", distinct=True), money=money)
    return Season(**events, **hours, **projects, **given)


def received(festival: Festival):
    """Promises to the season's projects that have come."""
    return Pledge.objects.filter(state="received", need__project__festival=festival)


def _events(festival: Festival):
    return festival.events.filter(is_cancelled=False).order_by()


def _hours(festival: Festival):
    shifts = _events(festival).exclude(shift=None).values("shift")
    return HourRow.objects.counted().filter(signup__shift__in=shifts).order_by()


def _projects(festival: Festival):
    return festival.mini_projects.shown().order_by()


def _told(number: str) -> Sum:
    """A number of the accepted reports, of which a project has one at most."""
    accepted = Q(reports__state=PhotoReportState.ACCEPTED)
    return Sum(f"reports__{number}", filter=accepted, default=0)


class DistrictLine(NamedTuple):
    """A district of the season; `name` is empty for what has none."""

    name: str
    events: int = 0
    guests: int = 0
    volunteers: int = 0
    hours: Decimal = Decimal(0)
    projects: int = 0
    beneficiaries: int = 0


def by_district(festival: Festival) -> list[DistrictLine]:
    """Lines in the order of the districts' names, what has none last. Three queries."""
    parts = (
        _events(festival).values(name=F("district__name")).annotate(
            events=Count("pk"), guests=Sum("guests", default=0)
        ),
        _hours(festival).values(name=F("signup__shift__district__name")).annotate(
            volunteers=Count("user", distinct=True), hours=Sum("hours")
        ),
        _projects(festival).values(name=F("district__name")).annotate(
            projects=Count("pk", distinct=True), beneficiaries=_told("beneficiaries")
        ),
    )  # fmt: skip
    lines: dict[str, DistrictLine] = {}
    for part in parts:
        for row in part:
            name = row.pop("name") or ""
            lines[name] = lines.get(name, DistrictLine(name))._replace(**row)
    return sorted(lines.values(), key=lambda line: (not line.name, line.name))
