"""The support passport of an organisation: its money and its hours, and nobody's name."""

from datetime import date
from decimal import Decimal

import pytest

from portal.portfolio.models import Participation
from tests.factories.agreements import active, drafted, given_back, in_use, supported
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return OrganisationFactory(kind="nko", name="АНО «Двор» (демо)", head=VerifiedUserFactory())


def gave(team, hours, day=date(2025, 5, 1), **fields) -> Participation:
    return Participation.objects.create(
        user=fields.pop("user", None) or UserFactory(), kind="volunteer", title="Субботник",
        hours=Decimal(hours), day=day, organisation=team, confirmed_by=UserFactory(), **fields,
    )  # fmt: skip


def page(client, team):
    return client.get(f"/grants/passport/{team.pk}/")


def test_it_adds_up_the_money_of_own_grants_and_of_those_it_was_a_partner_of(client, team):
    own = in_use(1000, organisation=team)
    given_back(own, 100)
    through = in_use(500, partner=team)
    active(supported())
    drafted(supported(organisation=team))
    context = page(client, team).context
    assert {row.pk for row in context["page"].items} == {own.pk, through.pk}
    assert context["money"] == {"n": 2, "paid": 1500, "returned": 100}


def test_it_adds_up_confirmed_hours_by_year_without_the_revoked_ones(client, team):
    gave(team, "3.5"), gave(team, 4), gave(team, 2, date(2024, 1, 1))
    gave(team, 50, revoked_at="2025-06-01T00:00Z", revoke_reason="Ошибка")
    gave(OrganisationFactory(), 7)
    years = [(row["day__year"], row["sum"]) for row in page(client, team).context["years"]]
    assert years == [(2025, Decimal("7.50")), (2024, Decimal(2))]


def test_it_names_nobody(client, team):
    person = VerifiedUserFactory(last_name="Секретарёва", first_name="Аглая")
    gave(team, 3, user=person)
    in_use(1000, organisation=team, head=person)
    text = page(client, team).content.decode()
    assert "АНО «Двор» (демо)" in text
    assert not [word for word in ("Секретарёва", "Аглая", person.email) if word in text]


def test_an_organisation_nobody_confirmed_has_no_passport(client):
    assert page(client, OrganisationFactory(status="draft")).status_code == 404


def test_an_organisation_without_support_is_told_so(client, team):
    text = page(client, team).content.decode()
    assert all(part in text for part in ("Грантов у организации пока не было", "Часов пока нет"))
