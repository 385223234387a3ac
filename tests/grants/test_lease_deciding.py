"""Applying for an object, checking applicants, deciding with a ground, and the lease after it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from grants import actions
from grants.actions.leases import last_day, months_used
from grants.models import Lease, LeaseApplication, SupportRecord
from portal.cases.lifecycle import InvalidTransition
from portal.notifications.models import Notification
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import SuperuserFactory, UserFactory, VerifiedUserFactory
from tests.factories.property import (
    DAY,
    PropertyFactory,
    applied,
    at_hour,
    checked,
    given,
    keeper,
    nko,
    offered,
    opened,
    prepared_offer,
    rented,
    to_decide,
)

pytestmark = pytest.mark.django_db


def subjects(user) -> str:
    return " ".join(Notification.objects.filter(recipient=user).values_list("subject", flat=True))


def test_only_a_proved_writer_of_a_legal_person_applies():
    member = MemberFactory(organisation=nko()).user
    cases = [UserFactory(), VerifiedUserFactory(), member]
    for person in cases:
        with pytest.raises(PermissionDenied):
            applied(offered(), head=person, organisation=OrganisationFactory(head=person))
    for fields in ({"kind": "business"}, {"kind": "tos", "inn": ""}, {"status": "draft"}):
        with pytest.raises(PermissionDenied):
            applied(offered(), organisation=nko(head := VerifiedUserFactory(), **fields), head=head)


def test_nobody_applies_for_another_organisation():
    head = VerifiedUserFactory()
    nko(head)
    with pytest.raises(PermissionDenied, match="от этой организации"):
        applied(offered(), head=head, organisation=nko())


def test_applications_are_taken_from_the_first_to_the_last_minute_only():
    now = timezone.now()
    coming, over = offered(accepts_from=now + DAY / 2), at_hour(offered())
    for offer, words in ((coming, "откроется"), (over, "закончился"), (prepared_offer(), "сейчас")):
        with pytest.raises(PermissionDenied, match=words):
            applied(offer)


def test_an_organisation_applies_once_and_anew_after_it_withdrew():
    row = applied()
    again = {"organisation": row.organisation, "head": row.head}
    with pytest.raises(ValidationError, match="уже подала"):
        applied(row.offer, **again)
    actions.withdraw_lease(row, actor=row.head)
    applied(row.offer, **again)
    assert LeaseApplication.objects.exclude(state="withdrawn").count() == 1


def test_an_application_is_not_taken_back_when_time_is_up():
    row = applied()
    at_hour(row.offer)
    with pytest.raises(PermissionDenied, match="закончился"):
        actions.withdraw_lease(row, actor=row.head)


def test_a_term_longer_than_offered_is_told_at_its_field():
    with pytest.raises(ValidationError) as refusal:
        applied(offered(max_months=6), months=7)
    assert "months" in refusal.value.message_dict


def test_an_object_is_given_only_after_every_check_was_good():
    row = applied()
    opened(row.offer)
    checked(row, kinds=["register", "support"])
    checked(row, kinds=["tax"], is_passed=False)
    with pytest.raises(PermissionDenied, match="налогам"):
        actions.win_lease(row, actor=keeper(), note="Нужнее")
    checked(row, kinds=["tax"])
    actions.win_lease(row, actor=keeper(), note="Нужнее")
    assert Lease.objects.get().state == "prepared"


def test_a_decision_has_a_ground_that_everybody_reads_and_applicants_are_told(client):
    winner = to_decide(purpose="Кружок для детей двора", head=(head := VerifiedUserFactory()))
    loser_head = VerifiedUserFactory()
    loser = LeaseApplication.objects.create(
        offer=winner.offer, state="opened", organisation=nko(loser_head), author=loser_head,
        purpose="Частный тайный склад", months=3, people=1, submitted_at=timezone.now(),
    )  # fmt: skip
    winner.offer.protocol["rows"].append(
        {"organisation": loser.organisation_id, "name": "Проигравшие", "months": 3, "digest": ""}
    )
    winner.offer.save()
    for act in (actions.win_lease, actions.refuse_lease):
        with pytest.raises(ValidationError):
            act(winner, actor=keeper(), note=" ")
    LeaseApplication.objects.get(pk=loser.pk)
    actions.refuse_lease(loser, actor=keeper(), note="Мало кому поможет")
    actions.win_lease(winner, actor=keeper(), note="Придут сорок детей")
    text = client.get(winner.offer.get_absolute_url()).content.decode()
    shown = ("Придут сорок детей", "Мало кому поможет", "Кружок для детей двора")
    assert all(word in text for word in shown)
    assert "Частный тайный склад" not in text
    assert "передают объект" in subjects(head)
    assert "отказано" in subjects(loser_head)


def test_an_official_who_belongs_to_an_applicant_neither_checks_nor_decides():
    row = to_decide()
    official = SuperuserFactory()
    MemberFactory(organisation=row.organisation, user=official)
    for act in (actions.win_lease, actions.refuse_lease):
        with pytest.raises(PermissionDenied, match="решает другой"):
            act(row, actor=official, note="Своим")
    with pytest.raises(PermissionDenied, match="решает другой"):
        actions.record_check(
            row, actor=official, kind="tax", is_passed=True, source="Я",
            checked_on=timezone.localdate(),
        )  # fmt: skip


def test_what_is_decided_is_not_decided_again():
    lease = given()
    with pytest.raises((PermissionDenied, InvalidTransition)):
        actions.refuse_lease(lease.application, actor=keeper(), note="Передумали")


def test_an_offer_ends_without_a_winner_when_each_applicant_was_refused():
    row = to_decide()
    with pytest.raises(PermissionDenied, match="по каждой"):
        actions.not_give_offer(row.offer, actor=keeper(), note="Некому")
    actions.refuse_lease(row, actor=keeper(), note="Не подходит")
    actions.not_give_offer(row.offer, actor=keeper(), note="Некому")
    row.offer.refresh_from_db()
    assert (row.offer.state, row.offer.ground) == ("not_given", "Некому")


def test_a_signed_lease_stands_in_the_register_and_the_passport_with_its_worth(client):
    asset = PropertyFactory(name="Зал у парка (демо)", rent_month=10_000, rate=20)
    lease = rented(offer=offered(asset), months=12)
    record = SupportRecord.objects.get()
    assert (record.value, record.form) == (96_000, "property")
    team = lease.application.organisation
    pages = ("/grants/support/", "/grants/support.csv", f"/grants/passport/{team.pk}/")
    for url in pages:
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode().replace("\xa0", " ").replace("96 000", "96000")
        assert ("Зал у парка (демо)" in text, "96000" in text) == (True, True), url
    assert asset.get_absolute_url() in client.get("/grants/support/").content.decode()


def test_a_lease_that_ends_early_leaves_in_the_register_what_was_really_given():
    lease = rented(months=12)
    start = timezone.localdate() - timedelta(days=65)
    Lease.objects.update(starts_on=start)
    actions.end_lease(lease, actor=keeper(), note="Организация съехала")
    record = SupportRecord.objects.get()
    assert record.ended_on == timezone.localdate()
    assert record.value == lease.benefit_month * 3
    assert not Lease.objects.holding().exists()


def test_a_winner_who_does_not_sign_frees_the_object():
    lease = given()
    actions.fail_lease(lease, actor=keeper(), note="Отказались")
    offered(lease.asset)
    assert not SupportRecord.objects.exists()


def test_a_signature_needs_its_day_and_number():
    lease, today = given(), timezone.localdate()
    for wrong in (
        {}, {"signed_on": today + DAY, "starts_on": today, "number": "1"},
        {"signed_on": today, "number": "1"}, {"signed_on": today, "starts_on": today},
        {"signed_on": today, "starts_on": date(9999, 12, 31), "number": "1"},
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            actions.sign_lease(lease, actor=keeper(), **wrong)
    assert not SupportRecord.objects.exists()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2026, 3, 15), 60, date(2031, 3, 14)),
    ],
)
def test_the_last_day_is_the_eve_of_the_same_day_of_the_month(start, months, end):
    assert last_day(start, months) == end


def test_months_begun_count_whole_and_no_more_than_agreed():
    start = date(2026, 1, 10)
    days = (date(2026, 1, 9), date(2026, 1, 10), date(2026, 2, 9), date(2026, 2, 10))
    assert [months_used(start, day, 12) for day in days] == [0, 1, 1, 2]
    assert months_used(start, date(2030, 1, 1), 12) == 12


def test_rent_is_that_of_the_day_of_the_announcement():
    offer = offered(PropertyFactory(rent_month=10_000, rate=20))
    type(offer.asset).objects.update(rent_month=99_999, rate=90)
    lease = given(offer=offer)
    assert (lease.rent_month, lease.paid_month) == (10_000, Decimal("2000.00"))
