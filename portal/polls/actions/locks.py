"""The locks of a poll, in the one order every write takes them.

Casting holds the poll's advisory lock shared, opening, closing and cancelling hold it exclusively:
nobody is counted after the close, and voters do not wait for each other. Every path takes the
advisory lock first, then the account, then the ballot's row (or, with paper, the row of the box),
then inserts; there is no other order, so no deadlock. All of it relies on READ COMMITTED: each
statement after the lock sees what was committed before. Statements sent in one string are still
statements of their own: each sees what the lock before it waited for, at one trip to the database.
"""

from django.db import connection

from portal.accounts.models import User
from portal.polls.models import Poll

ACCOUNT = f"SELECT 1 FROM {User._meta.db_table} WHERE id = %s FOR NO KEY UPDATE"  # noqa: S608


def _lock(poll: Poll, function: str, voter: User | None = None) -> Poll:
    """The poll as it is after the locks were won, with the database's clock of that moment."""
    locks, values = [f"SELECT {function}(hashtextextended(%s, 0))"], [f"poll:{poll.uuid}"]
    if voter is not None:
        locks, values = [*locks, ACCOUNT], [*values, voter.pk]
    read, wanted = Poll.objects.with_clock().filter(pk=poll.pk).query.sql_with_params()
    return Poll.objects.raw("; ".join([*locks, read]), [*values, *wanted])[0]


def lock_for_casting(poll: Poll, voter: User | None = None) -> Poll:
    """`voter`: an account to hold as well, so that what it has proved stays so."""
    return _lock(poll, "pg_advisory_xact_lock_shared", voter)


def lock_for_moving(poll: Poll) -> Poll:
    return _lock(poll, "pg_advisory_xact_lock")


def lock_account(user: User) -> None:
    """For a path that learns whose account it is only after the poll's lock."""
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNT, [user.pk])
