"""At the place and around it, many at once: each press, person and hour counts once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from portal.cases.models import CaseEvent
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    HOUR,
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    WalkInFactory,
    hours,
    leader_of,
)
from tests.races import race
from volunteers.actions import (
    add_walk_in,
    check_in_late,
    count_hours,
    forget_walk_in,
    join_by_phone,
    join_walk_in,
    sign_up,
)
from volunteers.actions.late_marks import LateMark
from volunteers.models import Shift, WalkIn

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


def done(results) -> int:
    return sum(not isinstance(one, Exception) for one in results)


def counted(shift) -> bool:
    shift = Shift.objects.get(pk=shift.pk)
    there = shift.signups.holding().count() + shift.walk_ins.open().count()
    return shift.places_taken == there <= shift.capacity


def test_one_press_arriving_many_times_at_once_counts_once():
    row = SignupFactory(shift=ShiftFactory(begun=True))
    opened = timezone.now() - HOUR
    late = LateMark(uuid4().hex, timedelta(minutes=30), opened)
    race(MANY, lambda n: check_in_late(row.shift, actor=row.user, late=late, leaving=n % 2 == 1))
    assert CaseEvent.objects.of(row).count() == 1


def test_hours_kept_for_somebody_go_to_one_account_once():
    shift = ShiftFactory(begun=True, capacity=1)
    row = WalkInFactory(shift=shift, left_at=shift.starts_at + HOUR)
    count_hours(row, actor=leader_of(shift.group))
    people = VerifiedUserFactory.create_batch(3)

    def join(n):
        person = people[n % 3]
        return join_walk_in(WalkIn.objects.get(pk=row.pk), actor=person, person=person)

    assert done(race(MANY, join)) == 1
    assert sum(person.volunteer_hours.count() for person in people) == 1
    assert counted(shift)


def test_data_are_removed_or_joined_never_both():
    row, person = WalkInFactory(), VerifiedUserFactory()

    def act(n):
        if n % 2:
            return forget_walk_in(WalkIn.objects.get(pk=row.pk))
        return join_walk_in(WalkIn.objects.get(pk=row.pk), actor=person, person=person)

    assert done(race(MANY, act)) == 1
    row.refresh_from_db()
    assert person.volunteer_signups.exists() is (row.state == "merged")


def test_people_who_sign_up_and_people_who_just_come_share_the_places():
    shift = ShiftFactory(starts_at=hours(0.5), late=True, capacity=3)
    leader, people = leader_of(shift.group), VerifiedUserFactory.create_batch(MANY)

    def act(n):
        if n % 2:
            return sign_up(Shift.objects.get(pk=shift.pk), actor=people[n])
        return add_walk_in(shift, actor=leader, name=f"Гость {n}", phone="+79120000000")

    assert done(race(MANY, act)) == MANY
    assert shift.walk_ins.count() == MANY // 2
    assert counted(shift)


def test_one_person_at_many_long_shifts_keeps_the_rest_between_them():
    person = VerifiedUserFactory()
    shifts = [
        ShiftFactory(starts_at=hours(72 + 6 * n), ends_at=hours(77 + 6 * n)) for n in range(MANY)
    ]
    race(MANY, lambda n: sign_up(Shift.objects.get(pk=shifts[n].pk), actor=person))
    spans = sorted(person.volunteer_signups.values_list("shift__starts_at", "shift__ends_at"))
    run = longest = timedelta()
    for before, (start, end) in zip([None, *spans], spans, strict=False):
        rested = before is None or start - before[1] >= 10 * HOUR
        run = end - start if rested else run + end - start
        longest = max(longest, run)
    assert len(spans) > 1
    assert longest < 12 * HOUR


def test_hours_of_one_phone_taken_by_its_person_and_by_the_coordinator_at_once_count_once():
    shift = ShiftFactory(begun=True)
    coordinator, person = leader_of(shift.group), VerifiedUserFactory(phone="+79120000001")
    MembershipFactory(group=shift.group, user=person)
    row = WalkInFactory(shift=shift, phone=person.phone, left_at=shift.starts_at + HOUR / 2)
    count_hours(row, actor=coordinator)
    acts = (
        lambda: join_by_phone(row, actor=person),
        lambda: join_walk_in(row, actor=coordinator, person=person),
    )
    assert done(race(MANY, lambda n: acts[n % 2]())) == 1
    assert (person.volunteer_signups.count(), person.volunteer_hours.count()) == (1, 1)
    assert counted(shift)
