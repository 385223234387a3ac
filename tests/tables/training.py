"""Addresses, forms and lists of training: programmes, sessions, places."""

from tests.factories.people import VerifiedUserFactory
from tests.factories.training import (
    PERMISSIONS,
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    days,
    department,
    marked,
    organiser,
)
from tests.tables.answers import (
    ALL,
    OFFICIAL,
    OWNER_SIGNED_IN,
    SIGNED_IN,
    SIGNED_IN_POST,
    UNKNOWN,
)
from training.actions import select
from training.models import Material, Session

OFFICIAL_RIGHTS = list(PERMISSIONS)
PERSON_AND_OFFICIAL = (302, 404, 404, 200, 200)
DESK = (302, 404, 404, 404, 200)


def build(world) -> dict:
    """Sessions that enrol, compete, were selected and are prepared; places of the owner."""
    language = ProgrammeFactory(slug="language")
    coming = ProgrammeFactory(slug="comingcourse", is_published=False)
    session = SessionFactory(programme=language, quota=9)
    team = department(head=world.owner, servants=1, name="Отдел таблицы (демо)")
    competition = SessionFactory(contest=True, programme=language, judges=[world.owner])
    EnrolmentFactory(session=competition, state="applied", number=1)
    return {
        "course": session.pk,
        "comingsession": SessionFactory(programme=language, state="draft").pk,
        "competition": competition.pk,
        "courseteam": team.pk,
        "opened": Material.objects.create(programme=language, title="Памятка", is_open=True).pk,
        "closedmaterial": Material.objects.create(programme=language, title="Разбор").pk,
        "hiddenmaterial": Material.objects.create(programme=coming, title="Ф", is_open=True).pk,
        "offered": EnrolmentFactory(
            session=SessionFactory(programme=language), user=world.owner, state="admitted"
        ).pk,
        "queued": EnrolmentFactory(
            session=SessionFactory(programme=language), user=world.owner, state="waiting"
        ).pk,
        "judgedsession": _selected(language),
    }


def _selected(programme) -> int:
    session = SessionFactory(contest=True, programme=programme, confirm_until=days(8))
    marked(EnrolmentFactory(session=session, state="applied"), 5, 6)
    session.criteria.frozen_at = days(-1)
    session.criteria.save()
    Session.objects.filter(pk=session.pk).update(enrol_until=days(-0.1))
    session.refresh_from_db()
    select(session, actor=organiser())
    return session.pk


