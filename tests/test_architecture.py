"""The house rules of docs/architecture.md that a machine can read: arrows, names, sizes."""

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = ("civic", "budgeting", "grants", "volunteers", "training")
# Each layer of the core may import only those before it.
LAYERS = (
    "law",
    "places",
    "accounts",
    "organisations",
    "cases",
    "files",  # after cases: to remove a file is an event in the history of its case
    "notifications",
    "discussion",
    "polls",
    "scoring",
    "draws",
    "pages",
    "portfolio",  # after pages: a certificate is printed with their papers and codes
)
# The vocabulary, in the order of the arrows inside an app: a module imports none to its right.
VOCABULARY = (
    ("models",),
    ("rules",),
    ("actions",),
    ("forms", "filters"),
    ("views", "admin", "tasks", "queues", "search", "home", "reference", "demo", "templatetags"),
    ("urls",),
)
RANK = {name: rank for rank, names in enumerate(VOCABULARY) for name in names}
FREE = {"apps", "migrations", "management", "fixtures", "__init__"}
# Modules named by what they compute or by the contract of a framework, each with its reason.
NAMED = {
    "portal.settings": "Django",
    "portal.registries": "what the apps bring to the core, a part of the settings",
    "portal.urls": "Django",
    "portal.wsgi": "WSGI",
    "portal.celery": "Celery",
    "portal.law.calendar": "working days",
    "portal.law.deadlines": "due dates out of the rules of terms",
    "portal.law.wording": "terms in words",
    "portal.places.geo": "the district of a point",
    "portal.places.plan": "districts drawn with a number on each",
    "portal.places.cells": "a grid whose cells rows keep",
    "portal.places.answers": "GeoJSON as an answer of the web",
    "portal.places.clusters": "points of a map grouped by a grid",
    "portal.files.names": "a file name made safe",
    "portal.files.images": "a photo checked and drawn anew",
    "portal.files.documents": "a document checked",
    "portal.files.personal_data": "part of «my data»",
    "portal.portfolio.certificate_paper": "a certificate as a PDF",
    "portal.portfolio.personal_data": "part of «my data»",
    "portal.scoring.formulas": "points by the formulas of criteria",
    "portal.draws.lot": "a lot anybody can redo",
    "portal.draws.draw": "the program anybody redoes it by",
    "portal.cases.lifecycle": "the table of states and moves",
    "portal.cases.first_migration": "migration that makes an app's tables at once",
    "portal.cases.append_only": "migration operation: a trigger against UPDATE and DELETE",
    "portal.cases.queue": "shape of a row in the moderation queue",
    "portal.polls.personal_data": "part of «my data»",
    "budgeting.commission_data": "part of «my data»",
    "budgeting.criteria": "the automatic criteria of a project",
    "budgeting.selection": "a ranking out of marks, winners out of a ranking",
    "budgeting.election": "plain data of an election",
    "budgeting.pabulib": "reads and writes the Pabulib format",
    "budgeting.tally": "exact counting rules",
    "budgeting.tally.contest": "what a rule counts and what comes of it",
    "budgeting.tally.equal_shares": "the Method of Equal Shares",
    "budgeting.tally.greedy": "down one list while money lasts",
    "budgeting.tally.offered": "the rules by name",
    "budgeting.tally.options": "the switches of equal shares",
    "budgeting.tally.phragmen": "the sequential rule of Phragmén",
    "budgeting.tally.profile": "ballots as columns",
    "budgeting.tally.purse": "one distribution of equal shares",
    "budgeting.tally.steps": "equal shares with a growing endowment",
    "budgeting.bankfile": "reads rows of a bank",
    "budgeting.refunds": "shares of a refund to the kopeck",
    "budgeting.personal_data": "part of «my data»",
    "budgeting.counting": "the count of a round and its protocol",
    "budgeting.counting.closing": "the end of a vote",
    "budgeting.counting.pots": "the contests of a round",
    "budgeting.counting.progress": "how far a count has come",
    "budgeting.counting.protocol": "the protocol as plain data",
    "budgeting.counting.turnout": "who took part, small cells hidden",
    "budgeting.explanations": "rules and reasons in sentences",
    "budgeting.importing": "a recorded election as a round",
    "budgeting.presets": "ready rule sets out of the fixture",
    "portal.polls.chain": "lines, bodies and heads of a sealed journal",
    "portal.polls.verify": "the checker that is published with a vote; imports nothing of ours",
    "portal.polls.winners": "who won, for the published checker; imports nothing of ours",
    "budgeting.publication": "what a counted round gives to the package of its poll",
    "civic.area": "distances and drawn areas on the map",
    "civic.figures": "statistics of reports",
    "civic.hot_places": "places where reports recur",
    "civic.open311": "reports as GeoReport v2 says them, in JSON and XML",
    "civic.importing": "rows of a foreign CSV as columns of reports",
    "civic.personal_data": "parts of «my data», one a subject",
    "civic.personal_data.reports": "part of «my data»",
    "civic.replies": "ready texts of answers with the report's words",
    "civic.routing": "whom a report goes to and by when",
    "civic.similar": "open reports about the same trouble",
    "civic.urls_open311": "Django: addresses of GeoReport v2, which stand at a path of their own",
    "civic.webhooks": "one POST that reaches no inner address",
    "portal.files.pages": "pages of a document as pictures",
    "portal.files.blurring": "a rectangle of a photo made unreadable",
    "civic.wording": "what changed between two wordings",
    "civic.personal_data.appeals": "part of «my data»",
    "civic.personal_data.opinions": "part of «my data»",
    "civic.opinion_groups": "groups of like opinion",
    "civic.anonymity": "personal data left in a text",
    "civic.personal_data.ideas": "part of «my data»",
    "portal.polls.ballots": "canonical choices, receipt, voter mark, lot",
    "grants.application_paper": "an application as a PDF",
    "grants.awards_data": "part of «my data»",
    "grants.awards_publication": "what an award gives to the package of its polls",
    "grants.awards_paper": "the protocol of an award as a PDF",
    "grants.blinding": "an application without whoever applied",
    "grants.personal_data": "part of «my data»",
    "grants.protocol_paper": "the protocol of a commission as a PDF",
    "grants.similarity": "how much an application resembles earlier ones",
    "training.admission": "who of a ranking gets a place",
    "training.plan_figures": "plan and fact of a year of training",
    "training.personal_data": "part of «my data»",
    "volunteers.agreement_paper": "a three-party agreement as a PDF",
    "volunteers.season_figures": "what a festival adds up to, whole and by district",
    "volunteers.personal_data": "part of «my data»",
    "training.marking": "a test asked and marked",
    "portal.cases.clock": "the database's clock and the guard of a right",
    "portal.pages.rows": "tables of rows inside a form",
    "portal.pages.steps": "a long form in steps",
    "portal.polls.limits": "what a ballot may hold",
    "portal.discussion.threads": "one page of a discussion, for the tag and the views alike",
    "portal.discussion.markup": "plain text of a person as safe HTML",
    "portal.notifications.backends": "Django: EMAIL_BACKEND",
    "portal.notifications.letters": "what a stored row looks like as a letter",
    "portal.notifications.outbox": "the drain: claims, sends, judges failures",
    "portal.notifications.digest": "one letter a day out of many rows",
    "portal.notifications.wake": "asks the broker for a drain without waiting for it",
    "portal.accounts.adapters": "django-allauth: ACCOUNT_ADAPTER, SOCIALACCOUNT_ADAPTER",
    "portal.accounts.admin_pages": "base of the admin pages of people",
    "portal.accounts.census_file": "reads the list of residents",
    "portal.accounts.identity": "the key of a person",
    "portal.accounts.middleware": "Django",
    "portal.accounts.personal_data": "«my data»: what the portal knows about a person",
    "portal.accounts.rights": "the shape of an answer about a right",
    "portal.accounts.second_factor": "django-allauth: MFA_FORMS",
    "portal.accounts.signup": "django-allauth: ACCOUNT_SIGNUP_FORM_CLASS",
    "portal.accounts.sms": "delivery of codes, replaced by a city's own",
    "portal.organisations.personal_data": "«my data»: organisations of a person",
    "portal.organisations.registry_numbers": "check digits of ИНН and ОГРН",
    "portal.pages.admin_site": "Django: app config of the admin",
    "portal.pages.workplace": "the admin site and its queue",
    "portal.pages.cache": "Django: CACHES",
    "portal.pages.context": "Django: context processor",
    "portal.pages.middleware": "Django: middleware",
    "portal.pages.charts": "bars of a chart in whole percent",
    "portal.pages.calendars": "iCalendar feeds",
    "portal.pages.papers": "PDF papers",
    "portal.pages.qr": "QR codes",
    "portal.pages.exports": "CSV tables safe for spreadsheets",
    "portal.pages.errors": "Django: handler400 … handler500",
    "portal.pages.frame": "head and foot of every page, kept in memory",
    "portal.pages.look": "text size and colours a visitor chose",
    "portal.pages.moves": "the action behind a move's button",
    "portal.pages.paging": "pages by the key of the last row",
    "portal.pages.registry": "callables named in settings",
    "portal.pages.texts": "tables of the pages about the portal",
}
FORBIDDEN = {"services", "selectors", "managers", "signals", "utils", "helpers", "mixins", "enums"}


