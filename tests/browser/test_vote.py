"""Voting on a phone and at a desk: two steps, an unmissable receipt, no violation on the way."""

import pytest
from playwright.sync_api import expect

from budgeting.actions import close_vote, open_vote
from budgeting.counting import close_and_count
from portal.polls.models import Ballot, Poll
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.people import PASSWORD, VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def voting():
    round_ = RoundFactory(phase="vote", slug="yards", max_choices=2, budget=350_000)
    for title, cost in (("Сквер у школы", 100_000), ("Двор", 200_000), ("Свет", 300_000)):
        ProjectFactory(round=round_, state="contest", title=title, total_cost=cost)
    open_vote(round_)
    round_.refresh_from_db()
    return round_


@pytest.fixture
def said(page):
    """Everything the console said."""
    lines = []
    page.on("console", lambda message: lines.append(message.text))
    page.on("pageerror", lambda error: lines.append(str(error)))
    return lines


def sign_in(page, live_server, user):
    page.goto(f"{live_server.url}/accounts/login/?next=/budget/yards/vote/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("h1")).to_have_text("Выберите проекты")


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_resident_votes_and_keeps_a_receipt(page, live_server, voting, said, axe):
    sign_in(page, live_server, VerifiedUserFactory())
    said.clear()
    axe(page)
    page.locator("#choice-1").check()
    page.locator("#choice-3").check()
    expect(page.locator("[data-count]")).to_contain_text("Отмечено: 2 из 2, на сумму 400")
    page.locator("#choice-2").check()
    expect(page.locator("[data-count]")).to_contain_text("Снимите лишние")
    page.locator("#choice-2").uncheck()
    page.get_by_role("button", name="Дальше").click()
    expect(page.locator("h1")).to_have_text("Проверьте и подтвердите")
    expect(page.locator("main")).to_contain_text("Ваш голос ещё не учтён")
    axe(page)
    assert Ballot.objects.count() == 0
    page.get_by_role("button", name="Отдать голос").click()
    expect(page.locator("h1")).to_have_text("Ваш голос учтён")
    expect(page.locator("#receipt-code")).to_have_text(Ballot.objects.get().receipt)
    axe(page)
    assert (fits(page), said) == (True, [])


def test_going_back_after_the_receipt_and_confirming_again_changes_nothing(
    page, live_server, voting
):
    sign_in(page, live_server, VerifiedUserFactory())
    page.locator("#choice-2").check()
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("button", name="Отдать голос").click()
    expect(page.locator("h1")).to_have_text("Ваш голос учтён")
    page.go_back()
    page.get_by_role("button", name="Отдать голос").click()
    expect(page.locator("h1")).to_have_text("Ваш голос учтён")
    assert Ballot.objects.get().changes == 0


def test_the_results_are_readable_at_any_width(page, live_server, voting, axe, said):
    Poll.objects.update(closes_at=voting.poll.opens_at + (voting.poll.closes_at.resolution * 2))
    voting.refresh_from_db()
    close_vote(voting, close_and_count)
    page.goto(f"{live_server.url}/budget/yards/results/")
    expect(page.locator("h1")).to_have_text("Итоги голосования")
    axe(page)
    assert (fits(page), said) == (True, [])


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_resident_without_scripts_looks_at_a_project_and_loses_no_mark(page, live_server, voting):
    sign_in(page, live_server, VerifiedUserFactory())
    page.locator("#choice-2").check()
    page.get_by_role("button", name="Подробнее Свет").click()
    expect(page.locator("h1")).to_contain_text("Свет")
    page.goto(f"{live_server.url}/budget/yards/vote/")
    expect(page.locator("#choice-2")).to_be_checked()
