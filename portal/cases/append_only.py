"""A migration operation that makes the database itself refuse to rewrite a history."""

from django.db.migrations.operations import RunSQL

# TRUNCATE is refused too, except in a database named `test_…`: pytest-django empties the tables
# between transactional tests with TRUNCATE, and Django gives every test database that prefix.
CREATE = """
CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '{table} is append-only: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
"""
DROP = """
DROP TRIGGER append_only_rows ON {table};
DROP TRIGGER append_only_table ON {table};
DROP FUNCTION {table}_append_only();
"""


class AppendOnly(RunSQL):
    """Forbids UPDATE, DELETE and TRUNCATE of a table: Django sees an IntegrityError.

    Last in the `operations` of the migration that creates the table:
    `AppendOnly("cases_caseevent")`.
    """

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(CREATE.format(table=table), DROP.format(table=table))

    def deconstruct(self):
        return type(self).__name__, [self.table], {}

    def describe(self) -> str:
        return f"Append-only: {self.table}"
