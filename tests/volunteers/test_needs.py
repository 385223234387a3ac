"""What a shift asks of a person: a training, a rest, hours of the day that suit their age."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.law.models import DeadlineRule
from portal.portfolio.actions import strike_out
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    HOUR,
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    daytime,
    hours,
    leader_of,
    minor,
    trained,
)
from volunteers.actions import (
    accept_place,
    approve,
    repeat_shift,
    seek_cover,
    sign_up,
    sign_up_member,
    take_over,
)
from volunteers.rules import may_still_come

pytestmark = pytest.mark.django_db
COURSE = "Первая помощь (демо)"


@pytest.fixture
def shift():
    return ShiftFactory(training=COURSE)


def test_who_has_the_training_comes_and_others_are_told_which(shift):
    graduate, other = VerifiedUserFactory.create_batch(2)
    trained(graduate, COURSE.upper())
    trained(other, "Другой курс")
    assert sign_up(shift, actor=graduate).state == "confirmed"
    with pytest.raises(PermissionDenied, match="пройдите обучение «Первая помощь"):
        sign_up(shift, actor=other)


def test_a_training_that_was_revoked_counts_no_more(shift, person):
    strike_out(trained(person, COURSE), reason="Ошибка")
    with pytest.raises(PermissionDenied, match="пройдите обучение"):
        sign_up(shift, actor=person)


def test_the_coordinator_signs_up_and_accepts_nobody_without_the_training(shift):
    leader, row = leader_of(shift.group), MembershipFactory(group=shift.group)
    with pytest.raises(ValidationError, match="пройдите обучение"):
        sign_up_member(shift, actor=leader, person=row.user)
    asked = SignupFactory(shift=shift, state="requested")
    with pytest.raises(ValidationError, match="пройдите обучение"):
        approve(asked, actor=leader)


def test_an_offered_place_asks_for_the_training_again(shift):
    row = SignupFactory(shift=shift, state="offered")
    with pytest.raises(PermissionDenied, match="пройдите обучение"):
        accept_place(row, actor=row.user)
    trained(row.user, COURSE)
    accept_place(row, actor=row.user)
    assert row.state == "confirmed"


def test_who_takes_over_needs_the_training_too(shift, person):
    row = SignupFactory(shift=shift)
    seek_cover(row, actor=row.user)
    with pytest.raises(PermissionDenied, match="пройдите обучение"):
        take_over(shift, actor=person)


def test_a_repeated_shift_asks_for_the_same_and_stands_at_the_same_place(shift):
    shift.latitude, shift.longitude = "58.6", "49.6"
    shift.save()
    (copy,) = repeat_shift(shift, actor=leader_of(shift.group), weeks=1)
    copy.refresh_from_db()
    assert (copy.training, str(copy.latitude)) == (COURSE, "58.600000")


def helps(person, since: float, lasting: float) -> None:
    start = hours(since)
    shift = ShiftFactory(starts_at=start, ends_at=start + lasting * HOUR)
    SignupFactory(shift=shift, user=person)


@pytest.mark.parametrize(
    ("since", "lasting", "rested"),
    [(76, 8, False), (77, 6, True), (86.1, 8, True), (62, 7, False), (60, 4, True)],
)
def test_long_shifts_have_a_rest_between_them(person, since, lasting, rested):
    """Beside a shift of six hours that begins in seventy and a shift of two before it."""
    helps(person, since, lasting)
    start = hours(70)
    shift = ShiftFactory(starts_at=start, ends_at=start + 6 * HOUR)
    assert bool(may_still_come(person, shift)) is rested


def test_three_shifts_are_one_run_when_no_rest_lies_between(person):
    helps(person, 70, 5)
    helps(person, 84, 5)
    shift = ShiftFactory(starts_at=hours(77), ends_at=hours(80))
    with pytest.raises(PermissionDenied, match="больше 12 часов помощи подряд"):
        sign_up(shift, actor=person)


def test_the_hours_are_the_ones_the_officials_have_set(person):
    helps(person, 77, 8)
    DeadlineRule.objects.create(code="volunteer_stretch", name="Подряд", length=14, unit="hours")
    start = hours(70)
    assert sign_up(ShiftFactory(starts_at=start, ends_at=start + 6 * HOUR), actor=person)


def child_and_shift(years: int, since: int = 11, lasting: int = 3, **fields):
    start = daytime(hour=since)
    shift = ShiftFactory(starts_at=start, ends_at=start + lasting * HOUR, **fields)
    child = minor(years)
    MembershipFactory(group=shift.group, user=child, consent="paper")
    return child, shift


@pytest.mark.parametrize(("years", "most"), [(14, 4), (15, 5), (16, 7), (17, 7)])
def test_a_minor_helps_so_many_hours_a_day(years, most):
    child, shift = child_and_shift(years, lasting=most)
    sign_up(shift, actor=child)
    child, shift = child_and_shift(years, lasting=most + 1)
    with pytest.raises(PermissionDenied, match=f"не больше {most} час.* ст. 94"):
        sign_up(shift, actor=child)


def test_the_hours_of_one_day_are_added_up_for_a_minor_on_the_coordinators_path_too():
    child, shift = child_and_shift(14, since=8)
    sign_up(shift, actor=child)
    later = ShiftFactory(group=shift.group, starts_at=daytime(hour=15))
    next_day = ShiftFactory(group=shift.group, starts_at=daytime(4, 15))
    with pytest.raises(ValidationError, match="не больше 4 часов в день"):
        sign_up_member(later, actor=leader_of(shift.group), person=child)
    assert sign_up(next_day, actor=child).state == "confirmed"


@pytest.mark.parametrize("since", [5, 20])
def test_a_minor_does_not_help_at_night_and_an_adult_does(since):
    child, shift = child_and_shift(17, since=since, capacity=5)
    with pytest.raises(PermissionDenied, match="Ночью до 18 лет"):
        sign_up(shift, actor=child)
    assert sign_up(shift, actor=VerifiedUserFactory()).state == "confirmed"
