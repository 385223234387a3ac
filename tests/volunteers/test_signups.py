"""A place in a shift: taken, waited for, offered, given up, refused; who may come at all."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.volunteers import (
    DAY,
    GroupFactory,
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    daytime,
    hours,
    leader_of,
    minor,
)
from tests.volunteers.test_groups import letters_to
from volunteers.actions import (
    accept_place,
    approve,
    cancel_shift,
    change_capacity,
    close_group,
    close_queue,
    exclude,
    expire,
    forget_person,
    leave_late,
    refuse,
    sign_up,
    sign_up_member,
    withdraw,
)
from volunteers.models import Shift, Signup
from volunteers.tasks import move_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def shift():
    return ShiftFactory()


def states(shift) -> list[str]:
    return list(shift.signups.order_by("pk").values_list("state", flat=True))


def taken(shift) -> int:
    return Shift.objects.get(pk=shift.pk).places_taken


def test_who_comes_while_there_are_places_has_one_the_next_waits(shift):
    for person in VerifiedUserFactory.create_batch(3):
        sign_up(shift, actor=person)
    assert (states(shift), taken(shift)) == (["confirmed", "confirmed", "waiting"], 2)


def test_a_shift_with_approval_takes_nobody_by_itself(person):
    shift = ShiftFactory(needs_approval=True)
    row = sign_up(shift, actor=person)
    assert (row.state, taken(shift)) == ("requested", 0)
    assert letters_to(leader_of(shift.group)) == [f"Просьба о месте на смене: {shift.title}"]


def test_requests_are_accepted_while_there_are_places_then_wait():
    shift = ShiftFactory(needs_approval=True, capacity=1)
    rows = [sign_up(shift, actor=person) for person in VerifiedUserFactory.create_batch(2)]
    for row in rows:
        approve(row, actor=leader_of(shift.group))
    assert (states(shift), taken(shift)) == (["confirmed", "waiting"], 1)


def test_a_place_given_up_is_offered_to_the_next_and_stays_taken(shift):
    first, *_rest, third = (
        sign_up(shift, actor=person) for person in VerifiedUserFactory.create_batch(3)
    )
    withdraw(first, actor=first.user)
    third.refresh_from_db()
    assert (third.state, taken(shift)) == ("offered", 2)
    assert letters_to(third.user)[-1] == f"Для вас освободилось место: {shift.title}"


def test_a_newcomer_does_not_take_what_is_offered_to_another(shift, person):
    SignupFactory.create_batch(2, shift=shift, state="offered")
    assert sign_up(shift, actor=person).state == "waiting"


def test_members_of_the_group_are_offered_first_then_the_order_of_coming():
    shift = ShiftFactory(capacity=1)
    holder = sign_up(shift, actor=VerifiedUserFactory())
    stranger = sign_up(shift, actor=VerifiedUserFactory())
    member = sign_up(shift, actor=MembershipFactory(group=shift.group).user)
    withdraw(holder, actor=holder.user)
    member.refresh_from_db()
    stranger.refresh_from_db()
    assert (member.state, stranger.state) == ("offered", "waiting")


def test_an_offer_is_accepted_in_time_and_not_later(shift):
    row = SignupFactory(shift=shift, state="offered")
    late = SignupFactory(shift=shift, state="offered", offered_until=hours(-0.1))
    accept_place(row, actor=row.user)
    with pytest.raises(PermissionDenied, match="Срок ответа закончился"):
        accept_place(late, actor=late.user)
    assert (row.state, late.state) == ("confirmed", "offered")


def test_nobody_accepts_the_offer_of_another(shift, person):
    row = SignupFactory(shift=shift, state="offered")
    with pytest.raises(PermissionDenied):
        accept_place(row, actor=person)


def test_the_clock_passes_an_unanswered_offer_on():
    shift = ShiftFactory(capacity=1)
    late = SignupFactory(shift=shift, state="offered", offered_until=hours(-0.1))
    following = SignupFactory(shift=shift, state="waiting")
    move_places()
    late.refresh_from_db()
    following.refresh_from_db()
    assert (late.state, following.state, taken(shift)) == ("expired", "offered", 1)


def test_an_offer_that_still_runs_does_not_expire(shift):
    row = SignupFactory(shift=shift, state="offered", offered_until=hours(1))
    assert expire(row) is None
    assert (row.state, taken(shift)) == ("offered", 1)


def test_an_offer_never_reaches_beyond_the_beginning():
    shift = ShiftFactory(capacity=1, starts_at=hours(3), late=True, offer_hours=24)
    holder, waiting = SignupFactory(shift=shift), SignupFactory(shift=shift, state="waiting")
    leave_late(holder, actor=holder.user, note="Болею")
    waiting.refresh_from_db()
    assert waiting.offered_until == shift.starts_at


def test_nothing_is_offered_once_the_shift_has_begun():
    shift = ShiftFactory(begun=True, capacity=1)
    late = SignupFactory(shift=shift, state="offered", offered_until=hours(-1))
    waiting = SignupFactory(shift=shift, state="waiting")
    expire(late)
    waiting.refresh_from_db()
    assert (late.state, waiting.state) == ("expired", "waiting")


def test_the_clock_ends_the_queue_of_what_has_begun():
    shift, coming = ShiftFactory(begun=True), ShiftFactory()
    rows = [SignupFactory(shift=one, state="waiting") for one in (shift, coming)]
    move_places()
    close_queue(coming)
    assert [Signup.objects.get(pk=row.pk).state for row in rows] == ["expired", "waiting"]


def test_a_volunteer_leaves_in_time_and_later_only_with_a_reason(shift):
    row = sign_up(shift, actor=VerifiedUserFactory())
    Shift.objects.filter(pk=shift.pk).update(leave_until=hours(-0.1))
    with pytest.raises(PermissionDenied, match="отказ считается поздним"):
        withdraw(row, actor=row.user)
    with pytest.raises(ValidationError):
        leave_late(row, actor=row.user)
    leave_late(row, actor=row.user, note="Заболел")
    assert (row.state, taken(shift)) == ("late", 0)
    assert letters_to(leader_of(shift.group)) == [f"Доброволец отказался поздно: {shift.title}"]


def test_leaving_late_is_not_needed_while_leaving_in_time_is_open(shift):
    row = sign_up(shift, actor=VerifiedUserFactory())
    with pytest.raises(PermissionDenied):
        leave_late(row, actor=row.user, note="Просто так")


def test_who_waits_leaves_the_queue_until_the_beginning():
    shift = ShiftFactory(late=True, starts_at=hours(1))
    row = SignupFactory(shift=shift, state="waiting")
    withdraw(row, actor=row.user)
    assert row.state == "withdrawn"


def test_nobody_signs_up_for_two_shifts_at_one_time(person):
    first, second = ShiftFactory(), ShiftFactory(starts_at=hours(73), leave_until=hours(1))
    sign_up(first, actor=person)
    with pytest.raises(PermissionDenied, match="В это время у вас другая смена"):
        sign_up(second, actor=person)


def test_waiting_for_one_shift_keeps_from_another_at_that_time(person):
    full = ShiftFactory(capacity=1)
    SignupFactory(shift=full)
    sign_up(full, actor=person)
    with pytest.raises(PermissionDenied, match="другая смена"):
        sign_up(ShiftFactory(), actor=person)


def test_a_shift_right_after_another_is_open(person):
    first = ShiftFactory()
    sign_up(first, actor=person)
    following = ShiftFactory(starts_at=first.ends_at)
    assert sign_up(following, actor=person).state == "confirmed"


def test_nobody_signs_up_twice(shift, person):
    sign_up(shift, actor=person)
    with pytest.raises(PermissionDenied, match="уже записаны"):
        sign_up(shift, actor=person)


def test_who_has_left_in_time_may_come_back(shift, person):
    withdraw(sign_up(shift, actor=person), actor=person)
    assert sign_up(shift, actor=person).state == "confirmed"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"state": "draft"}, "ещё не объявлена"),
        ({"state": "cancelled"}, "отменили"),
        ({"begun": True}, "уже началась"),
        ({"members_only": True}, "только для участников"),
        ({"min_age": 99}, "с 99 лет"),
    ],
)
def test_a_shift_that_is_not_for_this_person_says_why(person, fields, reason):
    shift = ShiftFactory(**fields)
    with pytest.raises(PermissionDenied, match=reason):
        sign_up(shift, actor=person)
    assert states(shift) == []


def test_a_minor_comes_with_the_consent_the_group_has_accepted():
    child, shift = minor(), ShiftFactory(starts_at=daytime())
    with pytest.raises(PermissionDenied, match="согласие родителя"):
        sign_up(shift, actor=child)
    row = MembershipFactory(group=shift.group, user=child, consent="sent")
    with pytest.raises(PermissionDenied, match="согласие родителя"):
        sign_up(shift, actor=child)
    row.consent = "paper"
    row.save()
    assert sign_up(shift, actor=child).state == "confirmed"


def test_the_consent_of_another_group_does_not_count(shift):
    child = minor()
    MembershipFactory(user=child, consent="paper")
    with pytest.raises(PermissionDenied, match="согласие родителя"):
        sign_up(shift, actor=child)


def test_who_comes_of_age_by_the_day_of_the_shift_needs_no_consent():
    shift = ShiftFactory(starts_at=hours(24 * 60))
    today = timezone.localdate()
    born = (timezone.localtime(shift.starts_at).date() - DAY).replace(year=today.year - 18)
    assert sign_up(shift, actor=UserFactory(birth_date=born)).state == "confirmed"


def missed(person, days: float) -> None:
    shift = ShiftFactory(starts_at=timezone.now() - timedelta(days=days))
    SignupFactory(shift=shift, user=person, state="no_show")


def test_one_broken_promise_does_not_pause_two_do(shift, person):
    missed(person, 20)
    withdraw(sign_up(shift, actor=person), actor=person)
    missed(person, 10)
    with pytest.raises(PermissionDenied, match="дважды не пришли"):
        sign_up(shift, actor=person)


def test_the_pause_ends_after_a_month(shift, person):
    missed(person, 40)
    missed(person, 31)
    assert sign_up(shift, actor=person).state == "confirmed"


def test_broken_promises_are_forgotten_after_three_months(shift, person):
    missed(person, 100)
    missed(person, 10)
    assert sign_up(shift, actor=person).state == "confirmed"


def test_a_coordinator_signs_members_up_by_the_same_rules(shift):
    leader, member = leader_of(shift.group), MembershipFactory(group=shift.group).user
    assert sign_up_member(shift, actor=leader, person=member).signed_by == leader
    with pytest.raises(ValidationError, match="уже записаны"):
        sign_up_member(shift, actor=leader, person=member)
    with pytest.raises(ValidationError, match="участника группы"):
        sign_up_member(shift, actor=leader, person=VerifiedUserFactory())
    with pytest.raises(PermissionDenied):
        sign_up_member(shift, actor=member, person=leader)


def test_a_refused_volunteer_is_told_why_and_the_place_goes_on():
    shift = ShiftFactory(capacity=1)
    row, following = SignupFactory(shift=shift), SignupFactory(shift=shift, state="waiting")
    refuse(row, actor=leader_of(shift.group), note="Нужна справка")
    following.refresh_from_db()
    assert (row.state, following.state) == ("refused", "offered")
    assert letters_to(row.user) == [f"На смену не приняли: {shift.title}"]


def test_new_places_are_offered_and_taken_ones_are_not_cut(shift):
    leader = leader_of(shift.group)
    for person in VerifiedUserFactory.create_batch(4):
        sign_up(shift, actor=person)
    with pytest.raises(ValidationError, match="Мест меньше"):
        change_capacity(shift, actor=leader, capacity=1)
    change_capacity(shift, actor=leader, capacity=3)
    assert states(shift) == ["confirmed", "confirmed", "offered", "waiting"]


def test_a_shift_called_off_tells_everybody_who_would_come(shift, person):
    row, gone = sign_up(shift, actor=person), SignupFactory(shift=shift, state="withdrawn")
    cancel_shift(shift, actor=leader_of(shift.group), note="Гроза")
    row.refresh_from_db()
    gone.refresh_from_db()
    assert (row.state, gone.state) == ("cancelled", "withdrawn")
    assert letters_to(person)[-1] == f"Смену отменили: {shift.title}"
    assert letters_to(gone.user) == []


def test_who_is_excluded_from_the_group_loses_its_shifts_to_come(shift):
    member = MembershipFactory(group=shift.group)
    row, other = sign_up(shift, actor=member.user), ShiftFactory(starts_at=hours(200))
    kept = sign_up(other, actor=member.user)
    exclude(member, actor=leader_of(shift.group), note="Грубит")
    assert Signup.objects.get(pk=row.pk).state == "withdrawn"
    assert (Signup.objects.get(pk=kept.pk).state, taken(shift)) == ("confirmed", 0)


def test_an_erased_account_frees_its_places(shift, person):
    row = sign_up(shift, actor=person, text="Буду с дочкой")
    forget_person(person)
    row.refresh_from_db()
    assert (row.state, row.text, taken(shift)) == ("withdrawn", "", 0)


def test_a_group_with_shifts_to_come_does_not_close(shift):
    with pytest.raises(ValidationError, match="Сначала отмените смены"):
        close_group(shift.group, actor=leader_of(shift.group), note="Всё")


def test_signing_up_on_the_page_says_what_came_of_it(client, person):
    shift = ShiftFactory(capacity=1)
    client.force_login(person)
    url = reverse("volunteers:sign_up", args=[shift.pk])
    assert "место за вами" in client.post(url, {"text": ""}, follow=True).content.decode()
    client.force_login(VerifiedUserFactory())
    assert "в листе ожидания" in client.post(url, {"text": ""}, follow=True).content.decode()


def test_people_of_a_shift_are_named_to_its_coordinators_alone(client, shift):
    SignupFactory(shift=shift, user__last_name="Секретов", text="Мой телефон")
    for viewer, seen in ((leader_of(shift.group), True), (VerifiedUserFactory(), False)):
        client.force_login(viewer)
        for name in ("people", "shift"):
            page = client.get(reverse(f"volunteers:{name}", args=[shift.pk])).content.decode()
            assert ("Секретов" in page) is (seen and name == "people")


def test_a_place_opens_for_its_person_and_the_coordinators(client, shift, person):
    row = SignupFactory(shift=shift, user=person)
    found = []
    for viewer in (
        VerifiedUserFactory(),
        person,
        leader_of(shift.group),
        leader_of(GroupFactory()),
    ):
        client.force_login(viewer)
        found.append(client.get(row.get_absolute_url()).status_code)
    assert found == [404, 200, 200, 404]


def test_who_joins_the_group_while_waiting_goes_before_strangers_and_who_leaves_it_after(client):
    shift = ShiftFactory(capacity=1)
    place = SignupFactory(shift=shift)
    rows = [SignupFactory(shift=shift, state="waiting") for _person in range(3)]
    MembershipFactory(group=shift.group, user=rows[1].user, state="left")
    MembershipFactory(group=shift.group, user=rows[2].user)
    assert list(shift.signups.queue()) == [rows[2], rows[0], rows[1]]
    withdraw(place, actor=place.user)
    rows[2].refresh_from_db()
    assert rows[2].state == "offered"
    client.force_login(leader_of(shift.group))
    page = client.get(reverse("volunteers:people", args=[shift.pk])).content.decode()
    assert page.count("участник группы") == 1
