"""The agreement of a winner: within the decision and the fund, signed, in force, ended."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants import actions
from grants.models import Agreement, Contest, Tier
from portal.notifications.models import Notification
from tests.factories.agreements import (
    active,
    drafted,
    given_back,
    paid,
    prepared,
    signed,
    supported,
    terms,
    treasurer,
)
from tests.factories.grants import ContestFactory, officer
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


def small_contest(fund=250_000) -> Contest:
    return ContestFactory(state="decided", decided_at=timezone.now(), fund=Decimal(fund))


# --- Beginning ----------------------------------------------------------------------------------
def test_an_agreement_takes_its_sum_of_the_fund_and_begins_as_one_part():
    agreement = drafted(supported(100_000))
    agreement.contest.refresh_from_db()
    assert agreement.contest.committed == 100_000
    assert [row.amount for row in agreement.instalments.all()] == [Decimal(100_000)]
    assert agreement.application.state == "winner"


def test_no_more_is_agreed_than_the_commission_decided():
    row = supported(100_000)
    with pytest.raises(ValidationError) as refusal:
        actions.draft_agreement(row, actor=treasurer(), **terms(amount=Decimal("100000.01")))
    assert list(refusal.value.message_dict) == ["amount"]


def test_agreements_together_stay_within_the_fund():
    contest = small_contest(fund=250_000)
    drafted(supported(200_000, contest=contest))
    with pytest.raises(ValidationError, match="В фонде конкурса осталось 50"):
        drafted(supported(50_001, contest=contest))
    drafted(supported(50_000, contest=contest))
    contest.refresh_from_db()
    assert contest.committed == contest.fund


def test_agreements_of_a_tier_stay_within_its_own_fund():
    contest = small_contest(fund=900_000)
    contest.tiers.update(fund=Decimal(120_000))
    drafted(supported(100_000, contest=contest))
    with pytest.raises(ValidationError, match="В фонде категории осталось 20"):
        drafted(supported(20_001, contest=contest))
    assert contest.tiers.get().committed == 100_000


def test_the_database_itself_refuses_to_promise_more_than_the_fund():
    agreement = drafted()
    with pytest.raises(IntegrityError, match="contest_commits_within_fund"), transaction.atomic():
        Contest.objects.filter(pk=agreement.contest_id).update(committed=Decimal(10**9))
    Tier.objects.update(fund=Decimal(200_000))
    with pytest.raises(IntegrityError, match="tier_commits_within_fund"), transaction.atomic():
        Tier.objects.update(committed=Decimal(200_001))


def test_a_winner_gets_one_agreement():
    row = supported()
    drafted(row)
    with pytest.raises(PermissionDenied, match="только одно"):
        drafted(row)


@pytest.mark.parametrize("state", ["rating", "rejected", "expertise"])
def test_only_a_winner_gets_an_agreement(state):
    row = supported()
    type(row).objects.filter(pk=row.pk).update(state=state)
    with pytest.raises(PermissionDenied, match="с победителем"):
        actions.draft_agreement(row, actor=treasurer(), **terms())
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("make", [VerifiedUserFactory, StaffFactory, officer])
def test_whoever_does_not_keep_agreements_begins_none(make):
    row = supported()
    with pytest.raises(PermissionDenied):
        actions.draft_agreement(row, actor=make(), **terms())


@pytest.mark.parametrize("make", [treasurer, SuperuserFactory])
def test_an_official_of_the_applicant_or_its_partner_keeps_no_agreement_of_it(make):
    row, person = supported(partner=OrganisationFactory(kind="nko")), make()
    MemberFactory(organisation=row.partner, user=person)
    with pytest.raises(PermissionDenied, match="Соглашение своей организации"):
        actions.draft_agreement(row, actor=person, **terms())


def test_two_agreements_of_a_contest_bear_different_numbers():
    contest = small_contest()
    first = drafted(supported(1000, contest=contest))
    with pytest.raises(ValidationError) as refusal:
        actions.draft_agreement(
            supported(1000, contest=contest), actor=treasurer(),
            **terms(number=first.number, amount=Decimal(1000)),
        )  # fmt: skip
    assert list(refusal.value.message_dict) == ["number"]


# --- Changing -----------------------------------------------------------------------------------
def test_a_smaller_sum_gives_the_rest_back_to_the_fund():
    agreement = drafted(supported(100_000))
    actions.revise_agreement(agreement, actor=treasurer(), amount=Decimal(60_000))
    agreement.contest.refresh_from_db()
    assert (agreement.amount, agreement.contest.committed) == (60_000, 60_000)


def test_terms_that_were_signed_are_not_changed():
    agreement = signed()
    with pytest.raises(PermissionDenied, match="подписано"):
        actions.revise_agreement(agreement, actor=treasurer(), amount=Decimal(1))


def test_an_agreement_is_signed_only_when_its_parts_make_its_sum():
    agreement = drafted(supported(100_000))
    agreement.instalments.update(amount=Decimal(99_999))
    with pytest.raises(PermissionDenied):
        actions.sign_agreement(agreement, actor=treasurer(), signed_on=timezone.localdate())
    agreement.instalments.create(number=2, amount=Decimal(1), planned_on=agreement.ends_on)
    actions.sign_agreement(agreement, actor=treasurer(), signed_on=timezone.localdate())
    assert agreement.state == "signed"


def test_a_signature_has_a_day_that_has_come():
    agreement = drafted()
    for day in (None, timezone.localdate() + timezone.timedelta(days=1)):
        with pytest.raises(ValidationError):
            actions.sign_agreement(agreement, actor=treasurer(), signed_on=day)


# --- Its end ------------------------------------------------------------------------------------
def test_the_application_follows_its_agreement_and_its_people_are_told():
    agreement = active()
    application = agreement.application
    application.refresh_from_db()
    assert application.state == "running"
    told = Notification.objects.filter(recipient=application.author).values_list(
        "subject", flat=True
    )
    assert {subject.split(":")[0] for subject in told} >= {"Соглашение подписано", "Проект идёт"}


def test_what_was_not_paid_is_the_funds_again_when_an_agreement_ends():
    agreement = active(supported(100_000))
    paid(agreement, 30_000)
    actions.terminate_agreement(agreement, actor=treasurer(), note="Проект отменён")
    agreement.contest.refresh_from_db()
    agreement.application.refresh_from_db()
    assert agreement.contest.committed == 30_000
    assert (agreement.state, agreement.ended_on) == ("terminated", timezone.localdate())


def test_an_agreement_does_not_end_while_money_waits_for_approval():
    agreement = active()
    prepared(agreement, "payment", amount=10)
    with pytest.raises(PermissionDenied):
        actions.terminate_agreement(agreement, actor=treasurer(), note="Проект отменён")
    agreement.refresh_from_db()
    assert agreement.state == "active"


def test_the_recipient_partner_and_officials_see_an_agreement_and_nobody_else(client):
    partner = OrganisationFactory(kind="nko")
    agreement = active(supported(partner=partner))
    member = MemberFactory(organisation=partner).user
    for person, status in (
        (agreement.application.author, 200), (member, 200), (treasurer(), 200),
        (VerifiedUserFactory(), 404), (officer(), 404),
    ):  # fmt: skip
        client.force_login(person)
        assert client.get(agreement.get_absolute_url()).status_code == status


def test_the_recipient_reads_parts_payments_and_returns_on_her_page(client):
    agreement = active(supported(100_000))
    paid(agreement, 60_000)
    given_back(agreement, 500)
    client.force_login(agreement.application.author)
    page = client.get(agreement.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert all(sum_ in page for sum_ in ("100 000 ₽", "60 000 ₽", "500 ₽", "signed.pdf"))


def test_the_signed_paper_opens_for_the_recipient_and_for_no_stranger(client):
    agreement = signed()
    client.force_login(agreement.application.author)
    page = client.get(agreement.get_absolute_url()).content.decode()
    url = page[page.index("/files/") :].split('"')[0]
    assert client.get(url).status_code == 200
    client.force_login(VerifiedUserFactory())
    assert client.get(url).status_code == 404
