"""The rating ballot of a commission: once, whole, counted with a quorum, ties by lot."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from budgeting import actions
from budgeting.models import Commission, Project, RatingBallot, RatingVoter
from budgeting.selection import Contender, Rated, plan, rate
from portal.cases.models import CaseEvent
from portal.draws.lot import shuffled
from portal.scoring.actions import digest_of
from tests.factories.budgeting import ProjectFactory
from tests.factories.commission import assessing, chair, days, formed
from tests.factories.people import SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


def people(commission) -> list:
    return [seat.user for seat in commission.seats.members()]


def vote(commission, person, *marks):
    points = dict(zip(commission.contest, marks, strict=False))
    return actions.cast_rating(commission, actor=person, points=points)


def over(commission) -> None:
    Commission.objects.filter(pk=commission.pk).update(assess_until=days(-0.001))


# --- Opening ------------------------------------------------------------------------------------
def test_the_assessment_opens_in_its_phase_alone_even_for_a_superuser():
    commission = formed()
    commission.round.phases.filter(kind="commission").update(starts_at=days(3))
    for actor in (chair(), SuperuserFactory()):
        with pytest.raises(PermissionDenied, match="начнётся"):
            actions.open_assessment(commission, actor=actor, until=days(5))


@pytest.mark.parametrize(
    ("fields", "match"),
    [({"projects": 0}, "нет ни одного"), ({"members": 0}, "никого нет")],
)
def test_without_projects_or_members_nothing_opens(fields, match):
    with pytest.raises(ValidationError, match=match):
        actions.open_assessment(formed(**fields), actor=chair(), until=days(1))


def test_the_projects_are_fixed_when_the_assessment_opens():
    commission = assessing(projects=2)
    late = ProjectFactory(round=commission.round, state="contest")
    with pytest.raises(ValidationError, match="не из этого отбора"):
        actions.cast_rating(commission, actor=people(commission)[0], points={late.pk: 5})


# --- Voting -------------------------------------------------------------------------------------
def test_a_member_votes_once_and_the_ballot_stays():
    commission = assessing(projects=2)
    voter = people(commission)[0]
    ballot = vote(commission, voter, 5, 2)
    with pytest.raises(ValidationError, match="уже проголосовали"):
        vote(commission, voter, 1, 1)
    assert RatingBallot.objects.get() == ballot
    for change in (ballot.delete, lambda: RatingBallot.objects.update(points={})):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize("marks", [(5,), (0, 3), (6, 3), (-1, 3), ()])
def test_a_score_is_due_for_every_project_from_one_to_five(marks):
    commission = assessing(projects=2)
    with pytest.raises(ValidationError, match="от 1 до 5"):
        vote(commission, people(commission)[0], *marks)
    assert not RatingVoter.objects.exists()


@pytest.mark.parametrize("marks", [(1, 1, 1), (0, 0, 0), (2, 0, 0)])
def test_votes_go_to_different_projects_and_not_beyond_their_number(marks):
    commission = assessing(projects=3, ballot="votes", votes_each=2)
    with pytest.raises(ValidationError, match="не больше"):
        vote(commission, people(commission)[0], *marks)
    vote(commission, people(commission)[0], 1, 0, 1)


def test_whoever_is_no_member_does_not_vote():
    commission = assessing()
    reserve = commission.seats.last()
    reserve.status = "reserve"
    reserve.save()
    for stranger in (VerifiedUserFactory(), SuperuserFactory(), chair(), reserve.user):
        with pytest.raises(PermissionDenied, match="только члены"):
            vote(commission, stranger, 3, 3, 3)


def test_after_the_term_nobody_votes():
    commission = assessing()
    over(commission)
    with pytest.raises(PermissionDenied, match="принимались до"):
        vote(commission, people(commission)[0], 3, 3, 3)


def test_a_secret_ballot_is_tied_to_nobody():
    commission = assessing(is_secret=True)
    vote(commission, people(commission)[0], 3, 4, 5)
    assert RatingBallot.objects.get().seat is None
    assert RatingVoter.objects.get().seat.user == people(commission)[0]


# --- Counting -----------------------------------------------------------------------------------
def counted(commission) -> dict:
    over(commission)
    actions.rank_projects(commission, actor=chair())
    commission = Commission.objects.get(pk=commission.pk)
    assert commission.rating.digest == digest_of(commission.rating.data)
    return commission.rating.data


def test_the_sums_make_the_ranking_and_open_ballots_are_published_by_number():
    commission = assessing(members=3, projects=3)
    first, second, third = people(commission)
    for person, marks in ((first, (1, 5, 3)), (second, (2, 5, 3)), (third, (1, 4, 5))):
        vote(commission, person, *marks)
    data = counted(commission)
    a, b, c = map(str, commission.contest)
    assert [(row["id"], row["total"]) for row in data["rows"]] == [(b, "14"), (c, "11"), (a, "4")]
    assert [ballot["by"] for ballot in data["ballots"]] == [1, 2, 3]
    assert (data["members"], data["quorum"]) == (3, 2)


def test_published_secret_ballots_say_nothing_of_who_cast_them():
    commission = assessing(members=3, projects=2, is_secret=True)
    for person, marks in zip(people(commission), ((5, 1), (1, 5), (3, 3)), strict=True):
        vote(commission, person, *marks)
    data = counted(commission)
    assert [ballot["by"] for ballot in data["ballots"]] == [None] * 3
    texts = [sorted(ballot["points"].items()) for ballot in data["ballots"]]
    assert texts == sorted(texts)


def test_equal_sums_are_resolved_by_the_lot_of_the_opening():
    commission = assessing(members=3, projects=3)
    for person in people(commission):
        vote(commission, person, 3, 3, 3)
    expected = shuffled([str(key) for key in commission.contest], commission.lot_seed)
    assert [row["id"] for row in counted(commission)["rows"]] == expected


def test_without_a_quorum_nothing_is_counted():
    commission = assessing(members=4)
    for person in people(commission)[:2]:
        vote(commission, person, 3, 3, 3)
    over(commission)
    with pytest.raises(ValidationError, match="нужно 3"):
        actions.rank_projects(commission, actor=chair())


def test_nobody_stops_the_vote_at_a_good_moment():
    commission = assessing(members=3)
    for person in people(commission)[:2]:
        vote(commission, person, 3, 3, 3)
    with pytest.raises(ValidationError, match="ещё не вышел"):
        actions.rank_projects(commission, actor=SuperuserFactory())
    vote(commission, people(commission)[2], 3, 3, 3)
    actions.rank_projects(commission, actor=chair())
    assert "SHA-256" in CaseEvent.objects.of(commission).get(kind="rank").note


keys = st.lists(st.integers(1, 9).map(str), unique=True, min_size=1)


@given(keys, st.data())
def test_a_ranking_holds_every_project_once_and_no_better_one_stands_below(order, data):
    ballots = data.draw(st.lists(st.dictionaries(st.sampled_from(order), st.integers(0, 5))))
    rows = rate(ballots, order)
    assert sorted(row.key for row in rows) == sorted(order)
    assert [row.points for row in rows] == sorted((row.points for row in rows), reverse=True)
    assert rate(ballots[::-1], order) == rows


def test_of_equal_sums_more_ballots_come_first():
    assert rate([{"а": 4}, {"б": 2}, {"б": 2}], ["а", "б"])[0] == Rated("б", 4, 2)


costs = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), max_size=12)


@given(costs, st.integers(0, 200), st.integers(0, 60))
def test_winners_never_take_more_than_the_round_has(rows, budget, least):
    rows = sorted(rows, reverse=True)
    ranking = [Contender(str(n), points, cost) for n, (points, cost) in enumerate(rows)]
    outcome = plan(ranking, budget, least)
    spent = sum(row.cost for row in ranking if outcome[row.key] == "win")
    assert spent <= budget
    assert all((outcome[row.key] == "refuse") == (row.points < least) for row in ranking)
    left = budget - spent
    assert all(row.cost > left for row in ranking if outcome[row.key] == "reserve")


def test_a_project_refused_meanwhile_is_not_ranked():
    commission = assessing(members=3, projects=2)
    for person in people(commission):
        vote(commission, person, 5, 1)
    Project.objects.filter(pk=commission.contest[0]).update(state="refused")
    assert [row["id"] for row in counted(commission)["rows"]] == [str(commission.contest[1])]
