"""The history of a case can be added to and nothing else, whatever door is tried."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction

from portal.cases import append_only
from portal.cases.actions import record
from portal.cases.models import CaseEvent


@pytest.fixture
def event(db):
    """Any row with a key may have a history; a content type is one that is always there."""
    return record(ContentType.objects.first(), "noted", actor=None, note="как было")


def refused(change) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()


def test_nobody_rewrites_an_event(event):
    refused(lambda: CaseEvent.objects.filter(pk=event.pk).update(note="иначе"))
    assert CaseEvent.objects.get().note == "как было"


def test_nobody_deletes_an_event(event):
    refused(event.delete)
    assert CaseEvent.objects.count() == 1


def test_raw_sql_does_not_rewrite_an_event(event):
    refused(lambda: connection.cursor().execute("UPDATE cases_caseevent SET kind = 'other'"))
    refused(lambda: connection.cursor().execute("DELETE FROM cases_caseevent"))


@pytest.fixture
def real_database(transactional_db):
    """A connection to a database whose name does not begin with test_, as every real one."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("CREATE DATABASE kirov_append_only")
    other = connection.copy()
    other.settings_dict = {**connection.settings_dict, "NAME": "kirov_append_only"}
    yield other
    other.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("DROP DATABASE kirov_append_only")


def test_nobody_truncates_a_table_outside_tests(real_database):
    with real_database.cursor() as cursor:
        cursor.execute("CREATE TABLE log (id int)")
        cursor.execute(append_only.CREATE.format(table="log"))
        with pytest.raises(IntegrityError, match="TRUNCATE refused"):
            cursor.execute("TRUNCATE log")


def test_the_operation_reverses_completely(real_database):
    with real_database.cursor() as cursor:
        cursor.execute("CREATE TABLE log (id int)")
        for _again in range(2):
            cursor.execute(append_only.CREATE.format(table="log"))
            cursor.execute(append_only.DROP.format(table="log"))
        cursor.execute("TRUNCATE log")
