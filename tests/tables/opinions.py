"""Addresses, forms and lists of polls and opinion boards."""

from tests.factories.opinions import (
    PERMISSIONS,
    BoardFactory,
    StatementFactory,
    SurveyFactory,
)
from tests.tables.answers import ALL, OFFICIAL, SIGNED_IN, SIGNED_IN_POST

OFFICIAL_RIGHTS = [f"civic.{codename}" for codename in PERMISSIONS]


def build(world) -> dict:
    board = BoardFactory()
    things = {
        "survey": SurveyFactory(),
        "surveyplan": SurveyFactory(state="draft"),
        "board": board,
        "boardplan": BoardFactory(state="draft"),
        "statement": StatementFactory(board=board),
        "statementsent": StatementFactory(board=board, author=world.owner, state="pending"),
    }
    return {name: row.pk for name, row in things.items()}


ACCESS = {
    ("civic:opinions", ""): ALL,
    ("civic:survey", "survey"): ALL,
    ("civic:survey", "surveyplan"): OFFICIAL,
    ("civic:board", "board"): ALL,
    ("civic:board", "boardplan"): OFFICIAL,
    ("civic:voice", "board"): SIGNED_IN_POST,
    ("civic:add_statement", "board"): SIGNED_IN,
    ("civic:add_statement", "boardplan"): (302, 404, 404, 404, 403),
    ("pages:move", "civic.statement statementsent show"): (302, 404, 404, 403, 200),
    ("pages:move", "civic.survey survey stop"): (302, 403, 403, 403, 200),
    ("pages:move", "civic.opinionboard boardplan open"): (302, 404, 404, 404, 200),
}
WRITES = [
    ("resident", "civic:survey", "surveyplan", {"question-1": "0"}, 404),
    ("resident", "civic:voice", "boardplan", {"statement": "1", "value": "1"}, 404),
    ("resident", "civic:add_statement", "boardplan", {"text": "Хочу сказать рано"}, 404),
    ("owner", "pages:move", "civic.statement statementsent show", {"note": ""}, 403),
    ("resident", "pages:move", "civic.survey survey stop", {"note": "Хватит"}, 403),
]
FORMS = {
    "civic:survey": "question-1 question-2",
    "civic:voice": "statement value",
    "civic:add_statement": "text",
}


def shelve(shelf) -> None:
    shelf.board = BoardFactory()


LISTS = {
    "/city/opinions/": lambda shelf: SurveyFactory(),
    "/city/opinions/boards/{board.pk}/": lambda shelf: StatementFactory(board=shelf.board),
}
ADMIN_LISTS = {
    "/admin/civic/survey/": lambda shelf: SurveyFactory(),
    "/admin/civic/statement/": lambda shelf: StatementFactory(),
}
EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "civic.OpinionBoard": EVERYTHING,
    "civic.Statement": NO_ADD,
    "civic.Survey": EVERYTHING,
}
ADMIN_ROWS = {
    "civic.OpinionBoard": BoardFactory,
    "civic.Statement": StatementFactory,
    "civic.Survey": SurveyFactory,
}
SECRET = {"civic.surveyanswer", "civic.statementvote"}
