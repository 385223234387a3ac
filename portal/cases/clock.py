"""The clock and the guard that every act upon a case goes by."""

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
