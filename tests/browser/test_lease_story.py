"""A room of the city from the offer to the register of support: an NKO, a rival, an official."""

import pytest
from django.utils import timezone

from grants.models import LeaseApplication, LeaseOffer, LeaseState
from tests.browser.test_grant_money_story import PAPER, makes
from tests.browser.visitors import Visitor
from tests.factories.people import VerifiedUserFactory
from tests.factories.property import PropertyFactory, applied, at_hour, keeper, nko, offered

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_nko_gets_a_room_it_applied_for_in_a_sealed_application(arrives):
    offer = offered(PropertyFactory(name="Зал у парка (демо)"))
    head = VerifiedUserFactory()
    nko(head, name="Клуб «Двор» (демо)")
    applicant, official = arrives(head), arrives(keeper())
    row = applies(applicant, offer)
    rival = VerifiedUserFactory()
    applied(offer, organisation=nko(rival, name="Соседи (демо)"), head=rival, purpose="Склад")
    nobody_else_reads(official, row)
    opens(official, at_hour(offer))
    refuses(official, offer.applications.exclude(pk=row.pk).get())
    gives(official, row)
    signs(official, row)
    applicant.opens(row.get_absolute_url())
    applicant.reads("А-7")
    everybody_reads_why_and_the_register(arrives(), offer)


def applies(applicant: Visitor, offer: LeaseOffer) -> LeaseApplication:
    applicant.opens("/grants/property/")
    applicant.clicks("Зал у парка (демо)", role="link")
    applicant.clicks("Подать заявку", role="link")
    applicant.fills(purpose="Кружок для детей двора", months="700", people="40")
    applicant.page.locator("[name='files']").set_input_files(PAPER)
    applicant.page.get_by_role("button", name="Подать заявку").click()
    applicant.reads("Проверьте, пожалуйста")
    applicant.faults.clear()  # the browser's own word about a refused form
    applicant.fills(months="24")
    applicant.page.locator("[name='files']").set_input_files(PAPER)
    applicant.clicks("Подать заявку")
    applicant.reads("Запечатана до вскрытия")
    return LeaseApplication.objects.get(offer=offer)


def nobody_else_reads(official: Visitor, row: LeaseApplication) -> None:
    assert official.page.goto(row.get_absolute_url()).status == 404
    official.faults.clear()
    official.opens("/admin/grants/leaseapplication/")
    assert "Клуб" not in official.page.content()
    official.opens(row.offer.get_absolute_url())
    assert "Клуб" not in official.page.content()


def opens(official: Visitor, offer: LeaseOffer) -> None:
    official.opens("/admin/queue/")
    official.clicks("Зал у парка (демо)", role="link")
    official.clicks("Вскрыть заявки", role="link")
    official.clicks("Вскрыть заявки")
    offer.refresh_from_db()
    assert len(offer.protocol["rows"]) == 2


def refuses(official: Visitor, row: LeaseApplication) -> None:
    page = f"/admin/grants/leaseapplication/{row.pk}/change/"
    makes(official, page, "Отказать", "Складу хватит подвала.")


def gives(official: Visitor, row: LeaseApplication) -> None:
    page = f"/admin/grants/leaseapplication/{row.pk}/change/"
    for kind in ("register", "tax", "support"):
        official.opens(page)
        official.clicks("Записать проверку", role="link")
        official.page.locator("[name='kind']").select_option(kind)
        official.page.locator("[name='is_passed']").select_option("1")
        official.fills(source="Выписка 5", checked_on=timezone.localdate().isoformat())
        official.clicks("Подтвердить")
    makes(official, page, "Передать объект", "Детям двора негде заниматься.")
    row.refresh_from_db()
    assert row.state == LeaseState.WON


def signs(official: Visitor, row: LeaseApplication) -> None:
    today = timezone.localdate().isoformat()
    official.opens(f"/admin/grants/lease/{row.lease.pk}/change/")
    official.clicks("Записать подписание", role="link")
    official.fills(number="А-7", signed_on=today, starts_on=today)
    official.page.locator("[name='files']").set_input_files(PAPER)
    official.clicks("Записать подписание")


def everybody_reads_why_and_the_register(resident: Visitor, offer: LeaseOffer) -> None:
    resident.opens(offer.get_absolute_url())
    for told in ("Детям двора негде", "Складу хватит подвала", "№ А-7"):
        resident.reads(told)
    resident.opens("/grants/support/")
    resident.reads("Клуб «Двор» (демо)")
    resident.reads("Зал у парка (демо)")
