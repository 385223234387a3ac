"""Addresses, forms and lists of consultations."""

from tests.factories.consultations import SubjectFactory, asked, begun, held, keeper
from tests.factories.consultations import appointed as appointed_one
from tests.factories.property import nko
from tests.tables.answers import ALL, SIGNED_IN

OFFICIAL_RIGHTS = ["grants.manage_consultation"]
SEEN = (302, 404, 404, 200, 200)


def build(world) -> dict:
    """The owner's requests: waiting, held."""
    own = {"organisation": nko(world.owner), "head": world.owner}
    SubjectFactory()
    return {"consultation": asked(**own).pk, "heldconsultation": held(**own).pk}


ACCESS = {
    ("grants:consultations", ""): ALL,
    ("grants:my_consultations", ""): SIGNED_IN,
    ("grants:ask_consultation", ""): SIGNED_IN,
    ("grants:consultation", "consultation"): SEEN,
    ("grants:mark_consultation", "heldconsultation"): (302, 405, 405, 405, 405),
    ("pages:move", "grants.consultation consultation withdraw"): (302, 404, 404, 200, 403),
    ("pages:move", "grants.consultation consultation not_hold"): (302, 404, 404, 403, 200),
    ("pages:move", "grants.consultation consultation appoint"): (302, 404, 404, 403, 200),
}
NOTE = {"note": "Да"}
WRITES = [
    ("resident", "grants:mark_consultation", "heldconsultation", {"helped": "1"}, 404),
    ("official", "grants:mark_consultation", "heldconsultation", {"helped": "1"}, 403),
    ("owner", "grants:mark_consultation", "consultation", {"helped": "1"}, 403),
    ("resident", "grants:ask_consultation", "", {"question": "Чужое"}, 403),
    ("owner", "pages:move", "grants.consultation consultation appoint", NOTE, 403),
    # A time and a person are asked for by the admin's form alone.
    ("official", "pages:move", "grants.consultation consultation appoint", NOTE, 422),
    ("resident", "pages:move", "grants.consultation consultation withdraw", NOTE, 404),
]
FORMS = {
    "grants:ask_consultation": "organisation subject question wished_way wished_on wished_times",
    "grants:mark_consultation": "helped",
}


def shelve(shelf) -> None:
    shelf.team = nko(shelf.user)
    shelf.subject = SubjectFactory()


def _of_team(shelf):
    return asked(organisation=shelf.team, head=shelf.user)


LISTS = {"/grants/consultations/": lambda shelf: held()}
OWN_LISTS = {"/grants/consultations/my/": _of_team}
ADMIN_LISTS = {
    "/admin/grants/consultation/": lambda shelf: begun(appointed_one()),
    "/admin/grants/consultationsubject/": lambda shelf: SubjectFactory(),
    "/admin/queue/?consultations": lambda shelf: (asked(), begun(appointed_one())),
}
EVERYTHING, READ = (200,) * 4, (200, 403, 200, 200)
ADMIN = {"grants.Consultation": READ, "grants.ConsultationSubject": EVERYTHING}
OFFICIALS = {"keeper of consultations": (keeper, dict(ADMIN))}
