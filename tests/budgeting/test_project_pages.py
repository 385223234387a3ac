"""The pages and feeds of projects: what they show, to whom, at what cost."""

import json
import re
from html import unescape
from itertools import product

import pytest
from django.core.cache import caches
from django.urls import reverse

from budgeting.models import PRIVATE_STATES, Project, ProjectState
from tests.factories.budgeting import (
    OfficialFactory,
    ProgrammeFactory,
    ProjectFactory,
    ProjectTypeFactory,
    RoundFactory,
)
from tests.factories.people import StaffFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
KIROV = {"bbox": "49,58,50,59", "zoom": "10"}
SECRET = "Секретный-двор"
TITLES = re.compile(r'<h2><a href="/budget/projects/\d+/">(.+?)</a>')
NEXT_PAGE = re.compile(r'rel="next" href="(.+?)"')
DOORS = ("projects", "table", "points", "feed")


@pytest.fixture
def round_():
    return RoundFactory(phase="remarks")


def door(name: str, round_) -> str:
    return reverse(f"budgeting:{name}", args=[round_.slug])


def text(answer) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode()


@pytest.mark.parametrize(("name", "state"), [*product(DOORS, PRIVATE_STATES)])
def test_a_private_project_is_behind_no_public_door(client, round_, name, state):
    ProjectFactory(round=round_, title="Открытый-двор")
    ProjectFactory(round=round_, title=SECRET, problem=SECRET, state=state)
    page = text(client.get(door(name, round_), KIROV if name == "points" else {}))
    assert SECRET not in page
    assert "Открытый-двор" in page


@pytest.mark.parametrize("name", [*DOORS, "round", "propose"])
def test_a_round_in_preparation_has_no_pages(client, name):
    round_ = RoundFactory(phase="submission", is_published=False)
    client.force_login(VerifiedUserFactory())
    assert client.get(door(name, round_)).status_code == 404
    client.force_login(OfficialFactory())
    assert client.get(door(name, round_), KIROV).status_code == 200


@pytest.mark.parametrize("state", ProjectState.values)
def test_a_project_page_opens_to_those_who_may_see_it(client, round_, state):
    project = ProjectFactory(round=round_, state=state)
    seen = {"visitor": client.get(project.get_absolute_url()).status_code}
    people = {
        "stranger": VerifiedUserFactory(),
        "clerk": StaffFactory(),
        "author": project.author,
        "official": OfficialFactory(),
    }
    for role, person in people.items():
        client.force_login(person)
        seen[role] = client.get(project.get_absolute_url()).status_code
    public = 404 if state in PRIVATE_STATES else 200
    assert seen == {
        "visitor": public,
        "stranger": public,
        "clerk": public,
        "author": 200,
        "official": 404 if state == "draft" else 200,
    }


@pytest.mark.parametrize("name", ["point", "support"])
def test_the_lesser_doors_of_a_draft_are_shut_too(client, round_, name):
    draft = ProjectFactory(round=round_, state="draft")
    client.force_login(VerifiedUserFactory())
    url = reverse(f"budgeting:{name}", args=[draft.pk])
    answer = client.post(url, {"on": "1"}) if name == "support" else client.get(url)
    assert answer.status_code == 404


def test_the_page_shows_the_mandatory_content_and_no_private_name(client, round_):
    author = VerifiedUserFactory(last_name="Невидимкин", first_name="Иван")
    project = ProjectFactory(round=round_, author=author)
    page = text(client.get(project.get_absolute_url()))
    for shown in (project.problem, project.solution, project.expected_result, project.address):
        assert shown in page
    assert "500\xa0000\xa0₽" in page
    assert "450\xa0000\xa0₽" in page  # the city's share: what the residents leave
    assert "Невидимкин" not in page


def test_the_page_escapes_what_residents_type(client, round_):
    evil = "<script>alert(1)</script>"
    project = ProjectFactory(round=round_, title=evil, problem=evil, address=evil)
    for url in (project.get_absolute_url(), door("projects", round_), door("feed", round_)):
        assert evil not in text(client.get(url))


