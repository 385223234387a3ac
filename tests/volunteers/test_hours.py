"""Hours: planned, confirmed once by somebody else, put right by rows, counted in the portfolio."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.portfolio.models import Participation
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    HOUR,
    GroupFactory,
    MembershipFactory,
    ShiftFactory,
    attended,
    leader_of,
)
from tests.races import race
from tests.volunteers.test_groups import letters_to
from volunteers.actions import (
    adjust_hours,
    confirm_all,
    confirm_hours,
    reverse_hours,
    sign_up,
)
from volunteers.models import HourRow, Signup

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked():
    return attended()


def boss(row):
    return leader_of(row.shift.group)


def kinds(row) -> list[tuple]:
    return list(row.hours.values_list("kind", "hours"))


def test_a_place_plans_the_hours_of_the_shift_and_counts_none(person):
    row = sign_up(ShiftFactory(), actor=person)
    assert kinds(row) == [("planned", Decimal("2.00"))]
    assert (HourRow.objects.total(), person.participation.hours()) == (0, 0)


def test_who_waits_has_no_hours_planned(person):
    shift = ShiftFactory(capacity=1)
    sign_up(shift, actor=VerifiedUserFactory())
    assert kinds(sign_up(shift, actor=person)) == []


def test_a_coordinator_confirms_the_time_from_coming_to_leaving(worked):
    confirm_hours(worked, actor=boss(worked))
    assert kinds(worked) == [("actual", Decimal("2.00"))]
    assert letters_to(worked.user) == [f"Ваши часы подтверждены: {worked.shift.title}"]


def test_confirmed_hours_stand_in_the_portfolio_for_the_organisation():
    team = OrganisationFactory()
    row = attended(group=GroupFactory(centre=None, organisation=team))
    confirm_hours(row, actor=boss(row))
    found = Participation.objects.get()
    assert (found.user, found.kind, found.hours) == (row.user, "volunteer", 2)
    assert (found.organisation, found.case) == (team, row)


def test_hours_are_confirmed_once(worked):
    confirm_hours(worked, actor=boss(worked))
    with pytest.raises(PermissionDenied, match="уже подтверждены"):
        confirm_hours(worked, actor=boss(worked))
    assert worked.user.participation.hours() == 2


def test_nobody_confirms_their_own_hours_not_even_an_official(official):
    group = GroupFactory()
    for person in (leader_of(group), official):
        with pytest.raises(PermissionDenied, match="другой человек"):
            confirm_hours(attended(person, group=group), actor=person)


def test_an_official_confirms_the_hours_of_a_lone_leader(official):
    group = GroupFactory()
    row = attended(leader_of(group), group=group)
    confirm_hours(row, actor=official)
    assert row.user.participation.hours() == 2


def test_members_and_strangers_confirm_nothing(worked):
    member = MembershipFactory(group=worked.shift.group).user
    for actor in (member, leader_of(GroupFactory())):
        with pytest.raises(PermissionDenied):
            confirm_hours(worked, actor=actor)


@pytest.mark.parametrize(
    "fields",
    [{"left_at": None}, {"came_at": None, "left_at": None}, {"state": "confirmed"}],
)
def test_hours_without_both_marks_are_not_confirmed(worked, fields):
    Signup.objects.filter(pk=worked.pk).update(**fields)
    with pytest.raises(PermissionDenied, match="Сначала отметьте"):
        confirm_hours(worked, actor=boss(worked))


def test_hours_that_are_not_over_are_not_confirmed():
    row = attended(since=1, lasting=2)
    with pytest.raises(PermissionDenied, match="уже было"):
        confirm_hours(row, actor=boss(row))


def test_no_hour_counts_twice_whatever_group_confirms_it(person):
    first, second = attended(person, since=5), attended(person, since=4)
    confirm_hours(first, actor=boss(first))
    with pytest.raises(ValidationError, match="уже засчитано"):
        confirm_hours(second, actor=boss(second))
    reverse_hours(first, actor=boss(first), note="Был в другом месте")
    confirm_hours(second, actor=boss(second))
    assert person.participation.hours() == 2


def test_the_hour_after_is_another_hour(person):
    first = attended(person, since=6)
    second = attended(person, since=4, shift=ShiftFactory(starts_at=first.left_at))
    Signup.objects.filter(pk=second.pk).update(came_at=first.left_at)
    for row in (first, second):
        confirm_hours(row, actor=boss(row))
    assert person.participation.hours() == 4


def test_much_more_than_the_shift_lasted_needs_a_reason(worked):
    Signup.objects.filter(pk=worked.pk).update(came_at=worked.left_at - 4 * HOUR)
    with pytest.raises(ValidationError, match="намного больше"):
        confirm_hours(worked, actor=boss(worked))
    confirm_hours(worked, actor=boss(worked), note="Грузили до вечера")
    assert worked.user.participation.hours() == 4


def test_an_adjustment_is_one_more_row_and_the_portfolio_has_the_new_sum(worked):
    confirm_hours(worked, actor=boss(worked))
    adjust_hours(worked, actor=boss(worked), hours=Decimal("1.5"), note="Ушёл раньше")
    assert kinds(worked)[1:] == [("adjustment", Decimal("-0.50"))]
    assert worked.user.participation.hours() == Decimal("1.5")
    struck = Participation.objects.exclude(revoked_at=None).get()
    assert (struck.hours, struck.revoke_reason) == (2, "Ушёл раньше")


def test_a_reversal_takes_all_and_is_final(worked):
    leader = boss(worked)
    confirm_hours(worked, actor=leader)
    adjust_hours(worked, actor=leader, hours=Decimal(3), note="Остался убирать")
    reverse_hours(worked, actor=leader, note="Отметили не того")
    assert (HourRow.objects.total(), worked.user.participation.hours()) == (0, 0)
    for act in (confirm_hours, reverse_hours):
        with pytest.raises((PermissionDenied, ValidationError)):
            act(worked, actor=leader, note="Снова")


@pytest.mark.parametrize("hours", [Decimal(-1), Decimal("24.01"), Decimal(2)])
def test_a_senseless_adjustment_is_refused(worked, hours):
    confirm_hours(worked, actor=boss(worked))
    with pytest.raises(ValidationError):
        adjust_hours(worked, actor=boss(worked), hours=hours, note="Так")
    assert worked.user.participation.hours() == 2


def test_putting_right_needs_a_reason_and_something_to_put_right(worked):
    with pytest.raises(ValidationError, match="Подтверждённых часов нет"):
        reverse_hours(worked, actor=boss(worked), note="Зря")
    confirm_hours(worked, actor=boss(worked))
    with pytest.raises(ValidationError):
        reverse_hours(worked, actor=boss(worked), note=" ")


@pytest.mark.parametrize("change", [{"hours": 9}, None])
def test_the_database_itself_keeps_hours_as_they_were_written(worked, change):
    row = confirm_hours(worked, actor=boss(worked))
    rows = HourRow.objects.filter(pk=row.pk)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(**change) if change else rows.delete()


@pytest.mark.parametrize("author", ["own", None])
def test_the_database_itself_refuses_hours_nobody_else_confirmed(worked, author):
    with pytest.raises(IntegrityError, match="hours_confirmed_by_another"), transaction.atomic():
        HourRow.objects.create(
            signup=worked,
            user=worked.user,
            kind="adjustment",
            hours=5,
            author=worked.user if author else None,
        )


def test_all_who_came_and_left_are_confirmed_at_once_and_the_rest_named(official):
    row = attended(since=6)
    shift, leader = row.shift, boss(row)
    own, busy = attended(leader, shift=shift), attended(since=6, shift=shift)
    other = attended(busy.user, since=6)
    confirm_hours(other, actor=boss(other))
    done, refused = confirm_all(shift, actor=leader)
    assert (done, len(refused)) == (1, 2)
    assert any(str(leader) in sentence for sentence in refused)
    assert own.user.participation.hours() == 0


def test_the_book_shows_planned_and_confirmed_and_nobody_elses(client, worked, person):
    confirm_hours(worked, actor=boss(worked))
    other = attended()
    confirm_hours(other, actor=boss(other))
    client.force_login(worked.user)
    page = client.get(reverse("volunteers:book")).content.decode()
    assert (worked.shift.title in page, other.shift.title in page) == (True, False)
    client.force_login(person)
    assert "Часов пока нет" in client.get(reverse("volunteers:book")).content.decode()


def test_a_coordinator_confirms_and_puts_right_on_the_page(client, worked):
    client.force_login(boss(worked))
    url = reverse("volunteers:hours", args=[worked.pk])
    assert "Часы записаны" in client.post(url, {"note": ""}, follow=True).content.decode()
    client.post(url, {"hours": "1,5", "note": "Ушёл раньше"})
    assert worked.user.participation.hours() == Decimal("1.5")
    client.post(url, {"hours": "0", "note": "Не тот человек"})
    assert worked.user.participation.hours() == 0


@pytest.mark.django_db(transaction=True)
def test_confirming_twenty_times_at_once_counts_once():
    row = attended()
    leader = boss(row)
    race(20, lambda _n: confirm_hours(Signup.objects.get(pk=row.pk), actor=leader))
    assert (row.hours.count(), row.user.participation.hours()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_one_hour_confirmed_by_many_groups_at_once_counts_once():
    person = VerifiedUserFactory()
    rows = [attended(person, since=4) for _n in range(10)]
    leaders = [boss(row) for row in rows]
    race(10, lambda n: confirm_hours(Signup.objects.get(pk=rows[n].pk), actor=leaders[n]))
    assert person.participation.hours() == 2
