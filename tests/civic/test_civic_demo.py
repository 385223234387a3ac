"""The demo of ideas, appeals and opinions: whole, marked, and loaded twice without doubling."""

import pytest

from civic.demo import appeals, ideas, opinions
from civic.models import Appeal, Challenge, Idea, OpinionBoard, Survey
from civic.reference.appeals import load as load_results
from civic.reference.ideas import load as load_departments
from portal.accounts.demo import load as load_people
from portal.accounts.models import ConsentKind, ConsentText, User
from portal.places.reference import load as load_places

pytestmark = pytest.mark.django_db
LOADERS = (load_departments, load_results, ideas.load, appeals.load, opinions.load)


@pytest.fixture
def city():
    load_places()
    for kind in ConsentKind.values:
        ConsentText.objects.get_or_create(kind=kind, version=1, defaults={"text": "Текст"})
    load_people()
    for load in LOADERS:
        load()


def counted() -> list[int]:
    return [model.objects.count() for model in (Challenge, Idea, Appeal, Survey, OpinionBoard)]


def test_the_demo_has_what_was_promised_and_does_not_double(city):
    assert counted() == [3, 40, 12, 1, 1]
    for load in LOADERS:
        load()
    assert counted() == [3, 40, 12, 1, 1]


def test_all_that_is_invented_says_so(city):
    titles = [
        *Challenge.objects.values_list("title", flat=True),
        *Idea.objects.values_list("title", flat=True),
        *Appeal.objects.values_list("subject", flat=True),
    ]
    assert [title for title in titles if "(демо)" not in title] == []


def test_the_official_of_the_demo_finds_work_in_the_queue(city, client):
    client.force_login(User.objects.get(email="official@example.org"))
    page = client.get("/admin/queue/").content.decode()
    assert "Обращение: направлено" in page
    assert "Идея: официальный ответ" in page


@pytest.mark.parametrize(
    "url",
    [
        "/city/ideas/",
        "/city/challenges/",
        "/city/challenges/stops-demo/",
        "/city/challenges/yards-demo/outcomes/",
        "/city/appeals/answers/",
        "/city/opinions/",
    ],
)
def test_pages_of_the_demo_open(city, client, url):
    assert client.get(url).status_code == 200