def test_a_table_runs_no_formula(client, round_):
    ProjectFactory(round=round_, title="=HYPERLINK(1)", address="@SUM(1)")
    page = text(client.get(door("table", round_)))
    assert ";'=HYPERLINK(1);" in page
    assert ";'@SUM(1);" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "фонарей"}, {"light"}),
        ({"q": "велапарковка"}, {"light"}),
        ({"q": "гаражная"}, {"yard"}),
        ({"type": "light"}, {"light"}),
        ({"state": "contest"}, {"yard"}),
        ({"cost_min": "600000"}, {"yard"}),
        ({"cost_max": "600000"}, {"light"}),
        ({"cost_min": "600 000,00"}, {"yard"}),
        ({"q": "фонарей", "cost_min": "600000"}, set()),
        ({}, {"light", "yard"}),
    ],
)
def test_filters_narrow_the_list(client, round_, query, found):
    light = ProjectTypeFactory(code="light", name="Освещение")
    projects = {
        "light": ProjectFactory(round=round_, title="Фонари и велопарковка", type=light),
        "yard": ProjectFactory(
            round=round_,
            title="Двор",
            solution="Асфальт",
            address="ул. Гаражная, 5",
            state="contest",
            total_cost=700000,
        ),
    }
    if "type" in query:
        query = {"type": light.pk}
    page = text(client.get(door("projects", round_), query))
    shown = {name for name, row in projects.items() if f'href="{row.get_absolute_url()}"' in page}
    assert shown == found


def test_a_filter_nothing_fits_says_so_and_is_no_mistake(client, round_):
    ProjectFactory(round=round_)
    page = text(client.get(door("projects", round_), {"q": "зззз"}))
    assert "По этому отбору проектов нет" in page
    assert "Проверьте условия отбора" not in page


def test_a_project_of_a_commission_round_waits_for_the_commission(client):
    round_ = RoundFactory(selection="commission")
    project = ProjectFactory(round=round_, state="contest")
    assert "Победителей определит комиссия." in text(client.get(project.get_absolute_url()))
    client.force_login(project.author)
    page = text(client.get(reverse("budgeting:my_projects")))
    assert "Победителей определит комиссия." in page


@pytest.mark.parametrize(
    ("sort", "order"), [("new", "cba"), ("support", "bca"), ("cheap", "acb"), ("dear", "bca")]
)
def test_the_list_is_sorted(client, round_, sort, order):
    for name, supporters, cost in (("a", 1, 100), ("b", 9, 900), ("c", 5, 500)):
        ProjectFactory(round=round_, title=name, supporters=supporters, total_cost=cost)
    page = text(client.get(door("projects", round_), {"sort": sort}))
    assert "".join(TITLES.findall(page)) == order


@pytest.mark.parametrize("sort", ["new", "support", "cheap", "dear"])
def test_pages_follow_one_another_without_gaps(client, round_, sort):
    Project.objects.bulk_create(
        Project(round=round_, title=str(n), state="published", supporters=n % 3, total_cost=n % 4)
        for n in range(45)
    )
    seen, url = [], f"{door('projects', round_)}?sort={sort}"
    while url:
        page = text(client.get(url))
        seen += TITLES.findall(page)
        following = NEXT_PAGE.search(page)
        url = following and door("projects", round_) + unescape(following[1])
    assert len(seen) == len(set(seen)) == 45


BAD = (
    {"type": "999999999999999999999999"},
    {"type": "' OR 1=1"},
    {"district": "-1"},
    {"state": "draft"},
    {"state": "submitted"},
    {"cost_min": "много"},
    {"cost_min": "-5"},
    {"cost_max": "1e999"},
    {"cost_max": "NaN"},
    {"sort": "author__email"},
    {"q": "Ж" * 300},
)


@pytest.mark.parametrize(("name", "query"), [*product(("projects", "table", "points"), BAD)])
def test_a_filter_without_sense_is_told_and_shows_nothing(client, round_, name, query):
    ProjectFactory(round=round_, title=SECRET)
    answer = client.get(door(name, round_), {**KIROV, **query})
    assert answer.status_code == 400
    assert SECRET not in text(answer)


@pytest.mark.parametrize("cursor", ["", "x", "9" * 500, "-1", "null", "WyIxIl0:x"])
def test_a_forged_place_in_the_list_opens_the_first_page(client, round_, cursor):
    ProjectFactory(round=round_)
    assert client.get(door("projects", round_), {"after": cursor}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"bbox": "1,2,3", "zoom": "3"},
        {"bbox": "a,b,c,d", "zoom": "3"},
        {"bbox": "nan,0,1,1", "zoom": "3"},
        {"bbox": "0,0,1,1", "zoom": "99"},
        {"bbox": "0,0,1,1", "zoom": "-1"},
    ],
)
def test_a_map_without_sense_is_refused(client, round_, query):
    assert client.get(door("points", round_), query).status_code == 400


def test_the_map_groups_and_counts(client, round_):
    for _n in range(3):
        ProjectFactory(round=round_)
    data = json.loads(text(client.get(door("points", round_), KIROV)))
    assert [feature["properties"]["count"] for feature in data["features"]] == [3]


