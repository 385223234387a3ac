"""Addresses, forms and lists of appeals (59-ФЗ)."""

from civic.models import AppealDesk, PublishedAnswer
from tests.factories.appeals import AppealFactory, DeskFactory
from tests.factories.ideas import DepartmentFactory
from tests.tables.answers import (
    ALL,
    OWNER_SIGNED_IN,
    SIGNED_IN,
    SIGNED_IN_POST,
)

OFFICIAL_RIGHTS = ["civic.view_appeal"]


def build(world) -> dict:
    """The owner's appeals; the official of the city works at the desk of one department."""
    department = DepartmentFactory()
    AppealDesk.objects.create(user=world.official, department=department)
    fields = {"author": world.owner}
    appeals = {
        "appealdraft": AppealFactory(state="draft", **fields),
        "appealsent": AppealFactory(state="sent", **fields),
        "appeal": AppealFactory(**fields),
        "appealelsewhere": AppealFactory(department=DepartmentFactory(code="roads"), **fields),
        "appealanswered": AppealFactory(state="answered", allows_publication=True, **fields),
    }
    shown = PublishedAnswer.objects.create(
        appeal=appeals["appealanswered"],
        subject="Скамейки",
        question="Когда?",
        answer="Весной.",
        kind="statement",
        department=department,
    )
    return {name: row.pk for name, row in appeals.items()} | {"published": shown.pk}


BOTH = (302, 404, 404, 200, 200)
ACCESS = {
    ("civic:appeals", ""): ALL,
    ("civic:my_appeals", ""): SIGNED_IN,
    ("civic:file_appeal", ""): SIGNED_IN,
    ("civic:published_answers", ""): ALL,
    ("civic:published_answer", "published"): ALL,
    ("civic:appeal", "appeal"): BOTH,
    ("civic:appeal", "appealdraft"): OWNER_SIGNED_IN,
    ("civic:appeal", "appealsent"): OWNER_SIGNED_IN,
    ("civic:appeal", "appealelsewhere"): OWNER_SIGNED_IN,
    ("civic:appeal", "appealanswered"): BOTH,
    ("civic:edit_appeal", "appealdraft"): OWNER_SIGNED_IN,
    ("civic:edit_appeal", "appeal"): (302, 404, 404, 403, 403),
    ("civic:answer_appeal", "appeal"): (302, 404, 404, 403, 200),
    ("civic:answer_appeal", "appealelsewhere"): (302, 404, 404, 403, 404),
    ("civic:assign_appeal", "appeal"): (302, 404, 404, 403, 403),
    ("civic:appeal_consent", "appeal"): SIGNED_IN_POST,
    ("civic:publish_answer", "appealanswered"): (302, 404, 404, 403, 200),
    ("civic:publish_answer", "appeal"): (302, 404, 404, 403, 403),
    ("pages:move", "civic.appeal appealdraft send"): OWNER_SIGNED_IN,
    ("pages:move", "civic.appeal appeal clarify"): (302, 404, 404, 403, 200),
    ("pages:move", "civic.appeal appealelsewhere clarify"): (302, 404, 404, 403, 404),
    ("discussion:thread", "civic.appeal appeal"): (404,) * 5,
}
WRITES = [
    ("resident", "civic:edit_appeal", "appealdraft", {"text": "Чужое"}, 404),
    ("owner", "civic:edit_appeal", "appeal", {"text": "Поздно"}, 403),
    ("owner", "civic:answer_appeal", "appeal", {"note": "Да", "post": "Я"}, 403),
    ("official", "civic:answer_appeal", "appealelsewhere", {"note": "Да", "post": "Я"}, 404),
    ("official", "civic:assign_appeal", "appeal", {"department": "1"}, 403),
    ("official", "civic:appeal_consent", "appeal", {"allow": "1"}, 403),
    ("resident", "civic:appeal_consent", "appeal", {"allow": "1"}, 404),
    ("owner", "civic:publish_answer", "appealanswered", {"answer": "Да"}, 403),
    ("official", "civic:publish_answer", "appeal", {"answer": "Да"}, 403),
    ("newcomer", "civic:file_appeal", "", {"subject": "Тема", "text": "Суть"}, 403),
    ("official", "pages:move", "civic.appeal appealsent register", {"note": ""}, 404),
    ("official", "pages:move", "civic.appeal appealdraft withdraw", {"note": ""}, 404),
    ("resident", "pages:move", "civic.appeal appeal withdraw", {"note": ""}, 404),
    ("official", "pages:move", "civic.appeal appeal withdraw", {"note": ""}, 403),
    ("owner", "pages:move", "civic.appeal appeal extend", {"note": "Долго"}, 403),
]
FIELDS = (
    "kind addressee complained_about subject text reply_email reply_address is_collective "
    "co_applicants allows_publication documents"
)
FORMS = {
    "civic:file_appeal": FIELDS,
    "civic:edit_appeal": FIELDS,
    "civic:answer_appeal": "post result note",
    "civic:assign_appeal": "department",
    "civic:appeal_consent": "allow",
    "civic:publish_answer": "subject question answer",
}
TAKES_ANYTHING = {"civic:appeal_consent"}


def shelve(shelf) -> None:
    shelf.department = DepartmentFactory(code="shelf")


def _published(shelf):
    appeal = AppealFactory(state="answered", department=shelf.department)
    PublishedAnswer.objects.create(
        appeal=appeal,
        subject="Скамейки",
        question="Когда?",
        answer="Весной.",
        kind="statement",
        department=shelf.department,
    )


def _on_desk(shelf):
    """The administrator of the list has a desk, else the list would be empty."""
    AppealFactory(department=shelf.department)


LISTS = {"/city/appeals/answers/": _published}
OWN_LISTS = {"/city/appeals/my/": lambda shelf: AppealFactory(author=shelf.user)}
ADMIN_LISTS = {"/admin/civic/appeal/": _on_desk}
EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
# An administrator without a desk opens the registry and finds nothing in it.
CLOSED = (200, 403, 302, 302)
ADMIN = {
    "civic.Appeal": CLOSED,
    "civic.AppealDesk": EVERYTHING,
    "civic.AppealResult": EVERYTHING,
}
ADMIN_ROWS = {"civic.Appeal": AppealFactory}
OFFICIALS = {
    "official of appeals": (DeskFactory, {"civic.Appeal": NO_ADD}),
    "official of another department": (lambda: DeskFactory(desk="roads"), {"civic.Appeal": CLOSED}),
}
SECRET = {"civic.publishedanswer"}
