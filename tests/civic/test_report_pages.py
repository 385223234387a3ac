"""Pages of reports: filters, exports, map, statistics, hot places, saved searches."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from civic.actions.reports_moves import assign
from civic.figures import figures
from civic.hot_places import hot_places
from civic.models import Report, SavedSearch
from portal.law.reference import load as load_law
from portal.notifications.models import Notification
from tests.factories.budgeting import RoundFactory
from tests.factories.civic_reports import (
    CategoryFactory,
    EscalationPostFactory,
    ModeratorFactory,
    ReportFactory,
)
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db
LIST = "/city/reports/"
BOX = "bbox=49,58,50,59&zoom=18"
NOW = timezone.now


def body(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode()


@pytest.mark.parametrize(
    ("query", "states"),
    [
        ("", {"assigned", "answered", "disputed"}),
        ("?status=all", {"assigned", "answered", "disputed", "solved", "closed_no"}),
        ("?status=answered", {"answered"}),
        ("?status=solved", {"solved"}),
        ("?status=closed", {"closed_no"}),
        ("?status=overdue", {"disputed"}),
    ],
)
def test_the_list_and_every_file_of_it_show_the_same(client, query, states):
    all_states = ("assigned", "answered", "disputed", "solved", "closed_no", "moderation")
    rows = {state: ReportFactory(state=state, title=f"Дело-{state}.") for state in all_states}
    ReportFactory(is_private=True, title="Дело-тайное.")
    Report.objects.filter(pk=rows["disputed"].pk).update(due_at=NOW() - timedelta(days=1))
    wanted = {f"Дело-{state}." for state in states}
    names = {row.title for row in rows.values()} | {"Дело-тайное."}
    for address in ("", "reports.csv", "reports.geojson", "feed.xml"):
        page = body(client, f"{LIST}{address}{query}")
        assert {name for name in names if name in page} == wanted, address
    points = json.loads(body(client, f"{LIST}map.json{query or '?'}&{BOX}"))
    assert len(points["features"]) == len(wanted)


def test_mine_shows_what_waits_and_what_is_private_to_its_author_alone(client):
    person = VerifiedUserFactory()
    ReportFactory(reporter=person, state="moderation", title="Ждёт")
    ReportFactory(reporter=person, is_private=True, title="Личное")
    ReportFactory(title="Чужое")
    client.force_login(person)
    page = body(client, f"{LIST}?mine=1")
    assert ("Ждёт" in page, "Личное" in page, "Чужое" in page) == (True, True, False)
    points = body(client, f"{LIST}map.json?mine=1&{BOX}")
    assert "Личное" in points
    assert json.loads(body(client, f"{LIST}heat.json?mine=1"))["features"] == []
    feed = body(client, f"{LIST}feed.xml?mine=1")  # an address that readers of feeds pass around
    assert ("Ждёт" in feed, "Личное" in feed) == (False, False)
    client.force_login(VerifiedUserFactory())
    assert "Личное" not in body(client, f"{LIST}map.json?mine=1&{BOX}")


@pytest.mark.parametrize("query", ["?status=nonsense", "?since=2026-02-30", "?category=x"])
def test_a_filter_that_makes_no_sense_is_told(client, query):
    assert client.get(f"{LIST}{query}").status_code == 400
    assert client.get(f"{LIST}map.json{query}&{BOX}").status_code == 400


def test_a_pin_says_how_much_time_is_left(client):
    ReportFactory(due_at=NOW() + timedelta(days=3, hours=1))
    assert "до срока: 3" in body(client, f"{LIST}map.json?{BOX}")


def test_a_formula_in_a_report_is_only_text_in_the_table(client):
    ReportFactory(title="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in body(client, f"{LIST}reports.csv")


def test_statistics_count_only_confirmed_closures_and_the_median(client):
    now = NOW()
    answers = ((2, "reporter"), (4, ""), (9, "neighbours"), (1, "quiet"), (8, ""))
    for days, proof in answers:
        sent = now - timedelta(days=20)
        ReportFactory(
            state="solved", proof=proof, published_at=sent,
            answered_at=sent + timedelta(days=days), fix_due=sent + timedelta(days=5),
        )  # fmt: skip
    line = figures(Report.objects.public(), "category", now)[0]
    assert (line.total, line.solved, line.median, line.in_time) == (5, 3, 4.0, 60)
    assert line.ninety == 8.6  # PERCENTILE_CONT of 1, 2, 4, 8 and 9 days
    assert "8,6" in body(client, f"{LIST}statistics/")
    assert "8,6" in body(client, f"{LIST}statistics.csv")


def test_fewer_than_five_answers_or_marks_give_no_median_share_or_mean(client):
    sent = NOW() - timedelta(days=20)
    for mark in (1, 5, 5, 5):
        ReportFactory(
            state="solved", proof="reporter", published_at=sent, answered_at=NOW(),
            fix_due=NOW(), dispute_count=1, rating=mark,
        )  # fmt: skip
    line = figures(Report.objects.public(), "category", NOW())[0]
    assert (line.total, line.solved) == (4, 4)
    assert (line.median, line.ninety, line.in_time, line.disputed, line.rating) == (None,) * 5
    ReportFactory(
        state="solved", proof="reporter", published_at=sent, answered_at=NOW(), fix_due=NOW(),
        rating=2,
    )  # fmt: skip
    line = figures(Report.objects.public(), "category", NOW())[0]
    assert (line.disputed, line.rating) == (80, 3.6)
    assert "3,6" in body(client, f"{LIST}statistics/")


def test_a_place_with_three_reports_in_a_year_is_hot(client):
    other = CategoryFactory(code="light", name="Свет")
    for step in range(3):
        ReportFactory(latitude=Decimal("58.600000") + step * Decimal("0.0005"))
    ReportFactory(category=other)
    old = ReportFactory(category=other)
    Report.objects.filter(pk=old.pk).update(published_at=NOW() - timedelta(days=500))
    places = hot_places(NOW())
    assert [(place.category.code, place.count) for place in places] == [("road_pothole", 3)]


def test_a_hot_place_is_called_the_same_on_its_own_page(client):
    rows = ReportFactory.create_batch(3)
    newest = rows[-1]
    query = f"latitude=58.6&longitude=49.65&category={newest.category_id}"
    assert newest.address in body(client, f"{LIST}hot/")
    assert f": {newest.address}</h1>" in body(client, f"{LIST}hot/place/?{query}")


def test_a_hot_place_begins_a_budget_project_while_a_round_takes_them(client):
    rows = ReportFactory.create_batch(3)
    ReportFactory(is_private=True)
    ReportFactory(latitude=Decimal("58.603"))  # 330 m away, in a neighbouring cell
    ReportFactory(state="duplicate", merged_into=rows[0])
    query = f"latitude=58.6&longitude=49.65&category={rows[0].category_id}"
    link = f"{LIST}hot/project/?{query}"
    assert "Предложить проект" not in body(client, f"{LIST}hot/")
    assert client.get(link).status_code == 404
    RoundFactory(slug="yards", phase="submission")
    assert "Предложить проект" in body(client, f"{LIST}hot/")
    wanted = ",".join(f"civic.report:{row.pk}" for row in reversed(rows))
    assert client.get(link).url == f"/budget/yards/propose/?from={wanted}"
    shown = body(client, f"{LIST}hot/place/?{query}")
    numbers = [f"№ {row.pk} ·" in shown for row in Report.objects.order_by("pk")]
    assert numbers == [True, True, True, False, False, False]


def test_a_hot_place_is_named_by_an_address(client):
    ReportFactory.create_batch(3, address="ул. Красная, 7")
    assert "ул. Красная, 7" in body(client, f"{LIST}hot/")


def test_a_report_passed_upwards_names_the_post(client):
    EscalationPostFactory(level=2, post="Глава города (демо)")
    report = ReportFactory(escalation=2, due_at=NOW() - timedelta(days=9))
    assert "Глава города (демо)" in body(client, f"{LIST}overdue/")
    assert "Глава города (демо)" in body(client, report.get_absolute_url())


@pytest.fixture
def searcher(client):
    load_law()
    person = VerifiedUserFactory()
    client.force_login(person)
    return person


def told(person) -> list[str]:
    rows = Notification.objects.filter(recipient=person, channel="inbox")
    return list(rows.values_list("topic", flat=True))


def accept(**fields) -> None:
    assign(ReportFactory(state="moderation", **fields), actor=ModeratorFactory())


def test_a_circle_tells_of_what_lies_in_it_and_of_nothing_else(client, searcher):
    fields = {"name": "Дом", "point_latitude": "58.6", "point_longitude": "49.65", "radius": "300"}
    assert client.post(f"{LIST}searches/", {**fields, "mode": "instant"}).status_code == 302
    accept(latitude=Decimal("58.602000"))
    assert told(searcher) == ["reports_near"]
    accept(latitude=Decimal("58.604000"))
    accept(is_private=True)
    assert told(searcher) == ["reports_near"]


def test_a_drawn_area_tells_once_a_day(client, searcher):
    ring = [[49.64, 58.59], [49.66, 58.59], [49.66, 58.61], [49.64, 58.59]]
    drawn = json.dumps({"type": "Polygon", "coordinates": [ring]})
    client.post(f"{LIST}searches/", {"name": "Угол", "drawn": drawn, "mode": "digest"})
    accept(latitude=Decimal("58.595000"), longitude=Decimal("49.655000"))
    accept(latitude=Decimal("58.605000"), longitude=Decimal("49.641000"))
    assert told(searcher) == ["reports_near_digest"]


@pytest.mark.parametrize(
    "drawn", ["{", "[]", '{"type":"Point"}', "1", '{"type":"Polygon","coordinates":[[1]]}']
)
def test_what_is_no_area_is_told_and_not_kept(client, searcher, drawn):
    answer = client.post(f"{LIST}searches/", {"name": "Х", "drawn": drawn, "mode": "instant"})
    assert (answer.status_code, SavedSearch.objects.count()) == (400, 0)


def test_a_search_that_narrows_nothing_is_refused(client, searcher):
    answer = client.post(f"{LIST}searches/", {"name": "Всё", "mode": "instant"})
    assert (answer.status_code, SavedSearch.objects.count()) == (400, 0)


def test_an_author_is_not_told_of_her_own_report(client, searcher):
    SavedSearch.objects.create(user=searcher, name="Всё", district=None, category=CategoryFactory())
    accept(reporter=searcher)
    assert "reports_near" not in told(searcher)
