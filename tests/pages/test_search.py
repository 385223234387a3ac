"""Search asks every app, shows what was found, and is not impressed by odd queries."""

import pytest

from portal.pages import search
from portal.pages.search import SearchHit, clean_query
from portal.pages.templatetags.portal import highlight

pytestmark = pytest.mark.django_db
asked = []


def find(user, query, limit):
    asked.append(query)
    return [SearchHit(f"Двор <b>{n}</b>", f"/d/{n}/", "про двор", "Проект") for n in range(99)]


@pytest.fixture(autouse=True)
def _finder(settings):
    asked.clear()
    settings.SEARCHED = [f"{__name__}.find"]


def test_a_visitor_finds_no_more_of_a_kind_than_the_limit(client):
    page = client.get("/search/", {"q": "двор"})
    assert page.text.count('class="hit"') == search.HITS_PER_FINDER
    assert "<mark>Двор</mark> &lt;b&gt;0&lt;/b&gt;" in page.text


def test_a_visitor_who_found_nothing_is_told(client, settings):
    settings.SEARCHED = []
    assert "Ничего не нашлось" in client.get("/search/", {"q": "двор"}).text


@pytest.mark.parametrize("query", ["", " ", "a", "\n"])
def test_too_short_a_query_asks_nobody(client, query):
    assert client.get("/search/", {"q": query}).status_code == 200
    assert asked == []


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  двор   у дома ", "двор у дома"),
        ("а\u202eб\u0007в", "а б в"),
        ("x" * 999, "x" * search.LONGEST_QUERY),
        ("((*.*", "((*.*"),
    ],
)
def test_a_query_is_cleaned_before_anybody_sees_it(client, typed, cleaned):
    assert clean_query(typed) == cleaned
    assert client.get("/search/", {"q": typed}).status_code == 200
    assert asked == [cleaned]


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("Двор", "двор", "<mark>Двор</mark>"),
        ("<script>", "script", "&lt;<mark>script</mark>&gt;"),
        ("a.b axb", "a.b", "<mark>a.b</mark> axb"),
        ("a&b", "", "a&amp;b"),
    ],
)
def test_found_words_are_marked_and_the_rest_is_escaped(text, query, html):
    assert highlight(text, query) == html