def sources() -> list[Path]:
    return [
        path
        for top in ("portal", *DOMAIN)
        for path in sorted((ROOT / top).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def app_of(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "portal" else parts[0]


def imports_of(path: Path):
    """Pairs (imported dotted name, whether it stands inside a function) of one file."""
    tree = ast.parse(path.read_text())
    inside = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for child in ast.walk(node)
        if isinstance(child, ast.Import | ast.ImportFrom)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in inside, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node in inside, node.lineno


def ours(name: str) -> bool:
    return name.partition(".")[0] in ("portal", *DOMAIN)


def kind_of(module: str) -> str:
    """The word of the vocabulary (or the computation) a module is, within its app."""
    rest = module.removeprefix(app_of(module)).strip(".")
    return rest.split(".")[0] or "__init__"


FILES = sources()
IDS = [module_of(path) for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_module_imports_only_along_the_arrows(path):
    module = module_of(path)
    wrong = [name for name, _inside, _line in imports_of(path) if ours(name) and bad(module, name)]
    assert wrong == []


def bad(module: str, name: str) -> bool:
    here, there = app_of(module), app_of(name)
    if here == there:
        return RANK.get(kind_of(name), -1) > RANK.get(kind_of(module), 99)
    if there in DOMAIN:
        return True
    if (here, there) == ("portal.settings", "portal.registries"):
        return False  # one file, split by subject
    if here in DOMAIN or here == "portal.celery" or there == "portal.celery":
        return False
    if kind_of(module) == "admin" and name.startswith(("portal.pages.admin", "portal.pages.forms")):
        return False  # base pieces of the workplace: nobody imports an admin module, so no cycle
    return layer(there) >= layer(here)


def layer(app: str) -> int:
    name = app.removeprefix("portal.")
    return LAYERS.index(name) if name in LAYERS else len(LAYERS)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_module_bears_a_name_of_the_vocabulary(path):
    module = module_of(path)
    kind = kind_of(module)
    assert not FORBIDDEN & set(module.split("."))
    assert kind in RANK or kind in FREE or module in NAMED or app_of(module) == "portal.runtime"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_an_import_inside_a_function_states_its_reason(path):
    lines = path.read_text().splitlines()
    unexplained = [
        line
        for _name, inside, line in imports_of(path)
        if inside and "#" not in lines[line - 1] and not lines[line - 2].strip().startswith("#")
    ]
    assert unexplained == []


@pytest.mark.parametrize("folder", [*DOMAIN, "portal", "tests", "bench"])
def test_no_file_is_longer_than_five_hundred_lines(folder):
    long = [
        str(path.relative_to(ROOT))
        for path in ROOT.glob(f"{folder}/**/*.py")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > 500
    ]
    assert long == []


def test_files_stay_short_on_the_whole():
    lengths = sorted(len(path.read_text().splitlines()) for path in FILES)
    assert statistics.median(lengths) <= 80
    assert lengths[int(len(lengths) * 0.95)] <= 300


def test_functions_stay_short_on_the_whole():
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert statistics.median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.95)] <= 30
    assert sum(length > 50 for length in lengths) < len(lengths) * 0.01


def test_every_exception_to_the_vocabulary_still_exists():
    assert sorted(set(NAMED) - {module_of(path) for path in FILES}) == []


def test_every_test_file_has_a_name_of_its_own():
    """Folders of tests are no packages: of two files of one name only the first is collected."""
    names = [path.name for path in ROOT.glob("tests/**/test_*.py")]
    assert len(names) == len(set(names))
