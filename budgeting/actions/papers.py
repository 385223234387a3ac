"""Files of a project and of its meeting, while the author may write."""

from collections.abc import Iterable

from django.db import transaction

from budgeting import rules
from budgeting.models import Project, ResidentsMeeting
from portal.cases.clock import require
from portal.files.actions import attach_document, attach_image
from portal.files.models import Attachment


@transaction.atomic
def attach_files(
    project: Project,
    *,
    actor,
    photos: Iterable = (),
    scenes: Iterable = (),
    minutes: Iterable = (),
    annex: Iterable = (),
) -> None:
    """Keep prepared files: photos of the place; scenes, minutes and annex of the meeting.

    The annex holds names and signatures: it is private. Raises ValidationError when there are too
    many, PermissionDenied when the author may not write any more.
    """
    require(rules.may_edit(actor, project))
    for picture in photos:
        attach_image(project, picture, actor=actor)
    if not (scenes or minutes or annex):
        return
    meeting, _created = ResidentsMeeting.objects.get_or_create(project=project)
    for picture in scenes:
        attach_image(meeting, picture, actor=actor)
    for document in minutes:
        attach_document(meeting, document, actor=actor)
    for document in annex:
        attach_document(meeting, document, actor=actor, private=True)


def papers_of(project: Project) -> list[Attachment]:
    """Kept files of the project and of its meeting, the oldest first."""
    meeting = ResidentsMeeting.objects.filter(project=project).first()
    files = Attachment.objects.kept()
    return [*files.of(project), *(files.of(meeting) if meeting else ())]
