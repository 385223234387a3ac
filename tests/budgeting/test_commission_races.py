"""Real connections and a barrier: one application a person, two people for two replacements."""

import pytest

from budgeting import actions
from budgeting.models import (
    Commission,
    CommissionApplication,
    ExpertSheet,
    Project,
    RatingBallot,
    Seat,
)
from portal.draws.models import Draw
from portal.scoring.models import Mark, Ranking
from tests.factories.budgeting import RoundFactory
from tests.factories.commission import (
    ApplicationFactory,
    CommissionFactory,
    assessing,
    chair,
    days,
    drawn,
    listed,
    seats,
)
from tests.factories.people import VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def failures(results) -> int:
    return sum(isinstance(result, Exception) for result in results)


def test_one_person_at_many_devices_applies_once():
    commission, person = CommissionFactory(), VerifiedUserFactory()
    results = race(8, lambda _n: actions.apply(commission, actor=person, is_declared=True))
    assert failures(results) == 7
    assert CommissionApplication.objects.count() == 1


def test_many_people_at_once_get_numbers_without_gaps():
    commission = CommissionFactory()
    people = [VerifiedUserFactory() for _n in range(8)]
    race(8, lambda n: actions.apply(commission, actor=people[n], is_declared=True))
    numbers = CommissionApplication.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 9))


def test_two_replacements_at_once_take_two_people():
    commission = drawn(places=4, reserve_places=3)
    leaving = list(commission.seats.members()[:2])
    results = race(
        2, lambda n: actions.vacate_seat(leaving[n], actor=leaving[n].user, ground="resigned")
    )
    assert {seat.place for seat in results} == {5, 6}
    assert commission.seats.members().count() == 4


def test_one_seat_freed_twice_at_once_brings_one_person():
    commission = drawn(places=3, reserve_places=2)
    seat, official = commission.seats.first(), chair()
    actors = (seat.user, official)
    results = race(2, lambda n: actions.vacate_seat(seat, actor=actors[n], ground="resigned"))
    assert failures(results) == 1
    assert commission.seats.reserve().count() == 1


def test_a_third_initiative_of_a_member_is_refused_however_fast():
    round_ = RoundFactory(phase="submission")
    commission = CommissionFactory(round=round_, state="formed", members_propose=True)
    (seat,) = seats(commission, 1)
    results = race(6, lambda n: actions.start_draft(round_, actor=seat.user, title=f"Проект {n}"))
    assert failures(results) == 4
    assert Project.objects.filter(author=seat.user).count() == 2


def test_a_member_votes_once_however_fast():
    commission = assessing(projects=2)
    person = commission.seats.first().user
    points = dict.fromkeys(commission.contest, 3)
    results = race(6, lambda _n: actions.cast_rating(commission, actor=person, points=points))
    assert failures(results) == 5
    assert RatingBallot.objects.count() == 1


def test_a_final_sheet_is_final_whatever_is_saved_at_once():
    commission = assessing(method="criteria", projects=1)
    person, project = commission.seats.first().user, Project.objects.get()

    def save(number):
        marks = {"social_effect": number % 6, "maintenance": number % 6}
        return actions.save_sheet(commission, project, actor=person, marks=marks, is_final=True)

    assert failures(race(6, save)) == 5
    assert ExpertSheet.objects.count() == 1
    assert len(set(Mark.objects.values_list("value", flat=True))) == 1


def test_two_officials_hold_one_draw():
    commission = listed()
    officials = [chair(), chair()]
    seeds = ("шар 1, шар 2", "шар 3, шар 4")
    results = race(
        2, lambda n: actions.draw_commission(commission, actor=officials[n], seed=seeds[n])
    )
    assert failures(results) == 1
    assert Seat.objects.count() == 5
    assert [
        seat.application.entry() for seat in Seat.objects.members()
    ] == Draw.objects.get().result


def test_nobody_withdraws_from_a_list_being_published():
    commission = CommissionFactory(places=3)
    wishes = [ApplicationFactory(commission=commission, number=n) for n in range(1, 6)]
    Commission.objects.update(closes_at=days(-0.01))
    official = chair()
    race(
        2,
        lambda n: (
            actions.list_applications(commission, actor=official)
            if n
            else actions.withdraw_application(wishes[0], actor=wishes[0].user)
        ),
    )
    admitted = CommissionApplication.objects.filter(state="admitted").order_by("number")
    assert Draw.objects.get().entries == [row.entry() for row in admitted]


def test_the_ranking_is_frozen_once():
    commission = assessing(method="criteria", projects=1)
    project = Project.objects.get()
    for seat in commission.seats.members():
        marks = {"social_effect": 4, "maintenance": 4}
        actions.save_sheet(commission, project, actor=seat.user, marks=marks, is_final=True)
    officials = [chair(), chair()]
    results = race(2, lambda n: actions.rank_projects(commission, actor=officials[n]))
    assert failures(results) == 1
    assert Ranking.objects.count() == 1
