"""A basket on a phone, points, a ranking by keyboard alone; paper at a centre by three people."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from budgeting.actions import open_vote
from portal.polls.models import Ballot, PaperBox
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.paper import box_of, operator_of, over, paper_poll
from tests.factories.people import PASSWORD, VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TITLES = (("Сквер у школы", 100_000), ("Двор", 200_000), ("Свет", 300_000))


def opened(**fields):
    round_ = RoundFactory(phase="vote", slug="yards", **fields)
    for title, cost in TITLES:
        ProjectFactory(round=round_, state="contest", title=title, total_cost=cost)
    open_vote(round_)


def sign_in(page, live_server, user, path="/budget/yards/vote/"):
    page.goto(f"{live_server.url}/accounts/login/?next={path}")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{path}")


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def cast(page, axe):
    """From the confirmation to the receipt."""
    expect(page.locator("h1")).to_have_text("Проверьте и подтвердите")
    axe(page)
    page.get_by_role("button", name="Отдать голос").click()
    expect(page.locator("h1")).to_have_text("Ваш голос учтён")
    assert fits(page)


def test_a_resident_votes_by_a_basket_and_sees_what_is_left(page, live_server, axe):
    opened(max_choices=None, max_ballot_cost=Decimal(400_000))
    sign_in(page, live_server, VerifiedUserFactory())
    bar, purse = page.locator("[data-count]"), page.locator("[data-purse]")
    page.locator("#choice-1").check()
    expect(bar).to_have_text(re.compile(r"Потрачено 100\s000 ₽ из 400\s000 ₽, осталось 300\s000 ₽"))
    page.locator("#choice-2").check()
    expect(purse).to_have_js_property("value", 30_000_000)
    page.locator("#choice-3").check()
    expect(bar).to_contain_text("Снимите лишние")
    axe(page)
    page.locator("#choice-2").uncheck()
    expect(bar).to_contain_text("осталось 0 ₽")
    assert fits(page)
    page.get_by_role("button", name="Дальше").click()
    cast(page, axe)
    assert Ballot.objects.get().choices == "1,3"


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts_the_basket_is_counted_by_the_server(page, live_server):
    opened(max_choices=None, max_ballot_cost=Decimal(400_000))
    sign_in(page, live_server, VerifiedUserFactory())
    page.locator("#choice-1").check()
    page.get_by_role("button", name="Пересчитать").click()
    expect(page.locator("[data-count]")).to_contain_text("осталось 300")
    expect(page.locator("#choice-1")).to_be_checked()


def test_points_are_kept_by_themselves_and_given_out(page, live_server, axe):
    opened(ballot_kind="cumulative", max_sum_points=10, max_points=5, max_choices=None)
    sign_in(page, live_server, VerifiedUserFactory())
    page.locator("#points-1").fill("5")
    page.locator("#points-2").fill("4")
    expect(page.locator("[data-count]")).to_have_text("Роздано: 9 из 10, осталось 1")
    with page.expect_response(lambda answer: answer.status == 204):
        page.locator("#points-2").press("Tab")
    page.reload()
    expect(page.locator("#points-2")).to_have_value("4")
    axe(page)
    page.locator("#points-3").fill("1")
    page.get_by_role("button", name="Дальше").click()
    cast(page, axe)
    assert Ballot.objects.get().choices == "1:5,2:4,3:1"


def focus(page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def tab_to(page, name: str) -> None:
    for _step in range(80):
        if focus(page).startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to «{name}», it is at «{focus(page)}»")


def press(page, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_resident_ranks_by_keyboard_alone(page, live_server, axe):
    opened(ballot_kind="ordinal", max_choices=3)
    sign_in(page, live_server, VerifiedUserFactory())
    for title, _cost in TITLES:
        press(page, f"Добавить {title}")
    places = page.locator(".ranking .ballot-title")
    expect(places).to_have_text(["Сквер у школы", "Двор", "Свет"])
    press(page, "Выше: Свет")
    expect(places).to_have_text(["Сквер у школы", "Свет", "Двор"])
    assert focus(page) == "Выше: Свет"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(places).to_have_text(["Свет", "Сквер у школы", "Двор"])
    expect(page.locator(".ranked [role=status]")).to_contain_text("теперь на 1-м месте")
    axe(page)
    assert fits(page)
    press(page, "Дальше")
    expect(page.locator("h1")).to_have_text("Проверьте и подтвердите")
    press(page, "Отдать голос")
    expect(page.locator("h1")).to_have_text("Ваш голос учтён")
    assert Ballot.objects.get().choices == "3,1,2"


@pytest.fixture
def box(settings):
    settings.STAFF_MFA_REQUIRED = False
    return box_of(paper_poll())


def at(page, live_server, box, name):
    page.goto(f"{live_server.url}/admin/polls/paperbox/{box.pk}/{name}/")


def enter(page, choices, serial="1"):
    page.fill("#id_serial", serial)
    page.fill("#id_choices", choices)
    page.get_by_role("button", name="Ввести бюллетени").click()
    expect(page.locator(".messagelist")).to_contain_text(f"№ {serial} записан")


def test_an_operator_marks_a_voter_and_three_people_enter_the_box(
    browser, browser_context_args, live_server, box, axe
):
    pages = []
    for _each in range(3):
        page = browser.new_context(**browser_context_args).new_page()
        desk = f"/admin/polls/paperbox/{box.pk}/change/"
        sign_in(page, live_server, operator_of(box.centre), desk)
        pages.append(page)
    first, second, third = pages
    axe(first)
    first.get_by_role("link", name="Отметить голосующего").click()
    axe(first)
    for name, text in (
        ("last_name", "Демьянова"),
        ("first_name", "Анна"),
        ("birth_date", "1950-03-01"),
    ):
        first.fill(f"#id_{name}", text)
    first.check("#id_passport")
    first.get_by_role("button", name="Отметить голосующего").click()
    expect(first.locator(".messagelist")).to_contain_text("Выдайте бюллетень")
    assert fits(first)
    over(box.poll)
    for page, choices in ((first, "1, 2"), (second, "1, 3")):
        at(page, live_server, box, "sheets")
        axe(page)
        enter(page, choices)
    at(third, live_server, box, "mismatches")
    axe(third)
    third.locator("[name=choices]").fill("1, 2")
    third.locator("[name=reason]").fill("При втором вводе описка")
    third.get_by_role("button", name="Записать решение").click()
    expect(third.locator("#content")).to_contain_text("Расхождений нет")
    at(third, live_server, box, "close")
    axe(third)
    third.get_by_role("button", name="Закрыть ящик").click()
    expect(third.locator(".messagelist")).to_contain_text("сверен и закрыт")
    assert (Ballot.objects.get().choices, PaperBox.objects.get().difference_reason) == ("1,2", "")
    for page in pages:
        page.context.close()
