"""What one person did about a project."""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from budgeting.models.projects import Project, ProjectQuerySet

# In plain SQL: to build it from parts at each visit takes longer than to answer it.
ASKED = """ARRAY[
EXISTS (SELECT FROM budgeting_support s WHERE s.project_id = budgeting_project.id
        AND s.user_id = %s),
EXISTS (SELECT FROM discussion_follow f WHERE f.object_id = budgeting_project.id
        AND f.content_type_id = %s AND f.user_id = %s),
EXISTS (SELECT FROM discussion_comment c WHERE c.object_id = budgeting_project.id
        AND c.content_type_id = %s AND c.author_id = %s)]"""


class Done(NamedTuple):
    """`wrote` counts comments in any state: what waits or was hidden too."""

    supports: bool = False
    follows: bool = False
    wrote: bool = False


def with_done(rows: ProjectQuerySet, user) -> ProjectQuerySet:
    """The same projects, ready for `done_with`."""
    if not user.is_authenticated:
        return rows
    me, kind = user.pk, ContentType.objects.get_for_model(Project).pk
    asked = RawSQL(ASKED, (me, kind, me, kind, me), ArrayField(BooleanField()))  # noqa: S611 fixed
    return rows.annotate(done=asked)


def done_with(project: Project) -> Done:
    """Nothing for somebody not signed in."""
    return Done(*getattr(project, "done", ()))
