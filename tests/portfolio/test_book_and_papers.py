"""The opened book, the paper of a certificate, a certificate issued anew."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from portal.accounts.actions import give_consent, withdraw_consent
from portal.portfolio.actions import (
    confirm_participation,
    issue_certificate,
    open_book,
    reissue_certificate,
    revoke,
)
from portal.portfolio.certificate_paper import certificate_paper
from portal.portfolio.models import Book, Certificate, Participation
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return StaffFactory(permissions=["portfolio.issue"])


@pytest.fixture
def person():
    return UserFactory(last_name="Демидова", first_name="Анна (демо)")


@pytest.fixture
def certificate(person, official):
    return issue_certificate(
        person, "Школа инициатив", actor=official, context={"lines": [["Часов", "16"]]}
    )


def worked(person, actor, hours=4, **more):
    return confirm_participation(
        person, "volunteer", "Субботник", actor=actor, day=date(2026, 5, 1), hours=Decimal(hours),
        **more,
    )  # fmt: skip


def test_a_book_opens_only_under_the_consent_to_show_the_name(client, person):
    client.force_login(person)
    assert client.post("/portfolio/book/", {"open": "1"}).status_code == 403
    assert not Book.objects.exists()


def test_everybody_with_the_address_reads_an_open_book_and_nothing_revoked(
    client, person, official
):
    give_consent(person, "dissemination", actor=person)
    worked(person, official)
    revoke(worked(person, official, hours=90), actor=official, reason="Ошибка")
    page = client.get(open_book(person).get_absolute_url()).content.decode()
    assert page.count("Субботник") == 1
    assert "Анна (демо) Демидова" in page
    assert "<svg" in page
    shown = re.sub(r"<[^>]+>", " ", page.replace(open_book(person).code, ""))
    assert not re.search(r"\b94\b", shown)  # the revoked 90 hours with the confirmed four


def test_a_book_is_not_found_once_the_name_is_hidden_again(client, person):
    give_consent(person, "dissemination", actor=person)
    address = open_book(person).get_absolute_url()
    withdraw_consent(person, "dissemination", actor=person)
    assert client.get(address).status_code == 404


def test_a_closed_book_loses_its_address_for_ever(client, person):
    give_consent(person, "dissemination", actor=person)
    address = open_book(person).get_absolute_url()
    client.force_login(person)
    client.post("/portfolio/book/", {"open": "0"})
    assert client.get(address).status_code == 404
    assert open_book(person).get_absolute_url() != address


def test_hours_add_up_by_kind_and_by_organisation(person, official):
    team = OrganisationFactory()
    worked(person, official, hours=4, organisation=team)
    worked(person, official, hours=3)
    assert person.participation.hours("volunteer") == 7
    assert team.participation.hours() == 4
    assert Participation.objects.hours("training") == 0


def test_a_certificate_is_printed_with_the_address_of_its_check(client, certificate):
    answer = client.get(f"/portfolio/{certificate.printed_code}/paper.pdf")
    assert answer.content.startswith(b"%PDF-")
    paper = certificate_paper(certificate)
    paper.content()
    assert paper.pages_count == 1


def test_a_revoked_certificate_is_printed_no_more(client, certificate, official):
    revoke(certificate, actor=official, reason="Ошибка")
    assert client.get(f"/portfolio/{certificate.printed_code}/paper.pdf").status_code == 404


def test_a_certificate_issued_anew_and_the_old_one_point_to_each_other(
    client, certificate, official
):
    fresh = reissue_certificate(certificate, actor=official, context={"name": "Анна Д. (демо)"})
    old_page = client.get(certificate.get_absolute_url()).content.decode()
    new_page = client.get(fresh.get_absolute_url()).content.decode()
    assert "не действует" in old_page
    assert fresh.printed_code in old_page
    assert certificate.printed_code in new_page
    assert "Анна Д. (демо)" in new_page


def test_a_certificate_is_issued_anew_once_and_by_staff(certificate, official, person):
    with pytest.raises(PermissionDenied):
        reissue_certificate(certificate, actor=person, context={})
    reissue_certificate(certificate, actor=official, context={})
    with pytest.raises(ValidationError):
        reissue_certificate(certificate, actor=official, context={})
    assert Certificate.objects.count() == 2


def test_what_a_certificate_replaces_is_never_rewritten(certificate, official):
    fresh = reissue_certificate(certificate, actor=official, context={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=fresh.pk).update(replaces=None)
