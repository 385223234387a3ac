"""The commission of the reserve: moves, marks, the ranking, the decision."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from portal.notifications.models import Notification
from portal.portfolio.models import Participation
from portal.scoring.actions import digest_of
from portal.scoring.models import Mark
from tests.factories.people import SuperuserFactory, VerifiedUserFactory
from tests.factories.reserve import (
    CampaignFactory,
    ReserveApplicationFactory,
    cadre,
    judged,
)
from tests.races import waiting
from training.actions import (
    decide,
    mark,
    portfolio_of,
    rank,
    reserve,
)
from training.actions.campaigns import months_after
from training.models import Campaign

pytestmark = pytest.mark.django_db


def test_an_application_goes_the_way_of_the_catalogue(campaign):
    row, chair = ReserveApplicationFactory(campaign=campaign), campaign.chair
    for act, state in (
        (reserve.check, "check"),
        (reserve.admit, "test"),
        (reserve.invite, "interview"),
    ):
        act(row, actor=chair)
        assert row.state == state
    assert Notification.objects.filter(recipient=row.user, channel="inbox").count() == 3


@pytest.mark.parametrize("who", [cadre, SuperuserFactory, VerifiedUserFactory])
def test_nobody_but_the_commission_moves_an_application(campaign, who):
    row = ReserveApplicationFactory(campaign=campaign)
    with pytest.raises(PermissionDenied):
        reserve.check(row, actor=who())


def test_marks_of_the_interview_come_after_it(campaign):
    row = ReserveApplicationFactory(campaign=campaign, state="test")
    test, interview = campaign.criteria.criteria.filter(formula="expert")
    mark(row, actor=campaign.chair, marks={test: 80})
    with pytest.raises(ValidationError, match="ещё не было"):
        mark(row, actor=campaign.chair, marks={interview: 9})
    with pytest.raises(PermissionDenied):
        mark(row, actor=VerifiedUserFactory(), marks={test: 100})


def concluded(*marks, places=2, pass_score=50) -> Campaign:
    campaign = CampaignFactory(closed=True, places=places, pass_score=pass_score)
    for test, interview in marks:
        judged(ReserveApplicationFactory(campaign=campaign, state="interview"), test, interview)
    return campaign


def states(campaign) -> list[str]:
    return list(campaign.applications.order_by("number").values_list("state", flat=True))


def test_the_best_who_reach_the_pass_score_are_included_for_the_term():
    campaign = concluded((100, 10), (60, 6), (90, 9), (100, 5))
    rank(campaign, actor=campaign.chair)
    decide(campaign, actor=campaign.chair)
    assert states(campaign) == ["included", "refused", "included", "refused"]
    first = campaign.applications.get(number=1)
    assert first.term_until == months_after(timezone.localdate(), 36)


def test_places_stay_empty_below_the_pass_score():
    campaign = concluded((10, 1), (90, 9))
    rank(campaign, actor=campaign.chair)
    decide(campaign, actor=campaign.chair)
    assert states(campaign) == ["refused", "included"]


def test_the_portfolio_counts_by_the_published_formula_and_nothing_revoked_does():
    campaign = concluded((50, 5), (50, 5))
    row = campaign.applications.get(number=2)
    for hours, revoked in ((40, None), (500, timezone.now())):
        Participation.objects.create(
            user=row.user, kind="volunteer", title="Помощь", hours=hours,
            day=timezone.localdate(), confirmed_by=campaign.chair, revoked_at=revoked,
        )  # fmt: skip
    rank(campaign, actor=campaign.chair)
    totals = {one["id"]: one["total"] for one in campaign.ranking.data["rows"]}
    assert totals == {"1": "40", "2": "48"}


def test_portfolios_are_counted_by_kind(person):
    for kind, hours in (("volunteer", 3), ("volunteer", 4), ("training", 16), ("project", None)):
        Participation.objects.create(
            user=person, kind=kind, title="Дело", hours=hours, day=timezone.localdate(),
            confirmed_by=VerifiedUserFactory(),
        )  # fmt: skip
    counted = portfolio_of([person.pk])[person.pk]
    assert counted == {"volunteer_hours": 7, "courses": 1, "projects": 1}


def test_the_ranking_is_frozen_with_a_hash_and_names_nobody(client):
    campaign = concluded((100, 10), (60, 6))
    rank(campaign, actor=campaign.chair)
    decide(campaign, actor=campaign.chair)
    assert digest_of(campaign.ranking.data) == campaign.ranking.digest
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert campaign.ranking.digest in page
    assert not any(row.user.last_name in page for row in campaign.applications.all())


def test_anybody_recounts_the_ranking_from_its_data_once_it_is_decided(client):
    campaign = concluded((100, 10), (60, 6))
    url = f"{campaign.get_absolute_url()}protocol.json"
    rank(campaign, actor=campaign.chair)
    assert client.get(url).status_code == 404
    decide(campaign, actor=campaign.chair)
    assert digest_of(client.get(url).json()) == campaign.ranking.digest


def test_a_ranking_waits_for_every_application():
    campaign = concluded((100, 10))
    ReserveApplicationFactory(campaign=campaign, state="check")
    with pytest.raises(ValidationError, match="без решения комиссии: 1"):
        rank(campaign, actor=campaign.chair)


def test_a_ranking_waits_for_every_mark():
    campaign = concluded((100, 10))
    ReserveApplicationFactory(campaign=campaign, state="interview")
    with pytest.raises(ValidationError, match="Не хватает значений"):
        rank(campaign, actor=campaign.chair)


def test_only_the_chair_concludes_and_only_after_the_close(campaign):
    member = campaign.commission.exclude(pk=campaign.chair_id).first()
    with pytest.raises(PermissionDenied, match="председатель"):
        rank(campaign, actor=member)
    with pytest.raises(PermissionDenied, match="Рейтинг — после"):
        rank(campaign, actor=campaign.chair)


def test_nothing_is_moved_between_ranking_and_decision():
    campaign = concluded((100, 10))
    rank(campaign, actor=campaign.chair)
    row = campaign.applications.get()
    with pytest.raises(PermissionDenied):
        reserve.refuse(row, actor=campaign.chair, note="Передумали")


@pytest.mark.django_db(transaction=True)
def test_a_mark_given_while_the_ranking_is_frozen_waits_and_is_refused():
    campaign = concluded((100, 10))
    row, chair = campaign.applications.get(), campaign.chair
    criterion = campaign.criteria.criteria.get(code="test")
    with transaction.atomic():
        rank(campaign, actor=chair)
        late = waiting(lambda: mark(row, actor=chair, marks={criterion: 1}))
    (refusal,) = late.result()
    assert isinstance(refusal, PermissionDenied)
    assert Mark.objects.get(criterion=criterion).value == 100
