"""Addresses and forms of an organiser who prepares their own session."""

from tests.factories.training import ProgrammeFactory, SessionFactory, days
from tests.tables.answers import SIGNED_IN_POST
from training.models import Material, Meeting

DESK = (302, 404, 404, 200, 200)


def build(world) -> dict:
    """A session the owner runs without being an official."""
    programme = ProgrammeFactory(slug="prepared")
    session = SessionFactory(programme=programme, organiser=world.owner)
    meeting = Meeting.objects.create(
        session=session, title="Занятие", starts_at=days(10.5), ends_at=days(10.6)
    )
    material = Material.objects.create(programme=programme, session=session, title="Разбор")
    return {
        "preparedsession": session.pk,
        "preparedmeeting": meeting.pk,
        "preparedmaterial": material.pk,
    }


ACCESS = {
    ("training:material", "preparedmaterial"): (404, 404, 404, 200, 200),
    ("training:session_edit", "preparedsession"): DESK,
    ("training:meeting_new", "preparedsession"): DESK,
    ("training:meeting_edit", "preparedsession preparedmeeting"): DESK,
    ("training:meeting_drop", "preparedsession preparedmeeting"): SIGNED_IN_POST,
    ("training:material_new", "preparedsession"): DESK,
    ("training:material_drop", "preparedsession preparedmaterial"): SIGNED_IN_POST,
}
WRITES = [
    ("resident", "training:session_edit", "preparedsession", {"place": "Чужой зал"}, 404),
    ("resident", "training:meeting_new", "preparedsession", {"title": "Чужое"}, 404),
    ("resident", "training:meeting_edit", "preparedsession preparedmeeting", {"title": "Ч"}, 404),
    ("resident", "training:meeting_drop", "preparedsession preparedmeeting", {}, 404),
    ("resident", "training:material_new", "preparedsession", {"title": "Чужой"}, 404),
    ("resident", "training:material_drop", "preparedsession preparedmaterial", {}, 404),
    ("owner", "training:meeting_drop", "course preparedmeeting", {}, 404),
    ("owner", "training:material_drop", "preparedsession opened", {}, 404),
]
FORMS = {
    "training:session_edit": "place lecturers starts_at ends_at quota",
    "training:meeting_new": "title starts_at ends_at place",
    "training:meeting_edit": "title starts_at ends_at place",
    "training:material_new": "title text link files",
}
WITHOUT_FIELDS = {"training:meeting_drop", "training:material_drop"}
TAKES_ANYTHING = {"training:session_edit"}  # an announced session has only a place to change
