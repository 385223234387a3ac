"""A report as people live it: a pothole on a phone, a neighbour, an answer, a dispute, silence.

Each act is played through pages alone; only the clock is moved by hand, as time would.
"""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.core.cache import caches
from django.utils import timezone
from playwright.sync_api import expect

from civic.models import EscalationPost, Report, SavedSearch
from civic.reference.reports import load as load_civic
from civic.tasks import run_report_clock
from portal.law.reference import load as load_law
from portal.places.models import District
from portal.places.reference import load as load_places
from tests.browser.visitors import Visitor
from tests.factories.civic_reports import ExecutorFactory, ModeratorFactory, ReportFactory
from tests.factories.files import exif, photo
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)
GPS = (((58.0, 36.0, 0.0), "N"), ((49.0, 39.0, 0.0), "E"))
FEWEST = 10


@pytest.fixture
def city(settings):
    settings.EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"
    for load in (load_places, load_law, load_civic):
        load()


@pytest.fixture
def place(tmp_path) -> Path:
    """A photo whose tags know where it was taken."""
    path = tmp_path / "pothole.jpg"
    path.write_bytes(photo(exif=exif(gps=GPS), size=(400, 300)).read())
    return path


class Hasty(Visitor):
    """Counts her touches. Some of her acts are made without a connection: the console says so."""

    hears_console = False

    def __init__(self, page, axe) -> None:
        super().__init__(page, axe)
        self.touches = 0

    def signs_in(self, user) -> None:
        super().signs_in(user)
        self.touches = 0

    def touch(self, act) -> None:
        act()
        self.touches += 1

    def clicks(self, name: str, role: str = "button") -> None:
        self.touch(self.page.get_by_role(role, name=name).first.click)
        self.looks()


@pytest.fixture
def hasty(visitor):
    return partial(visitor, kind=Hasty)


def clear() -> None:
    for cache in caches.all(initialized_only=True):
        cache.clear()


def test_a_pothole_is_reported_joined_answered_disputed_escalated_and_mended(city, hasty, place):
    neighbours = District.objects.get(code="leninsky")
    author = VerifiedUserFactory(district=neighbours)
    resident = hasty(author)
    report = resident_reports(resident, place)
    moderator_accepts(hasty(ModeratorFactory()), report)
    neighbour = hasty(VerifiedUserFactory(district=neighbours))
    neighbour_joins(neighbour, report)
    report.refresh_from_db()
    executor = hasty(ExecutorFactory(department=report.department))
    executor_answers(executor, report)
    resident_disputes(resident, report)
    silence_escalates(neighbour, report)
    executor_answers(executor, report)
    resident_agrees(resident, report)


def resident_reports(resident: Visitor, place: Path) -> Report:
    """In fewer than ten touches from the home page."""
    resident.opens("/")
    resident.clicks("Сообщить о проблеме", "link")
    page = resident.page
    resident.touch(lambda: page.set_input_files("[name=photos]", place))
    expect(page.locator("[data-photo-status]")).to_contain_text("Точка поставлена по фотографии")
    resident.touch(lambda: page.select_option("[name=category]", label=POTHOLE))
    resident.touch(lambda: page.fill("[name=text]", "Глубокая яма у остановки, машины объезжают."))
    resident.clicks("Дальше")
    resident.reads("ещё не отправлено")
    resident.touch(lambda: page.select_option("[name=question_size]", "больше колеса"))
    resident.clicks("Отправить")
    resident.reads("отправлено. Модератор проверит его за рабочий день")
    assert resident.touches < FEWEST
    report = Report.objects.get()
    assert (report.state, report.district.code) == ("moderation", "leninsky")
    return report


POTHOLE = "Яма, выбоина на проезжей части"


def moderator_accepts(moderator: Visitor, report: Report) -> None:
    moderator.opens("/admin/queue/")
    moderator.page.get_by_role("link", name=report.title).click()
    moderator.looks()
    moderator.clicks("Принять и направить", "link")
    moderator.page.locator("input[type=submit]").first.click()
    expect(moderator.page.locator(".messagelist")).to_contain_text("Готово")


def neighbour_joins(neighbour: Visitor, report: Report) -> None:
    neighbour.opens("/city/reports/")
    neighbour.clicks(report.title, "link")
    neighbour.reads("до срока")
    neighbour.clicks("У меня тоже")
    neighbour.reads("у вас тоже")
    assert Report.objects.get().me_too_count == 1


def executor_answers(executor: Visitor, report: Report) -> None:
    executor.opens("/admin/queue/")
    executor.page.get_by_role("link", name=report.title).click()
    executor.looks()
    executor.clicks("Ответить", "link")
    executor.page.select_option("[name=template]", label="Работы выполнены")
    executor.page.locator("input[type=submit]").first.click()
    expect(executor.page.locator(".messagelist")).to_contain_text("Готово")


