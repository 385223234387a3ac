"""Addresses, forms and lists of the code of ethics and the training plan."""

from django.utils import timezone

from tests.factories.ethics import ETHICS_RIGHTS, CodeFactory, ConductFactory, keeper, today
from tests.factories.training import ProgrammeFactory, department
from tests.tables.answers import ALL, OFFICIAL, REDIRECTS, SIGNED_IN, SIGNED_IN_POST
from training.models import ConductDecision, PlanLine

OFFICIAL_RIGHTS = list(ETHICS_RIGHTS)
HEADS = (302, 404, 404, 200, 200)  # the owner heads a department of the table of training


def build(world) -> dict:
    CodeFactory(number=901)
    CodeFactory(number=902, state="draft")
    return {"conductfeedback": ConductFactory().pk}


ACCESS = {
    ("training:ethics", ""): ALL,
    ("training:code", "901"): ALL,
    ("training:code", "902"): OFFICIAL,
    ("training:acknowledge", "901"): SIGNED_IN_POST,
    ("training:code_report", "901"): HEADS,
    ("training:conduct", ""): SIGNED_IN,
    ("training:my_conduct", ""): SIGNED_IN,
    ("training:decisions", ""): ALL,
    ("training:this_year", ""): REDIRECTS,
    ("training:plan", "2026"): ALL,
    ("training:plan_table", "2026"): ALL,
    ("pages:move", "training.conductfeedback conductfeedback accept"): (
        302,
        404,
        404,
        404,
        200,
    ),
}
REDIRECTED = {"training:this_year"}
WRITES = [
    ("resident", "training:acknowledge", "901", {"digest": "0" * 64}, 403),
    ("owner", "training:acknowledge", "901", {"digest": "0" * 64}, 409),
    ("owner", "pages:move", "training.conductfeedback conductfeedback accept", {}, 404),
    ("newcomer", "training:conduct", "", {"polite": "5"}, 400),
]
FORMS = {
    "training:conduct": "department contact contact_on polite clear timely text",
    "training:acknowledge": "digest",
}


def shelve(shelf) -> None:
    shelf.code = CodeFactory(number=903, effective_on=today(5))


def _decision(shelf):
    number = ConductDecision.objects.count()
    ConductDecision.objects.create(
        number=f"{number}", decided_on=today(), question="Конфликт интересов", decision="Нет.",
        is_published=True,
    )  # fmt: skip


def _line(shelf):
    PlanLine.objects.create(
        year=timezone.localdate().year, programme=ProgrammeFactory(), people=1,
        department=department(servants=1),
    )  # fmt: skip


LISTS = {
    "/training/ethics/": lambda shelf: ConductFactory(state="accepted"),
    "/training/ethics/decisions/": _decision,
    "/training/ethics/903/": lambda shelf: shelf.code.articles.create(
        number=shelf.code.articles.count() + 1, title="Статья", text="Текст"
    ),
    f"/training/plan/{timezone.localdate().year}/": _line,
    f"/training/plan/{timezone.localdate().year}/plan.csv": _line,
}
OWN_LISTS = {"/training/ethics/conduct/my/": lambda shelf: ConductFactory(author=shelf.user)}
ADMIN_LISTS = {
    "/admin/training/codeversion/": lambda shelf: CodeFactory(),
    "/admin/training/conductfeedback/": lambda shelf: ConductFactory(),
    "/admin/training/conductdecision/": _decision,
    "/admin/training/planline/": _line,
}
EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "training.CodeVersion": EVERYTHING,
    "training.ConductFeedback": NO_ADD,
    "training.ConductDecision": EVERYTHING,
    "training.PlanLine": EVERYTHING,
}
ADMIN_ROWS = {
    "training.CodeVersion": lambda: CodeFactory(state="draft"),
    "training.ConductFeedback": ConductFactory,
}
OFFICIALS = {"official of ethics": (keeper, ADMIN)}
SECRET = {"training.acknowledgement"}
