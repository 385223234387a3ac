"""The search finds challenges first, then ideas by their words, or by a near spelling of titles."""

import pytest

from civic.search.ideas import find
from tests.factories.ideas import ChallengeFactory, IdeaFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_a_filter_no_idea_fits_says_so_and_is_no_mistake(client):
    IdeaFactory()
    page = client.get("/city/ideas/", {"q": "зззз"}).content.decode()
    assert "По этому отбору идей нет" in page
    assert "Проверьте условия отбора" not in page


@pytest.mark.parametrize("query", ["набережная", "набережнаяя"])
def test_a_resident_finds_challenges_and_ideas_by_words_or_near_ones(query):
    challenge = ChallengeFactory(title="Набережная зимой (демо)")
    idea = IdeaFactory(title="Набережная", text="Поставить скамьи")
    IdeaFactory(title="Каток")
    found = find(UserFactory(), query, 20)
    assert {hit.url for hit in found} == {challenge.get_absolute_url(), idea.get_absolute_url()}
    assert found[0].url == challenge.get_absolute_url()
