"""N places and N + k people at once, whatever the door: N have a place, k wait."""

import pytest

from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    hours,
    leader_of,
)
from tests.races import race
from volunteers.actions import (
    accept_place,
    approve,
    change_capacity,
    close_group,
    expire,
    leave_late,
    publish_shift,
    refuse,
    sign_up,
    sign_up_member,
    withdraw,
)
from volunteers.models import Signup

pytestmark = pytest.mark.django_db(transaction=True)
PLACES, MORE = 5, 15
CROWD = PLACES + MORE


def standing(shift) -> dict[str, int]:
    rows = list(shift.signups.values_list("state", flat=True))
    return {state: rows.count(state) for state in sorted(set(rows))}


def fresh(row):
    return type(row)._default_manager.get(pk=row.pk)


def no_faults(results) -> list:
    return [one for one in results if isinstance(one, Exception)]


def counted(shift) -> bool:
    shift = fresh(shift)
    return shift.places_taken == shift.signups.holding().count() <= shift.capacity


def test_people_sign_up_by_themselves():
    shift, people = ShiftFactory(capacity=PLACES), VerifiedUserFactory.create_batch(CROWD)
    results = race(CROWD, lambda n: sign_up(fresh(shift), actor=people[n]))
    assert no_faults(results) == []
    assert standing(shift) == {"confirmed": PLACES, "waiting": MORE}
    assert counted(shift)


def test_coordinators_and_people_sign_up_at_once():
    shift = ShiftFactory(capacity=PLACES)
    leader = leader_of(shift.group)
    helper = MembershipFactory(group=shift.group, role="coordinator").user
    members = MembershipFactory.create_batch(10, group=shift.group)
    people = VerifiedUserFactory.create_batch(10)

    def act(n):
        if n < 10:
            by = leader if n % 2 else helper
            return sign_up_member(fresh(shift), actor=by, person=members[n].user)
        return sign_up(fresh(shift), actor=people[n - 10])

    assert no_faults(race(CROWD, act)) == []
    assert standing(shift) == {"confirmed": PLACES, "waiting": MORE}
    assert counted(shift)


def test_coordinators_accept_all_requests_at_once():
    shift = ShiftFactory(capacity=PLACES, needs_approval=True)
    rows = SignupFactory.create_batch(CROWD, shift=shift, state="requested")
    leader = leader_of(shift.group)
    assert no_faults(race(CROWD, lambda n: approve(fresh(rows[n]), actor=leader))) == []
    assert standing(shift) == {"confirmed": PLACES, "waiting": MORE}
    assert counted(shift)


def test_places_given_up_lost_and_taken_away_go_to_as_many_who_wait():
    shift = ShiftFactory(capacity=8)
    leaving = SignupFactory.create_batch(2, shift=shift)
    refused = SignupFactory.create_batch(2, shift=shift)
    late = SignupFactory.create_batch(2, shift=shift, state="offered", offered_until=hours(-1))
    offered = SignupFactory.create_batch(2, shift=shift, state="offered")
    SignupFactory.create_batch(20, shift=shift, state="waiting")
    leader, newcomers = leader_of(shift.group), VerifiedUserFactory.create_batch(8)
    acts = [
        *(lambda row=row: withdraw(fresh(row), actor=row.user) for row in leaving),
        *(lambda row=row: refuse(fresh(row), actor=leader, note="Нет") for row in refused),
        *(lambda row=row: expire(fresh(row)) for row in late * 2),
        *(lambda row=row: accept_place(fresh(row), actor=row.user) for row in offered),
        *(lambda one=one: sign_up(fresh(shift), actor=one) for one in newcomers),
    ]
    assert no_faults(race(len(acts), lambda n: acts[n]())) == []
    assert standing(shift) == {
        "confirmed": 2,
        "expired": 2,
        "offered": 6,
        "refused": 2,
        "waiting": 22,
        "withdrawn": 2,
    }
    assert counted(shift)


def test_places_added_while_people_come_are_all_given():
    shift = ShiftFactory(capacity=1)
    leader = leader_of(shift.group)
    people = VerifiedUserFactory.create_batch(CROWD - 1)

    def act(n):
        if n == 0:
            return change_capacity(fresh(shift), actor=leader, capacity=PLACES)
        return sign_up(fresh(shift), actor=people[n - 1])

    assert no_faults(race(CROWD, act)) == []
    found = standing(shift)
    assert found["confirmed"] + found.get("offered", 0) == PLACES
    assert found["waiting"] == CROWD - 1 - PLACES
    assert counted(shift)


def test_one_person_pressing_twenty_times_has_one_place():
    shift, person = ShiftFactory(capacity=PLACES), VerifiedUserFactory()
    race(CROWD, lambda _n: sign_up(fresh(shift), actor=person))
    assert standing(shift) == {"confirmed": 1}


def test_one_person_at_many_shifts_of_one_time_gets_into_one():
    shifts, person = ShiftFactory.create_batch(CROWD), VerifiedUserFactory()
    race(CROWD, lambda n: sign_up(fresh(shifts[n]), actor=person))
    assert Signup.objects.engaged().filter(user=person).count() == 1


def test_a_person_and_a_coordinator_at_once_make_one_place():
    shift = ShiftFactory(capacity=PLACES)
    member, leader = MembershipFactory(group=shift.group).user, leader_of(shift.group)

    def act(n):
        if n % 2:
            return sign_up(fresh(shift), actor=member)
        return sign_up_member(fresh(shift), actor=leader, person=member)

    race(CROWD, act)
    assert standing(shift) == {"confirmed": 1}


def test_a_place_is_offered_to_those_who_just_leave_the_queue_and_nobody_is_stopped():
    """A letter to a person must not wait for that person's own lock: they wait for the shift."""
    shifts = [ShiftFactory(capacity=1, late=True, starts_at=hours(n * 5 + 9)) for n in range(8)]
    holders = [SignupFactory(shift=shift) for shift in shifts]
    waiting = [SignupFactory(shift=shift, state="waiting") for shift in shifts]

    def act(n):
        if n % 2:
            return withdraw(fresh(waiting[n // 2]), actor=waiting[n // 2].user)
        return leave_late(fresh(holders[n // 2]), actor=holders[n // 2].user, note="Болею")

    assert no_faults(race(16, act)) == []
    assert [fresh(row).state for row in waiting] == ["withdrawn"] * 8
    assert all(counted(shift) for shift in shifts)


def test_a_group_is_closed_or_its_shift_announced_never_both():
    for _time in range(4):
        shift = ShiftFactory(state="draft")
        group, leader = shift.group, leader_of(shift.group)

        def act(n, shift=shift, group=group, leader=leader):
            if n % 2:
                return publish_shift(fresh(shift), actor=leader)
            return close_group(fresh(group), actor=leader, note="Конец")

        race(2, act)
        assert (fresh(group).state, fresh(shift).state) in (
            ("active", "published"),
            ("closed", "draft"),
        )
