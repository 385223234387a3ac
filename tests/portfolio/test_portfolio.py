"""Confirmed participation and certificates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.portfolio.actions import confirm_participation, issue_certificate, revoke
from portal.portfolio.models import ALPHABET, Certificate, Participation
from portal.portfolio.personal_data import collect
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
    return issue_certificate(person, "Школа инициатив", actor=official, context={"hours": "16"})


def confirmed(person, actor, **fields):
    data = {"day": date(2026, 5, 1), "hours": Decimal(4), **fields}
    return confirm_participation(person, "volunteer", "Субботник", actor=actor, **data)


def test_anybody_with_the_code_checks_a_certificate(client, certificate):
    response = client.get(certificate.get_absolute_url())
    page = response.content.decode()
    assert "подлинное" in page
    assert "Демидова Анна (демо)" in page
    assert response["X-Robots-Tag"] == "noindex"
    assert client.get(f"/portfolio/{certificate.code.lower()}/").status_code == 200


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA", "mine", "я" * 12, "A" * 3000])
def test_an_unknown_code_is_not_found(client, certificate, code):
    response = client.get(f"/portfolio/{code}/")
    assert response.status_code == 404
    assert "Демидова" not in response.content.decode()


def test_a_revoked_certificate_says_so_and_why(client, certificate, official):
    revoke(certificate, actor=official, reason="Выдано по ошибке")
    page = client.get(certificate.get_absolute_url()).content.decode()
    assert "отозвано и не действует" in page
    assert "Выдано по ошибке" in page
    assert "подлинное" not in page


def test_a_certificate_is_revoked_once_and_only_with_a_reason(certificate, official):
    with pytest.raises(ValidationError):
        revoke(certificate, actor=official, reason=" ")
    revoke(certificate, actor=official, reason="Ошибка")
    with pytest.raises(ValidationError, match="Уже"):
        revoke(certificate, actor=official, reason="Ещё раз")


def test_a_certificate_says_what_it_said_when_issued(certificate, person):
    person.last_name = "Другая"
    person.save()
    certificate.refresh_from_db()
    assert certificate.context == {"name": "Демидова Анна (демо)", "hours": "16"}
    for change in ({"context": {}}, {"title": "x"}, {"code": "AAAAAAAAAAAA"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=certificate.pk).update(**change)


def test_codes_are_long_and_read_without_doubt(certificate):
    assert len(certificate.code) == 12
    assert set(certificate.code) <= set(ALPHABET)
    assert not set("01IOL") & set(ALPHABET)


def test_a_certificate_without_a_name_is_not_issued(official):
    nameless = UserFactory(last_name="", first_name="")
    with pytest.raises(ValidationError):
        issue_certificate(nameless, "Школа", actor=official, context={})


def test_a_person_sees_their_own_participation_only(client, person, official):
    confirmed(person, official)
    confirmed(UserFactory(), official, hours=Decimal(7))
    client.force_login(person)
    page = client.get("/portfolio/").content.decode()
    assert page.count("Субботник") == 1
    assert ">4<" in page
    assert ">7<" not in page


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/portfolio/").status_code == 302


@pytest.mark.parametrize("stranger", [UserFactory, StaffFactory])
def test_a_stranger_confirms_and_issues_nothing(person, certificate, stranger):
    with pytest.raises(PermissionDenied):
        confirmed(person, stranger())
    with pytest.raises(PermissionDenied):
        issue_certificate(person, "Школа", actor=stranger(), context={})
    with pytest.raises(PermissionDenied):
        revoke(certificate, actor=stranger(), reason="Так")


def test_an_official_confirms_nothing_of_their_own(official):
    with pytest.raises(PermissionDenied):
        confirmed(official, official)


@pytest.mark.parametrize(
    "fields",
    [{"hours": Decimal(0)}, {"hours": Decimal(-1)}, {"hours": Decimal(1001)},
     {"day": timezone.localdate() + timedelta(days=2)}],
)  # fmt: skip
def test_senseless_hours_and_future_days_are_refused(person, official, fields):
    with pytest.raises(ValidationError):
        confirmed(person, official, **fields)
    assert not Participation.objects.exists()


def test_my_data_holds_participation_and_certificates(person, official, certificate):
    confirmed(person, official)
    data = collect(person)
    assert data["participation"][0]["hours"] == "4.00"
    assert data["certificates"][0]["code"] == certificate.printed_code
    assert collect(official) == {"participation": [], "certificates": []}
