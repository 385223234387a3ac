"""Empty tables after a test that commits: fast where little was written.

Django truncates all tables, some hundreds, and writes content types and permissions anew, seconds
of work, while such a test leaves a few rows in a few tables.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

FEW = 1000  # rows; deleting more would leave later tests slow tables
# Rows that stand after Django's own emptying, by table: content types, permissions.
_standing: dict[str, str] = {}
_empty_by_django = TransactionTestCase._fixture_teardown


def empty(case: TransactionTestCase):
    """Leave what Django's emptying leaves; it does the work where this one may not or cannot."""
    written = {table: rows for table, rows in _rows().items() if table not in _standing}
    unsure = not _standing or _digests() != _standing or not _may_skip_triggers()
    if unsure or max(written.values(), default=0) > FEW:
        _empty_by_django(case)
        _standing.clear()
        _standing.update(dict.fromkeys(_rows(), ""))
        _standing.update(_digests())
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # Neither foreign keys nor what forbids deleting from a register may refuse.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in written:
            cursor.execute(f'DELETE FROM "{table}"')


def _rows() -> dict[str, int]:
    """Tables with rows, and how many, not counted beyond the few."""
    each = (
        f"SELECT '{table}', (SELECT count(*) FROM (SELECT 1 FROM \"{table}\" LIMIT {FEW + 1}) t)"
        for table in connection.introspection.django_table_names()
    )
    return {table: rows for table, rows in _asked(" UNION ALL ".join(each)) if rows}


def _digests() -> dict[str, str]:
    each = (
        f"SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t"
        for table in _standing
    )
    return dict(_asked(" UNION ALL ".join(each)))


def _may_skip_triggers() -> bool:
    return _asked("SHOW is_superuser") == [("on",)]


def _asked(question: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()
