"""Every write of a poll: opening, casting, closing, cancelling.

Casting holds the poll's advisory lock shared, opening, closing and cancelling hold it exclusively:
nobody is counted after the close, and voters do not wait for each other. Every path takes the
advisory lock first, then the account, then the ballot's row, then inserts; there is no other order,
so no deadlock. All of it relies on READ COMMITTED: each statement after the lock sees what was
committed before.
"""

from django.db import connection

from portal.polls.models import Poll


def _lock(poll: Poll, function: str) -> Poll:
    """The poll as it is after the lock was won, with the database's clock of that moment."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [f"poll:{poll.uuid}"])
    return Poll.objects.with_clock().get(pk=poll.pk)


def lock_for_casting(poll: Poll) -> Poll:
    return _lock(poll, "pg_advisory_xact_lock_shared")


def lock_for_moving(poll: Poll) -> Poll:
    return _lock(poll, "pg_advisory_xact_lock")
