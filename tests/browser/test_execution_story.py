"""From the winner to the residents' mark: money, contract, works, acceptance, report, as people
live it; every page they pass is checked for accessibility.
"""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from budgeting.models import Operation, Report
from budgeting.reference import load as load_budgeting
from portal.law.reference import load as load_law
from tests.browser.visitors import Visitor
from tests.factories.budgeting import OfficialFactory
from tests.factories.execution import winner
from tests.factories.files import pdf, photo_bytes
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = "номер;дата;плательщик;сумма;назначение;источник\n"


class Exact(Visitor):
    """The workplace repeats names: a button by its whole name, a field by its first place."""

    exact = True

    def field(self, name: str):
        return super().field(name).first


class Official(Exact):
    """An official at the workplace of one project."""

    project = None

    def begins(self, project) -> "Official":
        self.project = project
        return self

    def acts(self, button: str, **fields) -> None:
        """Open the form behind the button, fill it in, send it."""
        self.opens(f"/admin/budgeting/execution/{self.project.pk}/change/")
        self.clicks(button, role="link")
        self.fills(**fields)
        self.clicks(button)

    def moves(self, button: str, state: str) -> None:
        self.opens(f"/admin/budgeting/execution/{self.project.pk}/change/")
        self.clicks(button, role="link")
        self.clicks(button)
        self.project.refresh_from_db()
        assert self.project.state == state


@pytest.fixture
def project(settings):
    settings.EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"
    load_law()
    load_budgeting()
    return winner(title="Свет во дворе (демо)", total_cost=Decimal(200_000))


def file(name: str, body: bytes, kind: str) -> dict:
    return {"name": name, "mimeType": kind, "buffer": body}


def a_photo() -> dict:
    return file("yard.jpg", photo_bytes(size=(640, 400)), "image/jpeg")


def test_a_winner_is_built_paid_reported_and_rated(project, visitor):
    official = visitor(OfficialFactory(), Official).begins(project)
    official.moves("Собирать софинансирование", "funding")
    money_comes_in_from_the_bank(official, project)
    contract_and_works(official)
    money_is_paid_by_two(official, visitor)
    works_are_accepted(official)
    report_is_published(official)
    resident_reads_and_rates(visitor(VerifiedUserFactory(), Exact), project)


def money_comes_in_from_the_bank(official: Official, project) -> None:
    official.opens("/admin/budgeting/execution/")
    official.clicks("Загрузить платежи из банка", role="link")
    rows = [
        f"1;01.02.2024;Житель (демо);15 000,00;Взнос ИП-{project.pk};",
        f"2;01.02.2024;ООО «Сосед» (демо);5 000,00;Взнос ИП-{project.pk};",
        f"3;01.02.2024;Бюджет;180 000,00;Субсидия ИП-{project.pk};городской бюджет",
    ]
    body = (HEAD + "\n".join(rows)).encode("cp1251")
    official.fills(round=str(project.round_id), file=file("bank.csv", body, "text/csv"))
    official.clicks("Посмотреть, что получится")
    official.reads("Новых платежей: 3")
    official.clicks("Загрузить")
    official.reads("Загружено платежей: 3")
    assert sum(row.paid for row in project.balances.all()) == 200_000


def contract_and_works(official: Official) -> None:
    today = timezone.localdate()
    official.moves("К заключению контракта", "contract")
    official.reads("Не внесён контракт с подрядчиком")
    official.acts(
        "Внести контракт",
        contractor="ООО «Мастер» (демо)",
        number="7",
        signed_on=today.isoformat(),
        amount="190 000",
        procurement_url="https://example.org/zakupki/7",
    )
    later = today + timedelta(days=9)
    official.acts("Добавить этап", title="Поставить фонари", planned_on=later.isoformat())
    official.moves("Начать работы", "works")
    for stage in ("before", "after"):
        official.acts(
            "Добавить фото",
            viewpoint="От арки",
            stage=stage,
            taken_on=today.isoformat(),
            image=a_photo(),
        )
    step = official.project.milestones.get()
    official.acts(
        "Отметить готовность",
        milestone=str(step.pk),
        progress="100",
        actual_on=today.isoformat(),
    )


def money_is_paid_by_two(official: Official, visitor) -> None:
    today = timezone.localdate().isoformat()
    for source, amount in (("city", "171000"), ("residents", "14250"), ("sponsors", "4750")):
        official.acts(
            "Подготовить оплату или возврат",
            kind="used",
            source=source,
            amount=amount,
            payer_kind="organisation",
            document_number="9",
            document_date=today,
        )
    second = visitor(OfficialFactory(), Exact)
    for operation in Operation.objects.order_by("pk"):
        second.opens(f"/admin/budgeting/operation/{operation.pk}/change/")
        second.clicks("Утвердить", role="link")
        second.clicks("Утвердить")
    assert sum(row.used for row in official.project.balances.all()) == 190_000


def works_are_accepted(official: Official) -> None:
    official.moves("К приёмке", "acceptance")
    official.opens(f"/admin/budgeting/execution/{official.project.pk}/change/")
    official.clicks("Внести приёмку", role="link")
    official.page.get_by_label("принято").check()
    official.fills(
        held_on=timezone.localdate().isoformat(),
        invited="40",
        attended="12",
        act_number="1",
        act=file("act.pdf", pdf().read(), "application/pdf"),
    )
    official.clicks("Внести приёмку")
    official.moves("Завершить", "completed")


def report_is_published(official: Official) -> None:
    later = timezone.localdate() + timedelta(days=900)
    official.acts(
        "Заполнить отчёт",
        works="Фонари, 6 шт.",
        beneficiaries="300",
        labour_people="12",
        labour_hours="36",
        maintainer="УЖКХ (демо)",
        warranty_until=later.isoformat(),
        problems="Не было",
    )
    official.moves("Опубликовать отчёт", "reported")
    official.clicks("Список возврата", role="link")
    official.reads("Вернуть: 1 000 ₽")


def resident_reads_and_rates(resident: Visitor, project) -> None:
    resident.opens(f"/budget/{project.round.slug}/progress/")
    resident.clicks(project.title, role="link")
    resident.reads("От арки")
    resident.clicks("Открыть отчёт", role="link")
    resident.reads("Фонари, 6 шт.")
    resident.reads("сэкономлено")
    resident.page.get_by_label("5 — отлично").check()
    resident.fills(comment="Спасибо, стало светло")
    resident.clicks("Оценить")
    resident.reads("Ваша оценка учтена")
    report = Report.objects.get(project=project)
    assert (report.rating_count, report.rating_sum) == (1, 5)
    resident.opens(f"/budget/projects/{project.pk}/money/")
    resident.reads("Возврат остатка")
    text = resident.page.locator("main").inner_text()
    assert "Житель (демо)" not in text
    assert re.search(r"750\s₽", text)
