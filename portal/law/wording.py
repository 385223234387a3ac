"""Terms in words: since when, until when, how long."""

from datetime import datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.law.models import Unit


def until(moment: datetime | None, day: str = "j E Y") -> str:
    """What stands after «до»: a term at midnight is the end of the day before.

    «До 15 декабря, 00:00» is read as the whole of the fifteenth. `day`: Django's format of a day.
    """
    if not moment:
        return ""
    local = localtime(moment)
    if local.time() == time.min:
        return _("конца %(day)s") % {"day": date_format(local - timedelta(days=1), day)}
    return date_format(local, f"{day}, H:i")


def since(moment: datetime, day: str = "j E Y") -> str:
    """What stands after «с»; midnight needs no hour."""
    local = localtime(moment)
    return date_format(local, day if local.time() == time.min else f"{day}, H:i")


def length_of(number: int, unit: str) -> str:
    """«5 рабочих дней», «1 час»; `unit` is a portal.law.models.Unit."""
    words = {
        Unit.CALENDAR: ngettext("%d календарный день", "%d календарных дней", number),
        Unit.WORKING: ngettext("%d рабочий день", "%d рабочих дней", number),
        Unit.HOURS: ngettext("%d час", "%d часов", number),
        Unit.WORKING_HOURS: ngettext("%d рабочий час", "%d рабочих часов", number),
    }
    return words[unit] % number