ACCESS = {
    ("training:sessions", ""): ALL,
    ("training:calendar", ""): ALL,
    ("training:programmes", ""): ALL,
    ("training:programme", "language"): ALL,
    ("training:programme", "comingcourse"): OFFICIAL,
    ("training:material", "opened"): ALL,
    ("training:material", "closedmaterial"): OFFICIAL,
    ("training:material", "hiddenmaterial"): OFFICIAL,
    ("training:session", "course"): ALL,
    ("training:session", "comingsession"): OFFICIAL,
    ("training:session_calendar", "course"): ALL,
    ("training:session_calendar", "comingsession"): OFFICIAL,
    ("training:enrol", "course"): SIGNED_IN,
    ("training:enrol", "competition"): SIGNED_IN,
    ("training:enrol", "comingsession"): DESK,
    ("training:department", "course courseteam"): PERSON_AND_OFFICIAL,
    ("training:batch", "course"): DESK,
    ("training:enrol_person", "course"): DESK,
    ("training:enrol_person", "competition"): DESK,
    ("training:protocol", "judgedsession"): ALL,
    ("training:protocol", "course"): (404,) * 5,
    ("training:protocol_data", "judgedsession"): ALL,
    ("training:mine", ""): SIGNED_IN,
    ("training:enrolment", "offered"): PERSON_AND_OFFICIAL,
    ("training:desk", ""): SIGNED_IN,
    ("training:desk_session", "course"): DESK,
    ("training:desk_session", "competition"): DESK,
    ("training:places", "course"): SIGNED_IN_POST,
    ("training:people", "course"): DESK,
    ("training:applications", "competition"): OWNER_SIGNED_IN,
    ("training:judge", "competition 1"): OWNER_SIGNED_IN,
    ("training:judge", "competition 99"): UNKNOWN,
    ("pages:move", "training.session comingsession publish"): DESK,
    ("pages:move", "training.session course cancel"): (302, 403, 403, 403, 200),
    ("pages:move", "training.enrolment offered confirm"): (302, 404, 404, 200, 403),
    ("pages:move", "training.enrolment offered cancel"): PERSON_AND_OFFICIAL,
    ("pages:move", "training.enrolment queued refuse"): (302, 404, 404, 403, 200),
}
WRITES = [
    ("resident", "training:department", "course courseteam", {"people": "1"}, 404),
    ("official", "training:department", "course courseteam", {"people": "1"}, 400),
    ("owner", "training:enrol_person", "course", {"person": "a@example.org"}, 404),
    ("owner", "training:places", "course", {"places": "5"}, 404),
    ("resident", "training:judge", "competition 1", {"mark-1": "5"}, 404),
    ("official", "training:judge", "competition 1", {"mark-1": "5"}, 404),
    ("resident", "pages:move", "training.session course cancel", {"note": "Нет"}, 403),
    ("resident", "pages:move", "training.enrolment offered confirm", {}, 404),
    ("official", "pages:move", "training.enrolment offered confirm", {}, 403),
    ("owner", "pages:move", "training.enrolment queued refuse", {"note": "Нет"}, 403),
    ("resident", "training:enrol", "comingsession", {"text": "Хочу"}, 404),
]
FORMS = {
    "training:enrol": "text",
    "training:department": "people",
    "training:places": "places",
    "training:enrol_person": "person",
    "training:judge": "mark-1 mark-2",
}
TAKES_ANYTHING = {"training:enrol"}  # a place without a competition asks nothing


def shelve(shelf) -> None:
    shelf.programme = ProgrammeFactory(slug="shelved")
    shelf.session = SessionFactory(programme=shelf.programme, organiser=shelf.user, quota=200)
    shelf.contest_session = SessionFactory(contest=True, judges=[shelf.user])


def _session(shelf):
    return SessionFactory(programme=shelf.programme, organiser=shelf.user)


def _place(shelf):
    return EnrolmentFactory(session=shelf.session)


LISTS = {
    "/training/": _session,
    "/training/programmes/": lambda shelf: ProgrammeFactory(),
    "/training/programmes/shelved/": _session,
}
OWN_LISTS = {
    "/training/my/": lambda shelf: EnrolmentFactory(user=shelf.user),
    "/training/desk/": _session,
    "/training/desk/{session.pk}/": _place,
    "/training/desk/{session.pk}/people.csv": _place,
    "/training/desk/{contest_session.pk}/applications/": lambda shelf: EnrolmentFactory(
        session=shelf.contest_session, state="applied"
    ),
}
ADMIN_LISTS = {
    "/admin/training/programme/": lambda shelf: ProgrammeFactory(),
    "/admin/training/session/": _session,
    "/admin/training/enrolment/": _place,
    "/admin/training/material/": lambda shelf: Material.objects.create(
        programme=shelf.programme, title="Памятка"
    ),
}
EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "training.Programme": EVERYTHING,
    "training.Lecturer": EVERYTHING,
    "training.Material": EVERYTHING,
    "training.Session": EVERYTHING,
    "training.Enrolment": NO_ADD,
}
# The same official works on courses; theirs stand in training_courses.
OFFICIALS = {
    "official of training": (
        organiser,
        ADMIN
        | {f"training.{name}": EVERYTHING for name in ("Module", "Quiz", "Question", "Assignment")},
    )
}
ADMIN_ROWS = {"training.Enrolment": lambda: EnrolmentFactory(user=VerifiedUserFactory())}