def resident_disputes(resident: Visitor, report: Report) -> None:
    resident.opens(report.get_absolute_url())
    resident.reads(f"По сообщению № {report.pk}")
    resident.clicks("Не согласен, не решено", "link")
    resident.page.fill("[name=note]", "Яма на месте, никто не приезжал.")
    resident.clicks("Не согласен, не решено")
    resident.reads("повторная проверка")


def silence_escalates(neighbour: Visitor, report: Report) -> None:
    EscalationPost.objects.filter(level=1).update(post="Заместитель главы города (демо)")
    Report.objects.update(due_at=timezone.now() - timedelta(days=9))
    run_report_clock()
    clear()
    neighbour.opens("/city/reports/overdue/")
    neighbour.reads("просрочка")
    neighbour.clicks(report.title, "link")
    neighbour.reads("Заместитель главы города (демо)")


def resident_agrees(resident: Visitor, report: Report) -> None:
    resident.opens(report.get_absolute_url())
    resident.clicks("Проблема решена", "link")
    resident.clicks("Проблема решена")
    resident.reads("Решение подтвердили: автор")
    clear()
    resident.opens("/city/reports/statistics/")
    resident.reads(POTHOLE)
    assert Report.objects.get().proof == "reporter"


@pytest.mark.parametrize("width", [1280], ids=["desktop"])  # a keyboard stands on a desk
def test_an_official_handles_twenty_moderations_with_the_keyboard_alone(city, hasty, width):
    ReportFactory.create_batch(20, state="moderation")
    official = hasty(ModeratorFactory())
    official.opens("/admin/civic/report/desk/")
    keys = official.page.keyboard
    for number in range(20):
        left = official.page.get_by_text(f"Ждут решения: {20 - number}.")
        expect(left).to_be_visible()
        if number % 5 == 4:
            keys.press("r")
            keys.press("ArrowDown")
            keys.press("Enter")
        else:
            keys.press("a")
        expect(left).to_be_hidden()
    expect(official.page.locator("#content")).to_contain_text("всё разобрано")
    states = list(Report.objects.values_list("state", flat=True))
    assert (states.count("assigned"), states.count("rejected")) == (16, 4)


def test_what_is_typed_and_chosen_without_a_connection_waits_in_the_browser(city, hasty, place):
    resident = hasty(VerifiedUserFactory())
    resident.opens("/city/reports/new/")
    page = resident.page
    page.fill("[name=text]", "Не горит фонарь у подъезда, темно.")
    page.fill("[name=address]", "ул. Ленина, 5")
    page.context.set_offline(True)
    page.set_input_files("[name=photos]", place)
    expect(page.locator("[data-photo-status]")).to_contain_text("Снимок ждёт в этом браузере")
    page.get_by_role("button", name="Дальше").click()
    expect(page.locator("[data-offline]")).to_be_visible()
    assert Report.objects.count() == 0
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/city/reports/new/")
    expect(page.locator("[name=text]")).to_have_value("Не горит фонарь у подъезда, темно.")
    expect(page.locator("[name=address]")).to_have_value("ул. Ленина, 5")
    # The photo went up by itself, once, and still knows where it was taken.
    expect(page.locator(".draft-photos img")).to_have_count(1)
    expect(page.locator("[name=point_latitude]")).not_to_have_value("")
    page.reload()
    expect(page.locator(".draft-photos img")).to_have_count(1)


def test_a_resident_draws_the_area_she_wants_to_hear_of(city, hasty):
    resident = hasty(VerifiedUserFactory())
    resident.opens("/city/reports/searches/")
    page = resident.page
    page.fill("[name=name]", "Мой квартал")
    drawing = page.get_by_role("region", name="Нарисованная область")
    drawing.scroll_into_view_if_needed()
    expect(drawing.locator("path").nth(1)).to_be_visible()
    for corner in ({"x": 120, "y": 90}, {"x": 180, "y": 90}, {"x": 150, "y": 150}):
        drawing.click(position=corner)
        page.wait_for_timeout(400)  # two clicks at once would be a double one: it zooms
    resident.clicks("Сохранить поиск")
    resident.reads("нарисованная область")
    assert SavedSearch.objects.get().area["type"] == "Polygon"


@pytest.mark.parametrize("path", ["hot/", "heat/", "searches/", "?status=all", "overdue/"])
def test_every_page_of_reports_is_clean(city, hasty, path):
    ReportFactory.create_batch(3)
    resident = hasty(VerifiedUserFactory())
    resident.opens(f"/city/reports/{path}")
