"""Addresses, forms and lists of issue reports."""

import hashlib
from decimal import Decimal

from civic.actions.reports_drafts import confirm_token
from civic.actions.reports_open311 import token_of
from civic.hot_places import RECURRING
from civic.models import ApiKey, CategoryQuestion, MeToo, Report, Route, SavedSearch
from portal.files.actions import attach_image
from tests.factories.civic_reports import (
    MODERATOR,
    CategoryFactory,
    DepartmentFactory,
    ExecutorFactory,
    ModeratorFactory,
    ReportFactory,
)
from tests.factories.files import photo
from tests.factories.people import UserFactory
from tests.tables.answers import (
    ALL,
    NOBODY,
    OWNER_AND_OFFICIAL,
    REDIRECTS,
    SIGNED_IN,
    SIGNED_IN_POST,
)

OFFICIAL_RIGHTS = [*MODERATOR]
BOX = "?bbox=49,58,50,59&zoom=12"


def build(world) -> dict:
    """The owner's: public, private, waiting, returned, answered; an unsent draft."""
    own = {"reporter": world.owner, "district": world.district}
    category = CategoryFactory()
    CategoryQuestion.objects.create(category=category, code="size", text="Какого размера?")
    states = {"pothole": "in_progress", "sifted": "moderation", "returned": "rejected"}
    things = {
        name: ReportFactory(**own, state=state, category=category).pk
        for name, state in states.items()
    }
    things["hushed"] = ReportFactory(**own, is_private=True).pk
    things["replied"] = ReportFactory(**own, state="answered", answer_text="Готово").pk
    draft = ReportFactory(state="draft", reporter=None, confirm_email="new@example.org")
    draft.draft_key = "0" * 32
    Report.objects.filter(pk=draft.pk).update(draft_key=draft.draft_key)
    draft.refresh_from_db()
    picture = attach_image(draft, photo(), actor=None)
    posted = ReportFactory(state="moderation", source="open311", reporter=None)
    search = SavedSearch.objects.create(user=world.owner, name="Двор", category=category)
    digest = hashlib.sha256(b"key").hexdigest()
    ApiKey.objects.create(name="Система (демо)", digest=digest)
    return things | {
        "unsent": draft.pk,
        "letter": confirm_token(draft),
        "unsentphoto": picture.pk,
        "token": token_of(posted),
        "mysearch": search.pk,
    }


ACCESS = {
    ("civic:reports", ""): ALL,
    ("civic:reports", "?mine=1"): ALL,
    ("civic:points", BOX): ALL,
    ("civic:table", ""): ALL,
    ("civic:download", ""): ALL,
    ("civic:feed", ""): ALL,
    ("civic:heat", ""): ALL,
    ("civic:heat_map", ""): ALL,
    ("civic:overdue", ""): ALL,
    ("civic:statistics", ""): ALL,
    ("civic:statistics_table", ""): ALL,
    ("civic:hot", ""): ALL,
    ("civic:hot_points", ""): ALL,
    ("civic:hot_place", ""): NOBODY,
    ("civic:hot_project", ""): NOBODY,
    ("civic:searches", ""): SIGNED_IN,
    ("civic:drop_search", "mysearch"): SIGNED_IN_POST,
    ("civic:new", ""): ALL,
    ("civic:photo", ""): (405,) * 5,
    ("civic:draft_photo", "unsentphoto"): NOBODY,
    ("civic:drop_photo", "unsentphoto"): (405,) * 5,
    ("civic:check", ""): REDIRECTS,  # no draft yet: to step one
    ("civic:confirm", "letter"): ALL,
    ("civic:confirm", "nonsense"): NOBODY,
    ("civic:report", "pothole"): ALL,
    ("civic:report", "hushed"): OWNER_AND_OFFICIAL,
    ("civic:report", "sifted"): OWNER_AND_OFFICIAL,
    ("civic:report", "returned"): OWNER_AND_OFFICIAL,
    ("civic:report", "unsent"): NOBODY,
    ("civic:point", "pothole"): ALL,
    ("civic:point", "hushed"): OWNER_AND_OFFICIAL,
    ("civic:me_too", "pothole"): SIGNED_IN_POST,
    ("civic:fix", "replied"): SIGNED_IN_POST,
    ("civic:rate", "replied"): SIGNED_IN_POST,
    ("civic:still", "pothole"): SIGNED_IN_POST,
    ("civic:correct", "returned"): SIGNED_IN_POST,
    ("pages:move", "civic.report replied confirm"): (302, 403, 403, 200, 403),
    ("pages:move", "civic.report sifted assign"): (302, 404, 404, 403, 200),
    ("pages:move", "civic.report hushed take"): (302, 404, 404, 403, 200),
    ("discussion:thread", "civic.report pothole"): ALL,
    ("discussion:thread", "civic.report hushed"): OWNER_AND_OFFICIAL,
    ("discussion:follow", "civic.report pothole"): SIGNED_IN_POST,
    ("open311:services", "json"): ALL,
    ("open311:definition", "road_pothole xml"): ALL,
    ("open311:requests", "xml"): ALL,
    ("open311:request", "pothole json"): ALL,
    ("open311:request", "hushed json"): NOBODY,
    ("open311:request", "sifted json"): NOBODY,
    ("open311:token", "token json"): ALL,
}
WRITES = [
    ("resident", "civic:me_too", "hushed", {"on": "1"}, 404),
    ("resident", "civic:me_too", "sifted", {"on": "1"}, 404),
    ("owner", "civic:me_too", "pothole", {"on": "1"}, 403),
    ("resident", "civic:fix", "replied", {"fixed": "yes"}, 403),
    ("owner", "civic:fix", "replied", {"fixed": "yes"}, 403),
    ("resident", "civic:rate", "replied", {"rating": "1"}, 403),
    ("official", "civic:rate", "replied", {"rating": "5"}, 403),
    ("resident", "civic:still", "pothole", {"there": "0"}, 403),
    ("official", "civic:still", "pothole", {"there": "0"}, 403),
    ("resident", "civic:correct", "returned", {}, 404),
    ("official", "civic:correct", "returned", {}, 403),
    ("resident", "civic:drop_search", "mysearch", {}, 404),
    ("resident", "civic:drop_photo", "unsentphoto", {}, 404),
    ("resident", "pages:move", "civic.report replied confirm", {}, 403),
    ("resident", "pages:move", "civic.report sifted assign", {}, 404),
    ("owner", "pages:move", "civic.report sifted assign", {}, 403),
    ("resident", "discussion:thread", "civic.report hushed", {"text": "Вижу!"}, 404),
    ("resident", "discussion:follow", "civic.report hushed", {}, 404),
    ("stranger", "open311:requests", "json", {"service_code": "road_pothole"}, 403),
]
# The form is for everybody: the draft waits until the person signs in or opens the letter.
FOR_STRANGERS = {"civic:new", "civic:photo", "civic:confirm", "civic:check"}
REDIRECTED = {"civic:check"}

