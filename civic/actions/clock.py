"""The clock and the guard that every act of civic goes by."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import connection

from portal.accounts.rights import Verdict


def database_now() -> datetime:
    """The database's own time of this very moment: web servers' clocks differ by seconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def require(verdict: Verdict) -> None:
    """Raises PermissionDenied with the reason the page shows."""
    if not verdict:
        raise PermissionDenied(verdict.reason)


def signature(official, post: str) -> str:
    """How an official's answer is signed: name and post."""
    return f"{official.get_full_name()}, {post.strip()}"[:400]
