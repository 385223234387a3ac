"""The whole story of a round: a proposal, its moderation, the vote, the count, as people live it.

Each act is played through pages alone; only the calendar is moved by hand, as time would.
"""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from budgeting.models import Project, ProjectType, RefusalGround, Round
from budgeting.reference import load as load_budgeting
from budgeting.tasks import move_rounds
from portal.accounts.identity import Person, person_key
from portal.accounts.models import CensusEntry, CensusImport, User
from portal.law.reference import load as load_law
from portal.notifications.models import Letter, Notification
from portal.places.reference import load as load_places
from portal.polls.models import Poll
from tests.browser.visitors import Visitor
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory, set_phases
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)

BORN = "1955-03-08"
NAMES = {"last_name": "Демонстрационова", "first_name": "Вера", "patronymic": "Петровна"}
SECRET_WORD = "Вятка-течёт-1374"


@pytest.fixture
def city(settings):
    """Reference data and a round that takes proposals; one neighbour's project is already in."""
    settings.EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"
    for load in (load_places, load_law, load_budgeting):
        load()
    round_ = RoundFactory(slug="yards", title="Дворы города (демо)", max_choices=2)
    accept = {"submission": (-1, 5), "check": (-1, 8), "remarks": (-1, 8)}
    set_phases(round_, {**accept, "vote": (10, 20), "results": (20, 40)})
    ProjectFactory(round=round_, state="contest", title="Сквер у пруда (демо)", type=a_type())
    assert RefusalGround.objects.count() == 6
    return round_


def a_type() -> ProjectType:
    return ProjectType.objects.get(code="yard")


def on_the_list(person: Person) -> None:
    """The city's list of residents has her."""
    source = CensusImport.objects.create(
        file_name="demo.csv", digest="0" * 64, rows=1, added=1, created_by=OfficialFactory()
    )
    CensusEntry.objects.create(person_key=person_key(person), source=source)


def time_passes(round_: Round, phases: dict) -> None:
    """The calendar moves on; beat does the rest, and what was kept for seconds is old by now."""
    set_phases(round_, phases)
    now = timezone.now()
    Poll.objects.filter(pk=Round.objects.get(pk=round_.pk).poll_id).update(
        opens_at=now - timedelta(days=9), closes_at=now - timedelta(seconds=1)
    )
    move_rounds()
    for cache in caches.all(initialized_only=True):
        cache.clear()


def test_a_round_is_lived_from_proposal_to_result(city, visitor, width):
    resident = visitor()
    resident_signs_up_and_proves_herself(resident)
    resident_proposes(resident)
    official = official_of_the_city(visitor())
    official_admits(official)
    time_passes(city, {"submission": (-9, -4), "check": (-9, -1), "vote": (-0.5, 5)})
    second_resident_votes(visitor())
    time_passes(city, {"submission": (-19, -14), "check": (-19, -11), "vote": (-9, -0.001)})
    everybody_reads_the_result(visitor())
    resident_finds_the_letters(resident)


