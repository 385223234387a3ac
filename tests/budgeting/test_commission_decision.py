"""The decision by the ranking: within the money, departures with a reason, published."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting import actions
from budgeting.actions.commission_decision import rows_of
from budgeting.models import Commission, Round
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from tests.factories.budgeting import ProjectFactory
from tests.factories.commission import (
    assessing,
    chair,
    mark_all,
    people,
    projects,
    ranked,
)
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission():
    return assessing(method="criteria", projects=3)


@pytest.fixture
def before(commission):
    """Ranked; the round has money for two of the three projects of 450 000 each."""
    Round.objects.filter(pk=commission.round_id).update(budget=Decimal(900_000))
    mark_all(commission)
    return ranked(commission)


def states(commission) -> list[str]:
    return [project.state for project in projects(commission)]


def test_the_ranking_decides_within_the_money_and_everybody_is_told(before):
    actions.decide(before, actor=chair(), note="Протокол № 3")
    assert states(before) == ["winner", "winner", "reserve"]
    first = projects(before)[0]
    assert "место в рейтинге 1" in CaseEvent.objects.of(first).get(kind="win").note
    assert Notification.objects.filter(recipient=first.author, event__kind="win").exists()


def test_a_departure_needs_a_reason_and_shows_it(before, client):
    first, _second, third = projects(before)
    with pytest.raises(ValidationError, match="причину"):
        actions.depart(before, first, actor=chair(), outcome="reserve", reason="")
    actions.depart(before, first, actor=chair(), outcome="reserve", reason="Земля в споре")
    actions.depart(before, third, actor=chair(), outcome="win", reason="Освободились деньги")
    actions.decide(before, actor=chair(), note="Протокол № 3")
    assert states(before) == ["reserve", "winner", "winner"]
    assert "Земля в споре" in client.get(f"/budget/{before.round.slug}/scoring/").text
    assert "Земля в споре" in CaseEvent.objects.of(first).get(kind="reserve").note


def test_a_departure_as_the_ranking_says_takes_it_back(before):
    first = projects(before)[0]
    actions.depart(before, first, actor=chair(), outcome="reserve", reason="Земля в споре")
    actions.depart(before, first, actor=chair(), outcome="win", reason="")
    assert not any(row.departs for row in rows_of(before))


def test_winners_beyond_the_money_are_no_decision_and_nothing_moves(before):
    third = projects(before)[2]
    actions.depart(before, third, actor=chair(), outcome="win", reason="Очень надо")
    with pytest.raises(ValidationError, match="1350000"):
        actions.decide(before, actor=chair(), note="Протокол № 3")
    assert states(before) == ["contest"] * 3


def test_those_below_the_passing_score_are_refused(before):
    Commission.objects.filter(pk=before.pk).update(pass_points=Decimal(99))
    before.refresh_from_db()
    actions.decide(before, actor=chair(), note="Протокол № 3")
    assert states(before) == ["refused"] * 3
    assert projects(before)[0].refusal_ground.code == "not_selected"


def test_an_excluded_project_never_wins(commission):
    project = projects(commission)[0]
    actions.exclude_project(
        commission, project, actor=chair(), ground="private", reason="Платная парковка"
    )
    mark_all(commission)
    commission = ranked(commission)
    with pytest.raises(ValidationError, match="этого проекта нет"):
        actions.depart(commission, project, actor=chair(), outcome="win", reason="Всё равно")
    actions.decide(commission, actor=chair(), note="Протокол № 3")
    assert states(commission)[0] == "refused"


def test_only_who_runs_the_commission_decides(before):
    for actor in (people(before)[0], VerifiedUserFactory()):
        with pytest.raises(PermissionDenied):
            actions.decide(before, actor=actor, note="Самовольно")
        with pytest.raises(PermissionDenied):
            actions.depart(before, projects(before)[0], actor=actor, outcome="refuse", reason="Так")
    assert states(before) == ["contest"] * 3


def test_a_decision_is_published_with_a_note(before):
    with pytest.raises(ValidationError):
        actions.decide(before, actor=chair(), note=" ")
    assert states(before) == ["contest"] * 3


def test_a_rating_commission_decides_by_its_ballots():
    commission = assessing(members=3, projects=2)
    Round.objects.filter(pk=commission.round_id).update(budget=Decimal(500_000))
    for person in people(commission):
        points = dict(zip(commission.contest, (1, 5), strict=True))
        actions.cast_rating(commission, actor=person, points=points)
    commission = ranked(commission)
    actions.decide(commission, actor=chair(), note="Протокол № 2")
    assert states(commission) == ["reserve", "winner"]


def test_a_late_project_is_not_decided_upon(before):
    late = ProjectFactory(round=before.round, state="contest")
    actions.decide(before, actor=chair(), note="Протокол № 3")
    late.refresh_from_db()
    assert late.state == "contest"
