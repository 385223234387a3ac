"""A visitor of the festival finds a mini-project, promises help and sees the counter; the organiser
confirms and reports, an official lets the report out; the visitor is thanked by name by consent.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from portal.accounts.actions import give_consent
from tests.factories.files import photo_bytes
from tests.factories.miniprojects import DonorsDayFactory, MiniProjectFactory, NeedFactory, day
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import FestivalFactory, caretaker
from volunteers.models import MiniProject, PhotoReport, Pledge

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_visitor_helps_a_mini_project_and_is_thanked_by_consent(arrives):
    festival = FestivalFactory(title="Марафон добра (демо)", slug="marathon")
    DonorsDayFactory(festival=festival)
    project = MiniProjectFactory(title="Скамейки у школы (демо)", festival=festival)
    NeedFactory(project=project, kind="things", title="краска", unit="банок", amount=10)
    helper = VerifiedUserFactory(last_name="Демо-Помощник", first_name="Нина")
    guest = arrives(helper)
    guest_promises(guest, festival)
    row = Pledge.objects.get()
    organiser = arrives(project.author)
    organiser_confirms(organiser, row)
    MiniProject.objects.update(pledges_until=day(-2), happens_on=day(-1))
    organiser_reports(organiser, project)
    official = arrives(caretaker())
    report = PhotoReport.objects.get()
    official.opens(reverse("pages:move", args=["volunteers.photoreport", report.pk, "accept"]))
    official.clicks("Принять отчёт")
    guest.opens(project.get_absolute_url())
    guest.reads("Покрасили за час")
    guest_is_thanked(guest, festival, helper)


def guest_promises(guest, festival) -> None:
    guest.opens(festival.get_absolute_url())
    guest.clicks("Мини-проекты", role="link")
    guest.clicks("Скамейки у школы", role="link")
    guest.clicks("Помочь", role="link")
    guest.fills(amount="4", contact="почта (демо)")
    guest.page.get_by_label("Назвать меня на стене").check()
    guest.clicks("Обещаю помочь")
    guest.reads("Обещание записано")
    guest.clicks("Страница мини-проекта", role="link")
    guest.reads("обещано 4 из 10 банок, получено 0")


def organiser_confirms(organiser, row: Pledge) -> None:
    organiser.opens(row.need.project.get_absolute_url())
    organiser.clicks("Кто обещал помочь", role="link")
    organiser.clicks("Демо-Помощник", role="link")
    organiser.fills(amount="3")
    organiser.clicks("Подтвердить получение")
    organiser.reads("Получение подтверждено")


def organiser_reports(organiser, project) -> None:
    organiser.opens(reverse("volunteers:mini_report", args=[project.pk]))
    organiser.fills(text="Покрасили за час", participants="5", beneficiaries="90")
    picture = {"name": "yard.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes()}
    organiser.page.locator("input[name=photos]").set_input_files(picture)
    organiser.clicks("Отправить отчёт")
    organiser.reads("Отчёт отправлен")


def guest_is_thanked(guest, festival, helper) -> None:
    wall = reverse("volunteers:donors", args=[festival.slug])
    guest.opens(wall)
    expect(guest.page.locator("main")).not_to_contain_text("Демо-Помощник")
    give_consent(helper, "dissemination", actor=helper)
    guest.opens(wall)
    guest.reads("Демо-Помощник")
    guest.opens(Pledge.objects.get().get_absolute_url())
    guest.clicks("Не называть меня")
    guest.opens(wall)
    expect(guest.page.locator("main")).not_to_contain_text("Демо-Помощник")
