"""Pages by key: together they are the list, forwards and backwards, and nothing else opens them."""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgeting.models import Project
from portal.pages.paging import paginate
from tests.factories.budgeting import RoundFactory

pytestmark = pytest.mark.django_db
ORDERS = [
    ("-id",),
    ("id",),
    ("-supporters", "-id"),
    ("supporters", "-id"),
    ("-total_cost", "supporters", "-id"),
    ("title", "id"),
    ("-published_at", "-id"),
]
START = timezone.now().replace(microsecond=123456)


@pytest.fixture
def round_():
    return RoundFactory()


def projects(round_, values):
    Project.objects.all().delete()
    Project.objects.bulk_create(
        Project(
            round=round_,
            title=f"Скамья {value}",
            supporters=value,
            total_cost=Decimal(value) / 3,
            published_at=START + timedelta(microseconds=value),
        )
        for value in values
    )
    return Project.objects.all()


def page(rows, keys, size, query=""):
    request = RequestFactory().get("/", dict(parse_qsl(urlsplit(query).query)))
    return paginate(rows, request, keys=keys, size=size)


def walk(rows, keys, size):
    """All pages forwards, then all of them backwards from the last one."""
    forwards = [page(rows, keys, size)]
    while forwards[-1].next_url:
        forwards.append(page(rows, keys, size, forwards[-1].next_url))
    backwards = [forwards[-1]]
    while backwards[-1].previous_url:
        backwards.append(page(rows, keys, size, backwards[-1].previous_url))
    return forwards, backwards[::-1]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(values=st.lists(st.integers(0, 4), max_size=12), size=st.integers(1, 5))
@pytest.mark.parametrize("keys", ORDERS)
def test_a_reader_turning_pages_sees_the_whole_list_both_ways(round_, keys, values, size):
    rows = projects(round_, values)
    whole = list(rows.order_by(*keys))
    for pages in walk(rows, keys, size):
        assert [row for each in pages for row in each] == whole
        assert [len(each) for each in pages[:-1]] == [size] * (len(pages) - 1)


@pytest.mark.parametrize(
    "query", ["?after=x", "?before=%7B", "?after=WzFd:forged", "?after=" + "9" * 500, "?after="]
)
def test_a_forged_cursor_opens_the_first_page(round_, query):
    rows = projects(round_, range(5))
    assert page(rows, ("-id",), 2, query).items == page(rows, ("-id",), 2).items


def test_a_cursor_of_another_list_opens_the_first_page(round_):
    rows = projects(round_, range(5))
    foreign = page(rows, ("-supporters", "-id"), 2).next_url
    assert page(rows, ("-id",), 2, foreign).items == page(rows, ("-id",), 2).items


def test_a_page_whose_rows_vanished_opens_the_first(round_):
    rows = projects(round_, range(4))
    last = page(rows, ("id",), 2, page(rows, ("id",), 2).next_url)
    Project.objects.filter(id__in=[row.id for row in page(rows, ("id",), 2)]).delete()
    assert page(rows, ("id",), 2, last.previous_url).items == last.items


def test_a_link_to_the_next_page_keeps_the_filters(round_):
    rows = projects(round_, range(3))
    url = page(rows, ("-id",), 2, "?q=двор&state=works&after=").next_url
    assert dict(parse_qsl(urlsplit(url).query)).items() >= {"q": "двор", "state": "works"}.items()


def test_a_list_ordered_by_something_empty_is_refused_aloud(round_):
    rows = projects(round_, range(3))
    rows.update(published_at=None)
    with pytest.raises(ValueError, match="null"):
        page(rows, ("-published_at", "-id"), 2)


def test_every_page_costs_one_query(round_, django_assert_num_queries):
    rows = projects(round_, range(30))
    url = ""
    for _number in range(5):
        with django_assert_num_queries(1):
            url = page(rows, ("-supporters", "-id"), 5, url).next_url


def test_a_deep_page_reads_the_index_from_its_place(round_):
    rows = projects(round_, range(3)).filter(round=round_)
    place = page(rows, ("-supporters", "-id"), 1).next_url
    request = RequestFactory().get("/", dict(parse_qsl(urlsplit(place).query)))
    sql = _sql_of(lambda: paginate(rows, request, keys=("-supporters", "-id"), size=1))
    assert '("budgeting_project"."supporters", "budgeting_project"."id") <' in sql
    assert "OFFSET" not in sql


def _sql_of(call) -> str:
    with CaptureQueriesContext(connection) as queries:
        call()
    return queries[0]["sql"]
