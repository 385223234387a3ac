"""What every template of the portal knows. No query for an anonymous visitor."""

from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse

from portal.notifications.models import Notification
from portal.pages.look import Look

MANY = 99


def portal(request) -> dict:
    return {
        "look": Look.of(request),
        "navigation": navigation(request.path),
    }


def navigation(path: str) -> list[dict]:
    """Entries of settings.NAVIGATION whose pages exist, the one we are in marked."""
    entries = links(settings.NAVIGATION)
    here = [entry["url"] for entry in entries if path.startswith(entry["url"]) and path != "/"]
    current = max(here, key=len, default=None)  # /grants/awards/ lies within /grants/
    return [{**entry, "current": entry["url"] == current} for entry in entries]


def links(entries) -> list[dict]:
    """Pairs (label, name of a page) as links; a page nobody serves is left out."""
    found = ((label, address(name)) for label, name in entries)
    return [{"label": label, "url": url} for label, url in found if url]


def unread(request) -> str:
    """How many messages wait: the one query of a page for somebody signed in."""
    rows = Notification.objects.inbox(request.user).unread().order_by()
    number = len(rows.values_list("pk")[: MANY + 1])
    return f"{MANY}+" if number > MANY else str(number or "")


def address(name: str) -> str:
    """The address of a page by its name, or nothing while no app serves it."""
    return _address(name, get_urlconf())


@cache
def _address(name: str, urlconf) -> str:
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""
