"""A ППМИ project from the residents' meeting to its support by the administration.

Played through pages alone, by a resident, a neighbour and an official; only the calendar is moved.
"""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from budgeting import presets
from budgeting.models import Project, Remark
from budgeting.reference import load as load_budgeting
from portal.files.models import Attachment
from portal.law.reference import load as load_law
from portal.places.reference import load as load_places
from tests.browser.visitors import Visitor
from tests.factories.budgeting import (
    OfficialFactory,
    ProjectFactory,
    RoundFactory,
    set_phases,
)
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Тротуар у школы 5"
ANNEX = "Лист регистрации: Иванов, кв. 7"


@pytest.fixture
def ppmi():
    """Reference data and a round by the preset that takes proposals."""
    for load in (load_places, load_law, load_budgeting):
        load()
    round_ = RoundFactory(slug="ppmi", title="ППМИ (демо)", budget=9_000_000)
    presets.apply(presets.ready()["ppmi"], round_)
    round_.save()
    phases = {"submission": (-1, 9), "check": (-1, 30), "remarks": (-1, 30)}
    set_phases(round_, {**phases, "commission": (30, 40), "results": (40, 50)})
    return round_


def project() -> Project:
    return Project.objects.get(title=TITLE)


def test_a_ppmi_project_goes_from_the_meeting_to_its_support(ppmi, visitor):
    hole = ProjectFactory(title="Яма у школы (демо)", round=ppmi)
    resident, neighbour, official = visitor(), visitor(), visitor()
    author = VerifiedUserFactory()
    resident.signs_in(author)
    resident_tells_of_the_meeting(resident, hole)
    resident_submits(resident)
    official.signs_in(OfficialFactory())
    official_publishes(official)
    neighbour.signs_in(VerifiedUserFactory())
    neighbour_remarks(neighbour)
    official_answers_and_supports(official)
    everybody_reads_what_came_of_it(visitor())


def resident_tells_of_the_meeting(resident: Visitor, hole: Project) -> None:
    resident.opens("/budget/ppmi/")
    resident.reads("Проект сначала выбирает собрание жителей")
    resident.opens(f"/budget/ppmi/propose/?from=budgeting.project:{hole.pk}")
    resident.reads("Яма у школы")
    resident.fills(title=TITLE)
    resident.clicks("Начать черновик")
    resident.page.locator("[name='type']").select_option(index=2)
    resident.fills(problem="Дети идут по дороге", solution="Тротуар", expected_result="Безопасно")
    resident.clicks("Сохранить и дальше")
    resident.fills(address="ул. Мира, 5", point_latitude="58.603500", point_longitude="49.668000")
    resident.clicks("Сохранить и дальше")
    year = timezone.localdate().year + 1
    resident.fills(planned_start=f"{year}-05-01", planned_end=f"{year}-08-01")
    estimate = {"cost-0-name": "Тротуар", "cost-0-quantity": "100", "cost-0-price": "4000,00"}
    resident.fills(**estimate, **{"share-0-amount": "20000"})
    resident.page.locator("[name='share-0-source']").select_option("residents")
    resident.clicks("Сохранить и дальше")
    held = timezone.localdate() - timedelta(days=9)
    resident.page.get_by_label("очно-заочная").check()
    resident.fills(held_on=held.isoformat(), place="Школа 5", territory="Дома 1–9")
    resident.fills(residents="500", present="80", votes_for="70", votes_against="6")
    resident.fills(agenda="Выбрали тротуар", contribution="20000")
    resident.fills(chair="Председателев", secretary="Секретарева")
    attach(resident, "minutes", "protokol.txt", "Протокол")
    attach(resident, "annex", "list.txt", ANNEX)
    resident.clicks("Сохранить и дальше")


def attach(person: Visitor, field: str, name: str, text: str) -> None:
    person.page.locator(f"[name='{field}']").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    )


def resident_submits(resident: Visitor) -> None:
    resident.fills(group_size="12")
    resident.page.locator("[name='agree']").check()
    resident.clicks("Сохранить и дальше")
    resident.reads("Всё обязательное заполнено")
    resident.clicks("Внести проект")
    resident.reads("Опубликовать или вернуть до")
    assert project().state == "submitted"


def official_publishes(official: Visitor) -> None:
    official.opens("/admin/queue/")
    official.clicks(TITLE, role="link")
    official.page.get_by_text("Председателев").first.wait_for()
    official.clicks("Опубликовать", role="link")
    official.clicks("Опубликовать")
    assert project().remarks_until > timezone.localdate()


def neighbour_remarks(neighbour: Visitor) -> None:
    neighbour.opens(project().get_absolute_url())
    neighbour.reads("80 из 500")
    annex = Attachment.objects.get(original_name="list.txt")
    assert annex.is_private
    assert "list.txt" not in neighbour.page.content()
    assert neighbour.page.request.get(annex.get_absolute_url()).status == 404
    neighbour.clicks("Читать и написать", role="link")
    neighbour.fills(text="Сделайте съезды для колясок")
    neighbour.clicks("Отправить")
    neighbour.reads("Замечание опубликовано")
    neighbour.reads("ждёт ответа")


def official_answers_and_supports(official: Visitor) -> None:
    pk = project().pk
    Project.objects.filter(pk=pk).update(remarks_until=timezone.localdate() - timedelta(days=1))
    official.opens(f"/admin/budgeting/project/{pk}/change/")
    official.clicks("Взять на рассмотрение", role="link")
    official.clicks("Взять на рассмотрение")
    assert official.page.get_by_role("link", name="Поддержать").count() == 0
    official.opens(f"/admin/budgeting/remark/{Remark.objects.get().pk}/change/")
    official.page.locator("[name='verdict']").select_option("taken")
    official.fills(answer="Съезды внесены в смету")
    official.page.locator("[name='_save']").click()
    official.opens(f"/admin/budgeting/project/{pk}/change/")
    official.clicks("Поддержать", role="link")
    official.clicks("Поддержать")
    assert project().state == "supported"


def everybody_reads_what_came_of_it(reader: Visitor) -> None:
    for cache in caches.all(initialized_only=True):
        cache.clear()
    reader.opens(project().get_absolute_url())
    reader.reads("Поддержан")
    reader.reads("Яма у школы")
    assert "Председателев" not in reader.page.content()
    reader.clicks("Читать и написать", role="link")
    reader.reads("Съезды внесены в смету")
    reader.opens("/budget/ppmi/rules/")
