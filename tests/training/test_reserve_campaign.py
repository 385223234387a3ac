"""A campaign of the reserve announced, called off; people in the reserve and out of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.notifications.models import Notification
from tests.factories.people import VerifiedUserFactory
from tests.factories.reserve import (
    CampaignFactory,
    ReserveApplicationFactory,
    cadre,
)
from tests.factories.training import days
from training.actions import (
    add_plan_item,
    appoint,
    cancel_campaign,
    exclude,
    finish_plan_item,
    publish_campaign,
    reserve,
)
from training.actions.campaigns import campaign_problems, months_after
from training.models import Campaign, ReserveApplication
from training.tasks import move_reserve

pytestmark = pytest.mark.django_db


def test_a_campaign_is_announced_with_criteria_of_its_own():
    official = cadre()
    campaign = CampaignFactory(state="draft", closes_at=days(20))
    chosen = campaign.criteria
    publish_campaign(campaign, actor=official)
    assert campaign.state == "published"
    assert campaign.criteria != chosen
    assert campaign.criteria.frozen_at is not None


def test_a_campaign_half_ready_is_told_every_fault():
    campaign = CampaignFactory(state="draft", opens_at=days(0), closes_at=days(5))
    campaign.commission.set(VerifiedUserFactory.create_batch(2))
    campaign.document_kinds.all().delete()
    campaign.criteria.criteria.filter(is_auto=True).update(code="beauty")
    with pytest.raises(ValidationError) as refusal:
        publish_campaign(campaign, actor=cadre())
    assert len(refusal.value.messages) == 5


def test_everybody_who_applied_hears_that_a_campaign_is_off(campaign):
    row = ReserveApplicationFactory(campaign=campaign)
    cancel_campaign(campaign, actor=cadre(), note="Должность упразднена")
    told = Notification.objects.filter(recipient=row.user)
    assert "упразднена" in told.first().body


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 26), 36, date(2029, 11, 26)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_term_in_months_ends_on_a_day_that_exists(day, months, later):
    assert months_after(day, months) == later


def test_a_plan_is_kept_and_an_appointment_ends_the_reserve(campaign):
    row, chair = ReserveApplicationFactory(campaign=campaign, state="included"), campaign.chair
    item = add_plan_item(row, actor=chair, text="Пройти курс", due_on=date(2030, 1, 1))
    reserve.begin_plan(row, actor=chair)
    finish_plan_item(item, actor=chair)
    item.refresh_from_db()
    assert item.done_on is not None
    appoint(row, actor=chair, note="Начальник отдела, приказ № 5")
    assert row.state == "appointed"


def test_an_exclusion_needs_a_ground_and_a_reason(campaign):
    row, chair = ReserveApplicationFactory(campaign=campaign, state="training"), campaign.chair
    with pytest.raises(ValidationError, match="основание"):
        exclude(row, actor=chair, note="Так решили", ground="whim")
    with pytest.raises(ValidationError, match="причину"):
        exclude(row, actor=chair, note="", ground="own")
    exclude(row, actor=chair, note="Заявление от 1 марта", ground="own")
    assert (row.state, row.ground) == ("excluded", "own")


def test_the_term_ends_by_the_date():
    over = ReserveApplicationFactory(
        state="training", term_until=timezone.localdate() - timedelta(days=1)
    )
    today = ReserveApplicationFactory(state="included", term_until=timezone.localdate())
    move_reserve()
    kept = dict(ReserveApplication.objects.values_list("pk", "state"))
    assert kept == {over.pk: "expired", today.pk: "included"}


def test_a_criterion_nobody_could_mark_stops_the_announcement():
    campaign = CampaignFactory(state="draft")
    campaign.criteria.criteria.filter(is_auto=False).update(formula="bool")
    assert any("оценивает комиссия" in problem for problem in campaign_problems(campaign))


def test_a_commission_that_does_not_decide_in_a_month_is_late_in_public(client):
    late = CampaignFactory(opens_at=days(-60), closes_at=days(-32))
    CampaignFactory(opens_at=days(-60), closes_at=days(-29))
    CampaignFactory(opens_at=days(-60), closes_at=days(-32), state="decided")
    rows = Campaign.objects.all()
    assert rows.waiting().count() == 2
    assert list(rows.overdue(timezone.localdate())) == [late]
    assert "срок прошёл" in client.get(late.get_absolute_url()).content.decode()


def test_who_is_in_the_reserve_is_of_its_audience(person):
    from training.rules.audience import belongs_to

    assert not belongs_to(person, ["reserve"])
    ReserveApplicationFactory(user=person, state="included")
    assert belongs_to(person, ["reserve"])
