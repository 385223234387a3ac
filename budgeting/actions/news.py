"""Telling everybody who follows a project what happened between its moves."""

from django.utils.text import format_lazy

from budgeting.actions.letters import TOPIC, readers
from budgeting.models import Project
from portal.cases.actions import record
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify


def announce(
    project: Project, kind: str, *, actor, text, note: str = "", data: dict | None = None
) -> CaseEvent:
    """A public event of the project with its letter; `kind` stands in Project.EVENT_LABELS."""
    event = record(project, kind, actor=actor, note=note, data=data)
    notify(
        event,
        readers(project, event),
        topic=TOPIC,
        subject=format_lazy("{}: {}", Project.EVENT_LABELS[kind], project.title),
        body=format_lazy("«{}»\n\n{}\n\n{}", project.title, text, note),
        url=project.get_absolute_url(),
    )
    return event