FORMS = {
    "civic:new": "point_latitude point_longitude address category text",
    "civic:me_too": "on instead",
    "civic:fix": "fixed",
    "civic:rate": "rating",
    "civic:still": "there",
    "civic:searches": "name point_latitude point_longitude radius drawn category district mode",
    "open311:requests": "api_key service_code lat long address_string description email",
}
WITHOUT_FIELDS = {
    "civic:photo",
    "civic:drop_photo",
    "civic:check",
    "civic:confirm",
    "civic:drop_search",
    "civic:correct",
}
TAKES_ANYTHING = {"civic:me_too", "civic:still", "civic:fix"}
KEEPS_WHAT_IS_TYPED = {"civic:new"}


def shelve(shelf) -> None:
    shelf.category = CategoryFactory()
    shelf.report = ReportFactory(district=shelf.district, reporter=shelf.author)


def _report(shelf, **fields):
    department = DepartmentFactory(code=f"d{Report.objects.count()}")
    row = {"district": shelf.district, "reporter": shelf.author, "category": shelf.category}
    return ReportFactory(**{**row, "department": department, **fields})


def _recurring(shelf):
    """A hot place more: as many reports as make one, away from the others."""
    at = Report.objects.count()
    point = {"latitude": Decimal(58500000 + at * 400).scaleb(-6), "longitude": Decimal("49.6")}
    for _time in range(RECURRING):
        _report(shelf, **point)


def _late(shelf):
    report = _report(shelf)
    Report.objects.filter(pk=report.pk).update(due_at="2026-01-01T00:00Z")


def _neighbour(shelf):
    MeToo.objects.create(report=shelf.report, user=UserFactory())


LISTS = {
    "/city/reports/": _report,
    "/city/reports/?status=all&q=яма&category={category.pk}": _report,
    f"/city/reports/map.json{BOX}": _report,
    "/city/reports/reports.csv": _report,
    "/city/reports/reports.geojson": _report,
    "/city/reports/feed.xml": _report,
    "/city/reports/heat.json": _report,
    "/city/reports/overdue/": _late,
    "/city/reports/statistics/?by=department": _report,
    "/city/reports/hot/": _recurring,
    "/city/reports/{report.pk}/": _neighbour,
    "/open311/v2/requests.json": _report,
    "/open311/v2/services.json": lambda shelf: CategoryFactory(code=f"c{Report.objects.count()}"),
    "/search/?q=яма": _report,
}
OWN_LISTS = {
    "/city/reports/?mine=1": lambda shelf: _report(shelf, reporter=shelf.user, state="moderation"),
    "/city/reports/searches/": lambda shelf: SavedSearch.objects.create(
        user=shelf.user, name="Двор", category=shelf.category, district=shelf.district
    ),
}
ADMIN_LISTS = {
    "/admin/civic/report/": _report,
    "/admin/civic/report/desk/": lambda shelf: _report(shelf, state="moderation"),
}

EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "civic.ApiKey": EVERYTHING,
    "civic.Category": EVERYTHING,
    "civic.Department": EVERYTHING,
    "civic.EscalationPost": EVERYTHING,
    "civic.Handover": NO_ADD,
    "civic.RejectReason": EVERYTHING,
    "civic.ReplyTemplate": EVERYTHING,
    "civic.Report": EVERYTHING,
    "civic.Route": EVERYTHING,
}
ADMIN_ROWS = {
    "civic.Report": ReportFactory,
    "civic.Route": lambda: Route.objects.create(
        category=CategoryFactory(), department=DepartmentFactory()
    ),
}
OFFICIALS = {
    "moderator of reports": (ModeratorFactory, {"civic.Report": EVERYTHING}),
    "executor of reports": (ExecutorFactory, {"civic.Report": NO_ADD}),
}
SECRET = {"civic.metoo", "civic.fixvote", "civic.savedsearch"}
