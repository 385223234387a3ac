"""An auditor downloads the package and runs verify.py; a resident finds her receipt."""

import zipfile

import pytest
from playwright.sync_api import expect

from portal.polls.models import Ballot, Poll, Seal
from tests.factories.verification import counted_round, opened_round, run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def said(page):
    """Everything the console said."""
    lines = []
    page.on("console", lambda message: lines.append(message.text))
    page.on("pageerror", lambda error: lines.append(str(error)))
    return lines


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_auditor_downloads_the_package_and_it_agrees_with_the_head_on_the_page(
    page, live_server, tmp_path, axe, said
):
    counted_round(slug="yards")
    page.goto(f"{live_server.url}/budget/yards/results/")
    page.get_by_role("link", name="Проверить самому").click()
    expect(page.locator("h1")).to_have_text("Проверка голосования")
    axe(page)
    assert (fits(page), said) == (True, [])
    with page.expect_download() as download:
        page.locator("a[download]").last.click()
    package = tmp_path / "package.zip"
    download.value.save_as(package)
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path)
    kept = page.locator("#head-2 code").inner_text()
    assert kept == Seal.objects.get(number=2).head
    code, text = run(tmp_path, kept)
    assert (code, text.splitlines()[-1]) == (0, "ВСЁ СОШЛОСЬ")


def test_a_resident_finds_her_receipt_after_the_close(page, live_server, axe, said):
    poll = Poll.objects.get(pk=counted_round(slug="yards").poll_id)
    mine = Ballot.objects.get(choices="2,4")
    page.goto(f"{live_server.url}/polls/{poll.uuid}/")
    page.get_by_role("link", name="Найти мой бюллетень").click()
    page.get_by_label("Номер квитанции").fill(f"{mine.receipt[:32]} {mine.receipt[32:]}")
    page.locator("main").get_by_role("button", name="Найти").click()
    expect(page.get_by_role("status")).to_contain_text("Ваш бюллетень посчитан")
    expect(page.locator("main")).to_contain_text("Двор 2 (демо)")
    axe(page)
    assert (fits(page), said) == (True, [])


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_stranger_without_scripts_becomes_an_observer(page, live_server):
    poll = opened_round().poll
    page.goto(f"{live_server.url}/polls/{poll.uuid}/")
    page.get_by_role("link", name="Получать отпечатки по почте").click()
    page.get_by_label("Ваша эл. почта").fill("watch@example.org")
    page.get_by_role("button", name="Прислать ссылку").click()
    expect(page.locator("h1")).to_have_text("Проверка голосования")
    expect(page.locator("body")).to_contain_text("подтвердите адрес")


def test_the_forms_of_an_open_vote_are_accessible(page, live_server, axe):
    poll = opened_round().poll
    for name in ("", "find/", f"find/?receipt={'a' * 64}", "find/?receipt=no", "observe/"):
        page.goto(f"{live_server.url}/polls/{poll.uuid}/{name}")
        axe(page)
        assert fits(page)
