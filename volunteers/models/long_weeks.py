"""Weeks with more hours of one person than a helper beside work can have."""

from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from portal.cases.models import CaseEvent
from volunteers.models.hours import HourRow
from volunteers.models.signups import Signup

LOOKED = "week_looked"


def week_of(row: dict) -> str:
    """The Monday of a row of `of_long_weeks`, in the city's days."""
    return timezone.localtime(row["week"]).date().isoformat()


def looked(users, since) -> dict[tuple[int, str], Decimal]:
    """By person and Monday: with how many hours an official has looked at the week, the most."""
    signups = Signup.objects.filter(user__in=users, shift__starts_at__gt=since)
    events = CaseEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(Signup),
        object_id__in=signups.values("pk"),
        kind=LOOKED,
    )
    found: dict[tuple[int, str], Decimal] = {}
    for data in events.values_list("data", flat=True):
        key = (data["person"], data["week"])
        found[key] = max(found.get(key, Decimal(0)), Decimal(data["sum"]))
    return found


def to_look_at(since, **which) -> list[dict]:
    """Rows of `of_long_weeks` nobody has looked at with as many hours, the newest first."""
    rows = list(HourRow.objects.counted().filter(**which).of_long_weeks(since=since))
    seen = looked({row["user"] for row in rows}, since)
    return [row for row in rows if row["sum"] > seen.get((row["user"], week_of(row)), 0)]
