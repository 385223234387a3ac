"""At the place: marks by the coordinator's list and by the code on the wall."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from portal.cases.models import CaseEvent
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    HOUR,
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    attended,
    hours,
    leader_of,
)
from volunteers.actions import (
    check_in,
    confirm_hours,
    excuse,
    miss,
    sign_in,
    sign_out,
    sign_up,
    unmark,
)
from volunteers.models import Signup

pytestmark = pytest.mark.django_db


@pytest.fixture
def shift():
    return ShiftFactory(begun=True, capacity=9)


@pytest.fixture
def expected(shift):
    return SignupFactory(shift=shift)


@pytest.fixture
def coordinator(shift):
    return leader_of(shift.group)


def marks_of(row) -> list[str]:
    return list(CaseEvent.objects.of(row).values_list("kind", flat=True))


def test_a_coordinator_marks_coming_and_leaving(expected, coordinator):
    sign_in(expected, actor=coordinator)
    sign_out(expected, actor=coordinator)
    expected.refresh_from_db()
    assert (expected.state, expected.came_at < expected.left_at) == ("attended", True)


def test_marking_twice_changes_nothing(expected, coordinator):
    for mark in (sign_in, sign_in, sign_out, sign_out):
        mark(expected, actor=coordinator)
    assert marks_of(expected) == ["attend", "left"]


def test_nobody_leaves_before_they_have_come(expected, coordinator):
    with pytest.raises(ValidationError, match="Сначала отметьте приход"):
        sign_out(expected, actor=coordinator)


def test_nobody_is_marked_a_day_before(coordinator, shift):
    early = SignupFactory(shift=ShiftFactory(group=shift.group))
    with pytest.raises(PermissionDenied, match="за час до начала"):
        sign_in(early, actor=coordinator)


def test_members_mark_nobody_and_coordinators_not_themselves(expected, coordinator, shift):
    with pytest.raises(PermissionDenied):
        sign_in(expected, actor=MembershipFactory(group=shift.group).user)
    own = SignupFactory(shift=shift, user=coordinator)
    with pytest.raises(PermissionDenied, match="другой координатор"):
        sign_in(own, actor=coordinator)


def test_a_time_typed_by_hand_needs_a_reason_and_lies_in_the_shift(expected, coordinator, shift):
    with pytest.raises(ValidationError, match="вписано вручную"):
        sign_in(expected, actor=coordinator, at=shift.starts_at)
    for wrong in (hours(1), shift.starts_at - 2 * HOUR):
        with pytest.raises(ValidationError, match="в пределах смены"):
            sign_in(expected, actor=coordinator, at=wrong, note="Забыли")
    sign_in(expected, actor=coordinator, at=shift.starts_at, note="Забыли отметить")
    event = CaseEvent.objects.of(expected).get(kind="attend")
    assert (event.data, event.note) == ({"forced": True}, "Забыли отметить")


def test_a_correction_by_hand_stays_in_the_history(expected, coordinator, shift):
    sign_in(expected, actor=coordinator)
    sign_in(expected, actor=coordinator, at=shift.starts_at, note="Пришёл раньше")
    expected.refresh_from_db()
    assert (expected.came_at, marks_of(expected)) == (shift.starts_at, ["attend", "came"])


def test_leaving_is_after_coming(expected, coordinator, shift):
    sign_in(expected, actor=coordinator)
    with pytest.raises(ValidationError, match="Уход — позже прихода"):
        sign_out(expected, actor=coordinator, at=shift.starts_at, note="Так вышло")


def test_after_a_long_time_the_clock_does_not_mark_by_itself(coordinator, shift):
    row = SignupFactory(shift=ShiftFactory(group=shift.group, starts_at=hours(-20)))
    with pytest.raises(ValidationError, match="впишите время"):
        sign_in(row, actor=coordinator)
    sign_in(row, actor=coordinator, at=row.shift.starts_at, note="Список был на бумаге")
    assert row.state == "attended"


def test_marks_of_long_ago_stay(coordinator, shift):
    row = SignupFactory(shift=ShiftFactory(group=shift.group, starts_at=hours(-24 * 16)))
    with pytest.raises(PermissionDenied, match="две недели"):
        miss(row, actor=coordinator)


def test_nobody_is_missing_before_the_beginning(coordinator, shift):
    row = SignupFactory(shift=ShiftFactory(group=shift.group, starts_at=hours(0.5), late=True))
    with pytest.raises(PermissionDenied, match="ещё не началась"):
        miss(row, actor=coordinator)


def test_two_marks_of_missing_pause_and_one_excuse_ends_the_pause(coordinator, shift, person):
    rows = []
    for start in (-30, -6):
        one = ShiftFactory(group=shift.group, starts_at=hours(start))
        rows.append(SignupFactory(shift=one, user=person))
        miss(rows[-1], actor=coordinator)
    with pytest.raises(PermissionDenied, match="дважды не пришли"):
        sign_up(ShiftFactory(), actor=person)
    with pytest.raises(ValidationError):
        excuse(rows[0], actor=coordinator)
    excuse(rows[0], actor=coordinator, note="Был в больнице")
    assert sign_up(ShiftFactory(), actor=person).state == "confirmed"


def test_a_mistaken_mark_is_taken_off_with_a_reason(expected, coordinator):
    sign_in(expected, actor=coordinator)
    with pytest.raises(ValidationError):
        unmark(expected, actor=coordinator)
    unmark(expected, actor=coordinator, note="Перепутали")
    expected.refresh_from_db()
    assert (expected.state, expected.came_at) == ("confirmed", None)


def test_marks_are_fixed_once_the_hours_are_confirmed():
    row = attended()
    leader = leader_of(row.shift.group)
    confirm_hours(row, actor=leader)
    for act in (unmark, sign_out):
        with pytest.raises(PermissionDenied):
            act(row, actor=leader, note="Поздно")


def test_a_volunteer_comes_and_leaves_by_the_code_and_scanning_again_changes_nothing(
    expected, shift
):
    for leaving in (False, False, True, True):
        check_in(shift, actor=expected.user, leaving=leaving)
    expected.refresh_from_db()
    assert (expected.state, expected.left_at is not None) == ("attended", True)
    assert marks_of(expected) == ["attend", "left"]


def test_the_code_lets_in_only_who_has_a_place(shift, person):
    with pytest.raises(ValidationError, match="Вас нет в списке"):
        check_in(shift, actor=person)
    waiting = SignupFactory(shift=shift, user=person, state="waiting")
    with pytest.raises(PermissionDenied, match="нет места"):
        check_in(shift, actor=person)
    assert Signup.objects.get(pk=waiting.pk).state == "waiting"


def test_the_code_works_only_around_the_shift(person):
    early, late = ShiftFactory(), ShiftFactory(starts_at=hours(-30))
    for shift in (early, late):
        SignupFactory(shift=shift, user=person)
        with pytest.raises(PermissionDenied):
            check_in(shift, actor=person)


def test_a_visit_by_the_code_marks_nothing_the_button_does(client, expected, shift):
    client.force_login(expected.user)
    url = reverse("volunteers:here", args=[shift.code])
    assert "Я на месте" in client.get(url).content.decode()
    assert Signup.objects.get(pk=expected.pk).state == "confirmed"
    assert "Приход отмечен" in client.post(url, {"leaving": "0"}, follow=True).content.decode()
    assert "Уход отмечен" in client.post(url, {"leaving": "1"}, follow=True).content.decode()


def test_the_code_is_shown_to_coordinators_alone(client, expected, coordinator, shift):
    pages = ("shift", "attendance")
    seen = []
    for viewer in (expected.user, VerifiedUserFactory(), coordinator):
        client.force_login(viewer)
        texts = [client.get(reverse(f"volunteers:{page}", args=[shift.pk])) for page in pages]
        seen.append(any(shift.code in text.content.decode() for text in texts))
    assert seen == [False, False, True]


def test_the_list_marks_by_one_button_and_names_what_is_wrong(client, expected, coordinator):
    client.force_login(coordinator)
    url = reverse("volunteers:mark", args=[expected.pk])
    assert client.post(url, {"mark": "in"}, follow=True).status_code == 200
    refused = client.post(url, {"mark": "out", "at": "2001-01-01T10:00", "note": "Давно"})
    assert refused.status_code == 400
    assert "в пределах смены" in refused.content.decode()
    assert client.post(url, {"mark": "nonsense"}).status_code == 400
