"""Applying to the reserve: writing, documents, the time, what comes back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.notifications.models import Notification
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.reserve import (
    CampaignFactory,
    ReserveApplicationFactory,
    paper,
)
from tests.factories.training import days, department, servants_of
from tests.races import race
from training.actions import (
    detach,
    reserve,
    return_application,
    start_application,
    write_application,
)
from training.models import Campaign, ReserveApplication, ReserveDocument
from training.tasks import move_reserve

pytestmark = pytest.mark.django_db


def test_an_activist_writes_attaches_and_submits(campaign, person):
    row = start_application(campaign, actor=person)
    write_application(row, actor=person, education="Высшее", experience="ТОС", motivation="Хочу")
    paper(row)
    reserve.submit(row, actor=person)
    assert (row.state, row.number) == ("applied", 1)
    assert Notification.objects.filter(recipient=person, topic="reserve").exists()


def test_an_incomplete_application_is_told_everything_it_lacks(draft, person):
    write_application(draft, actor=person, education=" ")
    with pytest.raises(ValidationError) as refusal:
        reserve.submit(draft, actor=person)
    assert refusal.value.messages == ["Расскажите об образовании.", "Приложите: Анкета."]
    assert Campaign.objects.get().application_count == 0


def test_a_document_of_another_kind_does_not_answer_the_requirement(draft, person):
    paper(draft, kind=None)
    with pytest.raises(ValidationError, match="Анкета"):
        reserve.submit(draft, actor=person)


def test_a_document_of_another_campaign_is_refused(draft):
    with pytest.raises(ValidationError, match="не просят"):
        paper(draft, kind=CampaignFactory().document_kinds.first())


def test_a_second_start_returns_to_the_same_draft(campaign, person):
    assert start_application(campaign, actor=person) == start_application(campaign, actor=person)


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (UserFactory, "Подтвердите личность"),
        (lambda: VerifiedUserFactory(birth_date=date(2015, 1, 1)), "с 18 лет"),
        (lambda: VerifiedUserFactory(birth_date=date(1940, 1, 1)), "до 65 включительно"),
    ],
)
def test_a_person_who_may_not_apply_reads_why(campaign, who, reason):
    with pytest.raises(PermissionDenied, match=reason):
        start_application(campaign, actor=who())


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"closed": True}, "закончился"),
        ({"opens_at": days(1), "closes_at": days(40)}, "откроется"),
        ({"state": "cancelled"}, "отменён"),
        ({"state": "ranked"}, "закончился"),
    ],
)
def test_nobody_applies_outside_the_time(person, fields, reason):
    with pytest.raises(PermissionDenied, match=reason):
        start_application(CampaignFactory(**fields), actor=person)


def test_the_track_of_servants_is_for_servants(person):
    campaign = CampaignFactory(track="servants")
    with pytest.raises(PermissionDenied, match="для муниципальных служащих"):
        start_application(campaign, actor=person)
    servant = servants_of(department(servants=1))[0]
    assert start_application(campaign, actor=servant).pk


def test_a_commissioner_does_not_apply_where_they_judge(campaign):
    with pytest.raises(PermissionDenied, match="в комиссии"):
        start_application(campaign, actor=campaign.chair)


def test_a_draft_begun_in_time_is_not_submitted_too_late(draft, person):
    paper(draft)
    Campaign.objects.update(closes_at=days(-0.001))
    with pytest.raises(PermissionDenied, match="закончился"):
        reserve.submit(ReserveApplication.objects.get(pk=draft.pk), actor=person)


def test_a_submitted_application_is_not_changed(campaign, person):
    row = ReserveApplicationFactory(campaign=campaign, user=person)
    for act in (
        lambda: write_application(row, actor=person, education="Иначе"),
        lambda: paper(row),
    ):
        with pytest.raises(PermissionDenied, match="уже подано"):
            act()


def test_nobody_writes_for_another(draft):
    with pytest.raises(PermissionDenied):
        write_application(draft, actor=VerifiedUserFactory(), education="Чужое")


def test_a_removed_document_answers_nothing(draft, person):
    row = paper(draft)
    detach(row, actor=person)
    assert not ReserveDocument.objects.exists()
    with pytest.raises(ValidationError, match="Анкета"):
        reserve.submit(draft, actor=person)


def test_a_returned_application_is_mended_after_the_close(campaign, person):
    row = ReserveApplicationFactory(campaign=campaign, user=person, state="check")
    return_application(row, actor=campaign.chair, note="Нет подписи")
    Campaign.objects.update(closes_at=days(-1))
    row = ReserveApplication.objects.get(pk=row.pk)
    paper(row)
    reserve.submit(row, actor=person)
    assert (row.state, row.number) == ("applied", 1)


def test_a_returned_application_left_alone_is_closed_by_the_clock():
    row = ReserveApplicationFactory(state="returned", return_until=days(-0.1))
    fresh = ReserveApplicationFactory(state="returned")
    with pytest.raises(PermissionDenied, match="Срок исправления"):
        write_application(row, actor=row.user, education="Поздно")
    move_reserve()
    states = dict(ReserveApplication.objects.values_list("pk", "state"))
    assert states == {row.pk: "refused", fresh.pk: "returned"}


@pytest.mark.django_db(transaction=True)
def test_ten_submissions_of_one_application_are_one(draft, person):
    paper(draft)

    def act(_n):
        return reserve.submit(ReserveApplication.objects.get(pk=draft.pk), actor=person)

    results = race(10, act)
    assert sum(not isinstance(one, Exception) for one in results) == 1
    assert Campaign.objects.get().application_count == 1