def resident_signs_up_and_proves_herself(resident: Visitor) -> None:
    resident.opens("/")
    resident.opens("/accounts/signup/")
    resident.fills(**NAMES, birth_date=BORN, email="vera@example.org")
    resident.fills(password1=SECRET_WORD, password2=SECRET_WORD)
    resident.page.locator("[name='consent']").check()
    resident.clicks("Зарегистрироваться")
    letter = Letter.objects.latest("pk")
    resident.opens(re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", letter.text)[1])
    resident.clicks("Подтвердить")
    if "login" in resident.page.url:
        resident.fills(login="vera@example.org", password=SECRET_WORD)
        resident.clicks("Войти")
    user = User.objects.get(email="vera@example.org")
    on_the_list(user.person())
    resident.opens("/profile/verification/")
    resident.fills(**NAMES, birth_date=BORN)
    resident.page.locator("form[action$='census/']").get_by_role("button").click()
    resident.looks()
    user.refresh_from_db()
    assert user.level == 2


def resident_proposes(resident: Visitor) -> None:
    resident.opens("/budget/yards/propose/")
    resident.fills(title="Свет во дворе на Мира, 5")
    resident.clicks("Начать черновик")
    resident.page.locator("[name='type']").select_option(label=a_type().name)
    resident.fills(problem="Темно", solution="Поставить фонари", expected_result="Светло")
    resident.clicks("Сохранить и дальше")
    resident.fills(address="ул. Мира, 5", point_latitude="58.603500", point_longitude="49.668000")
    resident.clicks("Сохранить и дальше")
    year = timezone.localdate().year + 1
    resident.fills(planned_start=f"{year}-05-01", planned_end=f"{year}-08-01")
    estimate = {"cost-0-name": "Фонарь", "cost-0-quantity": "4", "cost-0-price": "50000,00"}
    resident.fills(**estimate, **{"share-0-amount": "20000"})
    resident.page.locator("[name='share-0-source']").select_option("residents")
    resident.clicks("Сохранить и дальше")
    resident.fills(group_size="12")
    resident.page.locator("[name='agree']").check()
    resident.clicks("Сохранить и дальше")
    resident.clicks("Внести проект")
    resident.reads("Внесён")
    assert Project.objects.get(title__startswith="Свет").total_cost == 200_000


def official_of_the_city(official: Visitor) -> Visitor:
    user = OfficialFactory()
    official.signs_in(user)
    return official


def official_admits(official: Visitor) -> None:
    official.opens("/admin/queue/")
    official.clicks("Свет во дворе на Мира, 5", role="link")
    for move, done in (
        ("Опубликовать", "published"),
        ("Взять на рассмотрение", "review"),
        ("Допустить к голосованию", "contest"),
    ):
        official.clicks(move, role="link")
        official.clicks(move)
        assert Project.objects.get(title__startswith="Свет").state == done
        if done == "published":
            the_days_for_remarks_pass(official)


def the_days_for_remarks_pass(official: Visitor) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Project.objects.update(remarks_until=yesterday)
    official.page.reload()


def second_resident_votes(neighbour: Visitor) -> None:
    neighbour.signs_in(VerifiedUserFactory())
    neighbour.opens("/budget/yards/")
    neighbour.opens("/budget/yards/projects/")
    neighbour.clicks("Свет во дворе на Мира, 5", role="link")
    neighbour.opens("/budget/yards/vote/")
    neighbour.page.get_by_label("Свет во дворе").check()
    neighbour.clicks("Дальше")
    neighbour.reads("Ваш голос ещё не учтён")
    neighbour.clicks("Отдать голос")
    neighbour.reads("Ваш голос учтён")
    first = neighbour.page.locator("#receipt-code").inner_text()
    neighbour.clicks("Изменить выбор", role="link")
    neighbour.page.get_by_label("Сквер у пруда").check()
    neighbour.clicks("Дальше")
    neighbour.clicks("Отдать голос")
    neighbour.reads("Ваш новый выбор учтён")
    assert neighbour.page.locator("#receipt-code").inner_text() != first


def everybody_reads_the_result(reader: Visitor) -> None:
    reader.opens("/")
    reader.reads("Итоги подведены")
    reader.opens("/budget/yards/results/")
    reader.reads("Свет во дворе на Мира, 5")
    states = Project.objects.values_list("state", flat=True)
    assert set(states) == {"winner"}


def resident_finds_the_letters(resident: Visitor) -> None:
    resident.opens("/inbox/")
    resident.reads("Проект победил")
    user = User.objects.get(email="vera@example.org")
    mailed = Notification.objects.filter(recipient=user, channel="email", topic="project")
    kinds = set(mailed.values_list("event__kind", flat=True))
    assert kinds >= {"submit", "publish", "review", "admit", "ballot", "win"}
