"""A reader of the results looks at the other rules and at who took part, on any screen."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from budgeting.actions import close_vote, open_vote
from budgeting.counting import close_and_count
from portal.polls.actions import cast_ballot
from portal.polls.models import Poll
from tests.browser.test_vote import fits
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counted():
    round_ = RoundFactory(phase="vote", slug="yards", budget=100, tally_rule="mes")
    for cost in (90, 40, 40):
        ProjectFactory(round=round_, state="contest", total_cost=cost)
    open_vote(round_)
    round_.refresh_from_db()
    for choices in ([1], [1], [1], [2, 3], [2, 3]):
        cast_ballot(round_.poll, voter=VerifiedUserFactory(), choices=choices)
    Poll.objects.update(closes_at=timezone.now())
    round_.refresh_from_db()
    close_vote(round_, close_and_count)
    return round_


def test_a_reader_asks_why_under_another_rule_and_comes_back(page, live_server, counted, axe):
    page.goto(live_server.url + reverse("budgeting:results", args=[counted.slug]))
    assert fits(page)
    axe(page)
    page.get_by_role("link", name="По голосам на рубль").click()
    why = page.get_by_role("heading", name="Почему так вышло бы по правилу «По голосам на рубль»")
    expect(why).to_be_visible()
    assert fits(page)
    axe(page)
    page.get_by_role("link", name="Назад к сравнению правил").click()
    expect(why).to_be_hidden()
