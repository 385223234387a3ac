"""A commission is drawn, scores and decides: applicant, official, members, everybody else.

Each step is made on the pages; only the calendar is moved by hand, as time would.
"""

import pytest
from playwright.sync_api import expect

from budgeting.models import Commission, CommissionApplication, Project
from portal.scoring.models import CriteriaSet
from portal.scoring.reference import load as load_scoring
from tests.browser.visitors import Visitor
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.commission import RIGHTS, ApplicationFactory, CommissionFactory, chair, days
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)
VIEWS = ("budgeting.view_commission", "budgeting.view_commissionapplication")
PAGE = "/budget/lots/commission/"


@pytest.fixture
def commission() -> Commission:
    load_scoring()
    round_ = RoundFactory(slug="lots", phase="commission", budget=900_000)
    for title in ("Сквер у пруда (демо)", "Свет на тропе (демо)", "Двор на Мира (демо)"):
        ProjectFactory(round=round_, state="contest", title=title)
    commission = CommissionFactory(
        round=round_,
        method="criteria",
        criteria=CriteriaSet.objects.get(code="scoring_default"),
        places=2,
        reserve_places=1,
    )
    for number in (1, 2):
        ApplicationFactory(commission=commission, number=number)
    return commission


def test_a_commission_is_drawn_scores_and_decides(commission, arrives):
    a_resident_applies(arrives())
    official = arrives()
    official.signs_in(chair(rights=[*RIGHTS, *VIEWS]))
    official_checks_and_draws(official, commission)
    everybody_checks_the_draw(arrives())
    official_opens_the_assessment(official, commission)
    for seat in commission.seats.members():
        member = arrives()
        member.signs_in(seat.user)
        member_marks(member)
    official_decides(official, commission)
    everybody_reads_why(arrives())


def a_resident_applies(resident: Visitor) -> None:
    resident.signs_in(VerifiedUserFactory())
    resident.opens("/budget/lots/")
    resident.clicks("Комиссия раунда", role="link")
    resident.clicks("Подать заявление в комиссию", role="link")
    resident.page.locator("[name=is_declared]").check()
    resident.clicks("Подать заявление")
    resident.reads("Моё заявление: № 3")


def official_checks_and_draws(official: Visitor, commission: Commission) -> None:
    official.opens("/admin/queue/")
    official.clicks("№ 3", role="link")
    official.clicks("Допустить", role="link")
    official.clicks("Допустить")
    assert CommissionApplication.objects.get(number=3).state == "admitted"
    Commission.objects.update(closes_at=days(-0.001))
    desk = f"/admin/budgeting/commission/{commission.pk}/change/"
    official.opens(desk)
    official.clicks("Опубликовать список заявлений", role="link")
    official.clicks("Опубликовать список заявлений")
    official.clicks("Провести жеребьёвку", role="link")
    official.fills(seed="шары 3, 17, 25")
    official.clicks("Провести жеребьёвку")
    assert commission.seats.members().count() == 2


def everybody_checks_the_draw(reader: Visitor) -> None:
    reader.opens(PAGE)
    reader.clicks("Протокол жеребьёвки", role="link")
    reader.reads("шары 3, 17, 25")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name="Программа draw.py").click()
    assert download.value.suggested_filename == "draw.py"
    reader.opens(PAGE)
    reader.clicks("Список номеров и как проверить", role="link")
    reader.reads("Выбраны")


def official_opens_the_assessment(official: Visitor, commission: Commission) -> None:
    desk = f"/admin/budgeting/commission/{commission.pk}/"
    official.opens(f"{desk}do/meeting/")
    official.fills(starts_at=f"{days(2):%Y-%m-%dT%H:%M}", place="Зал (демо)", agenda="Проекты")
    official.clicks("Назначить заседание")
    official.clicks("Открыть оценку", role="link")
    official.fills(until=f"{days(1):%Y-%m-%dT%H:%M}")
    official.clicks("Открыть оценку")
    commission.refresh_from_db()
    assert commission.state == "assessing"


def member_marks(member: Visitor) -> None:
    member.opens(PAGE)
    member.reads("Вы член комиссии")
    member.clicks("Оценить проекты", role="link")
    for title in Project.objects.order_by("pk").values_list("title", flat=True):
        member.clicks(title, role="link")
        member.fills(mark_social_effect="5" if "Сквер" in title else "3", mark_maintenance="4,5")
        member.page.locator("[name=is_final]").check()
        member.clicks("Сохранить")
        member.reads("Оценки окончательные")
    member.reads("Окончательно оценено 3 из 3")


def official_decides(official: Visitor, commission: Commission) -> None:
    official.opens(f"/admin/budgeting/commission/{commission.pk}/change/")
    official.clicks("Подвести рейтинг", role="link")
    official.clicks("Подвести рейтинг")
    official.clicks("Опубликовать решение", role="link")
    official.fills(note="Протокол № 2 (демо)")
    official.clicks("Опубликовать решение")
    states = Project.objects.order_by("pk").values_list("state", flat=True)
    assert sorted(states) == ["reserve", "winner", "winner"]


def everybody_reads_why(reader: Visitor) -> None:
    reader.opens("/budget/lots/scoring/")
    reader.reads("победитель")
    expect(reader.page.locator("table").first).to_contain_text("Сквер у пруда")
    reader.page.locator("main details summary").first.click()
    reader.looks()
    reader.reads("2 члена комиссии: 5, 5")
