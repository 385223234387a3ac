"""The first migration of an app: its tables made at once, in the form its last operation leaves."""

from django.db import migrations

# What a table has from the beginning when it is made from the final state of its model.
IN_THE_TABLE = (migrations.AddField, migrations.AddIndex, migrations.AddConstraint)


class FirstMigration(migrations.Migration):
    """Takes the place of `migrations.Migration` in `0001_initial.py`; the rest stays as generated.

    Django applies operations one by one and builds anew, after each, every model related to the
    one it touched; nearly all are, through the user. With some hundreds of models that is more
    than a minute of every first start and of every test database. Here the operations change the
    state first, the models are built once, and each table is made once. Going back is Django's.
    """

    initial = True

    def apply(self, project_state, schema_editor, collect_sql=False):
        project_state.__dict__.pop("apps", None)  # built once more when first asked for
        before = project_state.clone()
        self.mutate_state(project_state, preserve=False)
        for operation in self.operations:
            if not isinstance(operation, IN_THE_TABLE):
                operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
