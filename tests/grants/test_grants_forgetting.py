"""What an erased account leaves behind among nominees and donors."""

import pytest

from grants import actions
from grants.models import EndowmentPledge, Nomination
from tests.factories.awards import NominationFactory, SeasonFactory
from tests.factories.endowment import FundFactory
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


def test_the_name_of_an_erased_donor_leaves_the_fund_and_the_promise_ends(client):
    donor = VerifiedUserFactory()
    fund = FundFactory()
    actions.promise(fund, actor=donor, amount=500, public_name="Донор Приметный")
    assert "Донор Приметный" in client.get(fund.get_absolute_url()).content.decode()
    actions.forget_person(donor)
    assert "Приметный" not in client.get(fund.get_absolute_url()).content.decode()
    assert not EndowmentPledge.objects.standing().exists()


def test_an_erased_nominee_has_declined_and_an_erased_nominator_has_withdrawn():
    season, person = SeasonFactory(), UserFactory()
    honour = NominationFactory(season=season, state="consent", nominee_user=person)
    own = NominationFactory(season=season, state="draft", nominator=person)
    decided = NominationFactory(season=season, state="laureate", nominator=person)
    actions.forget_person(person)
    states = dict(Nomination.objects.values_list("pk", "state"))
    assert states == {honour.pk: "declined", own.pk: "withdrawn", decided.pk: "laureate"}
    assert not Nomination.objects.filter(nominee_user=person).exists()