def test_the_map_obeys_the_filter(client, round_):
    ProjectFactory(round=round_, total_cost=100)
    project = ProjectFactory(round=round_, total_cost=900_000)
    query = {**KIROV, "cost_min": "1000"}
    data = json.loads(text(client.get(door("points", round_), query)))
    assert [feature["properties"]["id"] for feature in data["features"]] == [project.pk]


@pytest.mark.parametrize("url", ["/budget/nothing/", "/budget/nothing/projects/"])
def test_an_unknown_round_is_not_found(client, url):
    assert client.get(url).status_code == 404


def test_an_endless_number_is_not_found(client):
    assert client.get(f"/budget/projects/{'9' * 30}/").status_code in (400, 404)


def queries(client, url, counter, query=None) -> int:
    client.get(url, query or {})  # content types and shapes are remembered
    for cache in caches.all():  # … and what is kept for visitors is not
        cache.clear()
    with counter() as found:
        assert client.get(url, query or {}).status_code == 200
    return len(found)


@pytest.fixture
def counter(django_assert_max_num_queries):
    return lambda: django_assert_max_num_queries(12)


@pytest.mark.parametrize("name", ["projects", "table", "feed", "points", "round"])
def test_a_list_costs_the_same_with_two_projects_and_with_fifty(client, round_, counter, name):
    query = KIROV if name == "points" else {}  # a lone point of the map is one query more
    ProjectFactory.create_batch(2, round=round_)
    few = queries(client, door(name, round_), counter, query)
    ProjectFactory.create_batch(48, round=round_)
    assert queries(client, door(name, round_), counter, query) == few


def test_rounds_cost_the_same_however_many(client, counter):
    RoundFactory(phase="submission")
    one = queries(client, reverse("budgeting:rounds"), counter)
    for _n in range(20):
        RoundFactory(phase="vote", programme=ProgrammeFactory())
    assert queries(client, reverse("budgeting:rounds"), counter) == one


def test_my_projects_cost_the_same_however_many(client, counter):
    author = VerifiedUserFactory()
    client.force_login(author)
    ProjectFactory(author=author)
    one = queries(client, reverse("budgeting:my_projects"), counter)
    for _n in range(19):
        ProjectFactory(author=author)
    assert queries(client, reverse("budgeting:my_projects"), counter) == one


@pytest.mark.parametrize("role", ["visitor", "resident", "author"])
def test_a_project_page_stays_within_its_queries(client, round_, counter, role):
    project = ProjectFactory(round=round_)
    if role != "visitor":
        client.force_login(project.author if role == "author" else VerifiedUserFactory())
    queries(client, project.get_absolute_url(), counter)


def test_support_goes_on_and_off_by_the_button(client, round_):
    project = ProjectFactory(round=round_)
    client.force_login(VerifiedUserFactory())
    url = reverse("budgeting:support", args=[project.pk])
    client.post(url, {"on": "1"})
    assert Project.objects.get().supporters == 1
    client.post(url, {"on": "0"})
    assert Project.objects.get().supporters == 0


def test_the_button_alone_equals_the_one_on_the_page(client, round_):
    project = ProjectFactory(round=round_)
    client.force_login(VerifiedUserFactory())
    url = reverse("budgeting:support", args=[project.pk])
    fragment = text(client.post(url, {"on": "1"}, headers={"HX-Request": "true"}))
    page = text(client.get(project.get_absolute_url()))
    bare = fragment.split("csrfmiddlewaretoken")[0].strip()
    assert "Вы поддержали этот проект" in fragment
    assert bare in page


def test_a_visitor_is_sent_to_sign_in_and_supports_nothing(client, round_):
    project = ProjectFactory(round=round_)
    answer = client.post(reverse("budgeting:support", args=[project.pk]), {"on": "1"})
    assert "login" in answer.url
    assert Project.objects.get().supporters == 0


def test_support_in_the_vote_is_refused(client):
    project = ProjectFactory(state="contest", round=RoundFactory(phase="vote"))
    client.force_login(VerifiedUserFactory())
    answer = client.post(reverse("budgeting:support", args=[project.pk]), {"on": "1"})
    assert answer.status_code == 403
    assert Project.objects.get().supporters == 0


def test_a_page_kept_for_visitors_does_not_outlive_its_publicity(client, round_):
    project = ProjectFactory(round=round_, title=SECRET)
    assert SECRET in text(client.get(project.get_absolute_url()))
    Project.objects.update(state="withdrawn")
    assert client.get(project.get_absolute_url()).status_code == 404


def test_what_is_kept_for_visitors_is_not_of_the_author(client, round_):
    project = ProjectFactory(round=round_)
    url = project.get_absolute_url()
    client.force_login(project.author)
    assert "Отозвать" in text(client.get(url))
    client.logout()
    assert "Отозвать" not in text(client.get(url))
