"""The officials' site: who gets in, what waits there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.cases.queue import QueueItem
from tests.factories.people import SuperuserFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ITEMS = [
    QueueItem("Комментарий", "Без срока, старый", "/c/1/", NOW - timedelta(days=9)),
    QueueItem("Проект", "Срок завтра", "/p/2/", NOW, NOW + timedelta(days=1), mine=True),
    QueueItem("Проект", "Срок вчера", "/p/3/", NOW, NOW - timedelta(days=1)),
]


def items(user):
    return ITEMS


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.MODERATION_QUEUES = [f"{__name__}.items"]


@pytest.fixture
def official(client):
    client.force_login(SuperuserFactory())


def titles(page) -> list[str]:
    return [item.title for item in page.context["items"]]


def test_an_official_sees_the_most_urgent_first(client, official):
    page = client.get(reverse("admin:queue"))
    assert titles(page) == ["Срок вчера", "Срок завтра", "Без срока, старый"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=Комментарий", ["Без срока, старый"]),
        ("overdue=on", ["Срок вчера"]),
        ("mine=on", ["Срок завтра"]),
        ("kind=Проект&mine=on", ["Срок завтра"]),
        ("kind=Чужое", []),
    ],
)
def test_an_official_narrows_the_queue(client, official, query, found):
    page = client.get(f"{reverse('admin:queue')}?{query}")
    assert titles(page) == found


def test_the_front_page_of_the_workplace_counts_what_waits(client, official):
    page = client.get(reverse("admin:index"))
    assert page.context["queue_counts"] == [("Комментарий", 1), ("Проект", 2)]


def test_an_empty_queue_says_so(client, official, settings):
    settings.MODERATION_QUEUES = []
    assert "всё разобрано" in client.get(reverse("admin:queue")).text


def test_a_stranger_signs_in_where_everybody_does(client):
    answer = client.get(reverse("admin:queue"), follow=True)
    assert answer.request["PATH_INFO"] == reverse("account_login")
    assert "next=%2Fadmin%2Fqueue%2F" in answer.redirect_chain[-1][0].replace("/", "%2F")


def test_a_resident_is_told_whose_place_it_is(client):
    client.force_login(UserFactory())
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.status_code == 403
    assert "Сюда нельзя" in answer.text


def test_pages_of_the_workplace_carry_no_inline_script_or_style(client, official):
    page = client.get(reverse("admin:queue")).text
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=") + page.count("<script id=")
