"""An award: a citizen nominates, the nominee agrees by the letter, the jury marks, all read it.

Each step is made on the pages; only the calendar is moved by hand, as time would.
"""

import re

import pytest

from grants import actions
from grants.models import Nomination
from portal.notifications.models import Letter
from tests.browser.visitors import Visitor
from tests.factories.awards import PERMISSIONS, SeasonFactory, judged, past
from tests.factories.people import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Меценатова Демо"


def test_an_award_is_lived_from_a_nomination_to_the_laureates(visitor):
    season = SeasonFactory(jury=2, vote_points=0)
    citizen, nominee, official = visitor(), visitor(), visitor()
    citizen.signs_in(UserFactory())
    nominates(citizen, season)
    agrees_by_the_letter(nominee)
    official.signs_in(StaffFactory(permissions=PERMISSIONS))
    row = is_admitted(official)
    judged(season)
    for review in row.jury_reviews.select_related("juror__user"):
        marks(visitor(), review)
    past(season, judge_until=-1)
    is_named(official, season, row)
    reader = visitor()
    reader.opens("/grants/awards/laureates/")
    reader.reads(NAME)


def nominates(citizen: Visitor, season) -> None:
    page = citizen.page
    citizen.opens(season.get_absolute_url())
    page.get_by_role("link", name="Выдвинуть", exact=True).click()
    page.get_by_label("номинация").select_option(label="Меценат года")
    page.get_by_label("имя человека").fill(NAME)
    page.get_by_label("почта номинанта").fill("mecenat@example.org")
    page.get_by_label("за что").fill("Десять лет чинит качели во дворе.")
    page.get_by_role("button", name="Сохранить черновик").click()
    citizen.reads("Проверьте текст и отправьте его номинанту")
    page.get_by_role("link", name="Отправить номинанту").click()
    page.get_by_role("button", name="Отправить номинанту").click()
    citizen.reads("Номинанту отправлено письмо")


def agrees_by_the_letter(nominee: Visitor) -> None:
    link = re.search(r"/grants/awards/consent/\S+", Letter.objects.latest("pk").text)[0]
    nominee.opens(link)
    nominee.reads("Десять лет чинит качели")
    nominee.page.get_by_role("button", name="Согласиться").click()
    nominee.reads("Отметьте, что вы согласны")
    nominee.page.get_by_label(str(actions.STATEMENT)[:30]).check()
    nominee.page.get_by_role("button", name="Согласиться").click()
    nominee.reads("ваше согласие записано")


def is_admitted(official: Visitor) -> Nomination:
    row = Nomination.objects.get()
    official.opens(f"/admin/grants/nomination/{row.pk}/change/")
    official.page.get_by_role("link", name="Допустить", exact=True).click()
    official.page.get_by_role("button", name="Допустить").click()
    official.reads("Готово: Допустить")
    row.refresh_from_db()
    return row


def marks(juror: Visitor, review) -> None:
    page = juror.page
    juror.signs_in(review.juror.user)
    juror.opens("/grants/awards/jury/")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Конфликта интересов нет").click()
    page.get_by_role("button", name="Конфликта интересов нет").click()
    for field in page.get_by_label("Критерий").all():
        field.fill("8")
    for field in page.get_by_label("Почему").all():
        field.fill("Дело видно всем.")
    page.get_by_role("button", name="Оценка окончательная").click()
    juror.reads("Баллы других членов жюри")


def is_named(official: Visitor, season, row) -> None:
    page, base = official.page, f"/admin/grants/awardseason/{season.pk}"
    for move in ("Опубликовать рейтинг", "Назвать лауреатов"):
        if move == "Назвать лауреатов":
            official.opens(f"{base}/decisions/{row.pk}/")
            page.get_by_label("Решение").select_option(label="лауреат")
            page.get_by_label("Причины").fill("Первый в рейтинге.")
            page.get_by_label("Ваша должность").fill("начальник отдела")
            page.get_by_role("button", name="Подтвердить").click()
            official.reads("Решение записано")
        official.opens(f"{base}/change/")
        page.get_by_role("link", name=move).click()
        page.get_by_role("button", name=move).click()
        official.reads("Готово")
