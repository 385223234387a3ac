"""Addresses, forms and lists of learning: modules, tests, works, attendance, certificates."""

from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    days,
    organiser,
    quiz_of,
    student,
    task_of,
)
from tests.tables.answers import OWNER_SIGNED_IN, SIGNED_IN, SIGNED_IN_POST, UNKNOWN
from training.actions import complete, start_attempt
from training.models import Meeting, Module, Work

DESK = (302, 404, 404, 404, 200)


def build(world) -> dict:
    """A course the owner takes, one they ended, a work of another at a mentor."""
    programme = ProgrammeFactory(slug="distance", form="distance")
    module = Module.objects.create(programme=programme, title="Первый шаг", text="Читайте.")
    quiz, task = quiz_of(programme), task_of(programme)
    session = SessionFactory(running=True, programme=programme, organiser=organiser(), quota=9)
    own = EnrolmentFactory(session=session, user=world.owner)
    attempt = start_attempt(quiz, own, actor=world.owner)
    meeting = Meeting.objects.create(
        session=session, title="Занятие", starts_at=days(-2), ends_at=days(-1.9)
    )
    other = EnrolmentFactory(session=session)
    work = Work.objects.create(enrolment=other, assignment=task, text="Двор", state="submitted")
    done = EnrolmentFactory(session=student().session, user=world.owner)
    complete(done, actor=organiser())
    return {
        "runningcourse": session.pk,
        "coursemodule": module.pk,
        "coursequiz": quiz.pk,
        "coursetask": task.pk,
        "ownplace": own.pk,
        "ownattempt": attempt.pk,
        "coursemeeting": meeting.pk,
        "classmatework": work.pk,
        "doneplace": done.pk,
    }


ACCESS = {
    ("training:module", "ownplace coursemodule"): OWNER_SIGNED_IN,
    ("training:quiz", "ownplace coursequiz"): OWNER_SIGNED_IN,
    ("training:work", "ownplace coursetask"): OWNER_SIGNED_IN,
    ("training:feedback", "doneplace"): OWNER_SIGNED_IN,
    ("training:certificate", "doneplace"): DESK,
    ("training:certificate", "ownplace"): UNKNOWN,
    ("training:attempt", "ownattempt"): OWNER_SIGNED_IN,
    ("training:autosave", "ownattempt"): SIGNED_IN_POST,
    ("training:quiz_preview", "coursequiz"): DESK,
    ("training:works", ""): SIGNED_IN,
    ("training:review", "classmatework"): DESK,
    ("training:attendance", "runningcourse coursemeeting"): DESK,
    ("training:complete", "runningcourse"): SIGNED_IN_POST,
    ("training:feedback_results", "runningcourse"): DESK,
    ("pages:move", "training.enrolment ownplace complete"): (302, 404, 404, 403, 200),
    ("pages:move", "training.enrolment ownplace fail"): (302, 404, 404, 403, 200),
    ("pages:move", "training.work classmatework accept"): DESK,
    ("pages:move", "training.work classmatework return"): DESK,
}
WRITES = [
    ("resident", "training:module", "ownplace coursemodule", {}, 404),
    ("official", "training:quiz", "ownplace coursequiz", {}, 404),
    ("resident", "training:attempt", "ownattempt", {"q0": "0"}, 404),
    ("official", "training:attempt", "ownattempt", {"q0": "0"}, 404),
    ("resident", "training:autosave", "ownattempt", {"q0": "0"}, 404),
    ("resident", "training:work", "ownplace coursetask", {"text": "Чужое"}, 404),
    ("owner", "training:review", "classmatework", {"mark-1": "5"}, 404),
    ("owner", "training:attendance", "runningcourse coursemeeting", {}, 404),
    ("owner", "training:complete", "runningcourse", {}, 404),
    ("owner", "training:certificate", "doneplace", {"reason": "Хочу"}, 404),
    ("resident", "training:feedback", "doneplace", {"useful": "1"}, 404),
    ("owner", "pages:move", "training.enrolment ownplace complete", {}, 403),
]
FORMS = {
    "training:attempt": "q0 q1 q2",
    "training:autosave": "q0 q1 q2",
    "training:work": "text files",
    "training:feedback": "useful clear organised text",
    "training:certificate": "reason",
    "training:review": "mark-1 mark-2",
    "training:attendance": "people",
}
WITHOUT_FIELDS = {"training:module", "training:quiz", "training:complete"}


def shelve(shelf) -> None:
    shelf.course = ProgrammeFactory(slug="shelvedcourse")
    shelf.place = EnrolmentFactory(
        user=shelf.user,
        session=SessionFactory(running=True, programme=shelf.course, organiser=shelf.author),
    )
    shelf.mentored = SessionFactory(running=True, programme=shelf.course, quota=99)
    shelf.mentored.mentors.add(shelf.user)
    shelf.task = task_of(shelf.course)


def _work(shelf):
    place = EnrolmentFactory(session=shelf.mentored)
    Work.objects.create(enrolment=place, assignment=shelf.task, text="Двор", state="submitted")


def _module(shelf):
    Module.objects.create(programme=shelf.course, title="Модуль")


OWN_LISTS = {
    "/training/desk/works/": _work,
    "/training/places/{place.pk}/": lambda shelf: (_module(shelf), quiz_of(shelf.course)),
}
ADMIN_LISTS = {
    "/admin/training/module/": _module,
    "/admin/training/quiz/": lambda shelf: quiz_of(shelf.course),
    "/admin/training/question/": lambda shelf: quiz_of(shelf.course),
    "/admin/training/assignment/": lambda shelf: task_of(shelf.course),
}
EVERYTHING = (200,) * 4
ADMIN = {
    "training.Module": EVERYTHING,
    "training.Quiz": EVERYTHING,
    "training.Question": EVERYTHING,
    "training.Assignment": EVERYTHING,
}
SECRET = {"training.attempt", "training.feedbackanswer"}
