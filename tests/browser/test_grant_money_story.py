"""A grant from the winner's agreement to the last rouble: two officials and the recipient.

Each step is made on the pages; accessibility of every page is checked on the way.
"""

import pytest
from django.utils import timezone

from grants.models import Agreement, Application, Payment
from portal.law.reference import load as load_law
from tests.browser.visitors import Visitor
from tests.factories.agreements import supported, treasurer
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = {"name": "akt.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}


def today() -> str:
    return timezone.localdate().isoformat()


def test_a_grant_is_agreed_paid_reported_and_its_rest_returned(arrives):
    load_law()
    head = VerifiedUserFactory()
    team = OrganisationFactory(kind="nko", head=head, name="Клуб «Двор» (демо)")
    row = supported(1000, head=head, organisation=team, title="Кино во дворе (демо)")
    Application.objects.filter(pk=row.pk).update(starts_on=today())
    first, second, recipient = arrives(treasurer()), arrives(treasurer()), arrives(head)
    agreement = is_agreed(first, row)
    pays(first, second, agreement, kind="payment", amount="1000")
    reports(recipient, agreement, "700,50")
    is_returned_and_mended(first, recipient, agreement)
    accepts(first, agreement)
    recipient.opens(agreement.get_absolute_url())
    recipient.reads("299,50")
    demand = str(agreement.demands.get().pk)
    pays(first, second, agreement, kind="return", amount="299,50", demand=demand)
    makes(first, f"/admin/grants/agreement/{agreement.pk}/change/", "Признать исполненным")
    everybody_reads_the_register(arrives(), team)


def makes(official: Visitor, page: str, label: str, note: str = "") -> None:
    """A button of the workplace and the page that asks once more."""
    official.opens(page)
    official.clicks(label, role="link")
    if note:
        official.fills(note=note)
    official.clicks(label)


def is_agreed(official: Visitor, row: Application) -> Agreement:
    official.opens("/admin/queue/")
    official.clicks(row.title, role="link")
    official.fills(number="7-Г", starts_on=today())
    official.clicks("Подтвердить")
    agreement = Agreement.objects.get(application=row)
    page = f"/admin/grants/agreement/{agreement.pk}/change/"
    official.opens(page)
    official.clicks("Записать подписание", role="link")
    official.fills(signed_on=today())
    official.page.locator("[name='files']").set_input_files(PAPER)
    official.clicks("Записать подписание")
    makes(official, page, "Ввести в действие")
    agreement.refresh_from_db()
    assert agreement.state == "active"
    return agreement


def pays(first: Visitor, second: Visitor, agreement: Agreement, *, kind, amount, demand="") -> None:
    """One prepares, another approves out of the queue."""
    first.opens(f"/admin/grants/agreement/{agreement.pk}/money/")
    first.page.locator("[name='kind']").select_option(kind)
    first.fills(amount=amount, document_number="15", document_date=today())
    if demand:
        first.page.locator("[name='demand']").select_option(demand)
    else:
        part = str(agreement.instalments.get().pk)
        first.page.locator("[name='instalment']").select_option(part)
    first.clicks("Подтвердить")
    second.opens(f"/admin/grants/payment/{Payment.objects.latest('id').pk}/change/")
    second.clicks("Утвердить", role="link")
    second.clicks("Утвердить")
    agreement.refresh_from_db()


def reports(recipient: Visitor, agreement: Agreement, amount: str) -> None:
    recipient.opens(agreement.get_absolute_url())
    recipient.reads("akt.pdf")
    recipient.clicks("Отчёт № 1", role="link")
    recipient.fills(narrative="Показали три фильма.", results="Познакомились.", beneficiaries="90")
    recipient.clicks("Сохранить")
    line = str(agreement.application.lines.get().pk)
    recipient.page.locator("[name='line']").select_option(line)
    recipient.fills(paid_on=today(), amount=amount, what="Проектор", payee="ООО «Свет» (демо)")
    recipient.page.locator("[name='files']").set_input_files(PAPER)
    recipient.clicks("Добавить расход")
    recipient.reads("Проектор")
    sends(recipient)


def sends(recipient: Visitor) -> None:
    recipient.clicks("Отправить отчёт", role="link")
    recipient.clicks("Отправить отчёт")
    recipient.reads("Отчёт уже отправлен")


def is_returned_and_mended(official: Visitor, recipient: Visitor, agreement: Agreement) -> None:
    report = agreement.reports.get()
    makes(
        official, f"/admin/grants/report/{report.pk}/change/", "Вернуть отчёт", "Сколько фильмов?"
    )
    recipient.opens(report.get_absolute_url())
    recipient.reads("Сколько фильмов?")
    recipient.fills(narrative="Показали три фильма, пришло девяносто соседей.")
    recipient.clicks("Сохранить")
    sends(recipient)


def accepts(official: Visitor, agreement: Agreement) -> None:
    page = f"/admin/grants/report/{agreement.reports.get().pk}/change/"
    makes(official, page, "Принять отчёт")
    agreement.refresh_from_db()
    assert (agreement.spent, agreement.demands.get().amount) == (
        agreement.amount - agreement.demands.get().amount, agreement.unaccounted,
    )  # fmt: skip


def everybody_reads_the_register(resident: Visitor, team) -> None:
    resident.opens("/grants/")
    resident.clicks("Реестр получателей", role="link")
    resident.reads(team.name)
    resident.reads("Исполнено")
    with resident.page.expect_download() as table:
        resident.page.get_by_role("link", name="Скачать таблицу (CSV)").click()
    assert table.value.suggested_filename == "grant-recipients.csv"
    resident.clicks(team.name, role="link")
    resident.reads("Паспорт поддержки")
