"""Leaving, missing, replacing: the reserve comes in its order, the log is public and nameless."""

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting import actions
from budgeting.actions.commission_seats import missed_in_a_row
from budgeting.commission_data import collect
from budgeting.models import Attendance, Commission, CommissionMeeting, Project, Seat
from portal.accounts.actions import erase
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from tests.factories.commission import (
    ApplicationFactory,
    CommissionFactory,
    assessing,
    chair,
    days,
    drawn,
    seats,
)
from tests.factories.people import VerifiedUserFactory
from tests.factories.places import DistrictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission():
    return drawn(places=3, reserve_places=2)


def members(commission) -> list[int]:
    return [seat.place for seat in commission.seats.members()]


def test_a_member_who_leaves_gives_the_place_to_the_first_in_reserve(commission):
    gone = commission.seats.get(place=2)
    newcomer = actions.vacate_seat(gone, actor=gone.user, ground="resigned")
    assert newcomer.place == 4
    assert members(commission) == [1, 3, 4]
    told = Notification.objects.filter(recipient=newcomer.user, channel="inbox")
    assert told.latest("pk").subject.startswith("Вы член комиссии")


def test_the_log_is_public_and_names_numbers_alone(commission):
    gone = commission.seats.get(place=1)
    gone.user.last_name = "Тайнова"
    gone.user.save()
    newcomer = actions.vacate_seat(gone, actor=gone.user, ground="resigned", note="Болею")
    event = CaseEvent.objects.of(commission).public().get(kind="replaced")
    assert f"№ {gone.number}" in event.note
    assert f"№ {newcomer.number}" in event.note
    assert "Тайнова" not in event.note
    assert "Болею" not in event.note


def test_when_the_reserve_is_over_the_place_stays_free(commission):
    for place in (1, 2, 3):
        seat = commission.seats.get(place=place)
        actions.vacate_seat(seat, actor=seat.user, ground="resigned")
    assert members(commission) == [4, 5]
    assert "исчерпан" in CaseEvent.objects.of(commission).filter(kind="replaced").last().note


def test_one_in_reserve_may_step_out_and_nobody_moves_up(commission):
    seat = commission.seats.get(place=4)
    assert actions.vacate_seat(seat, actor=seat.user, ground="resigned") is None
    assert members(commission) == [1, 2, 3]
    assert CaseEvent.objects.of(commission).filter(kind="left").count() == 1


def test_nobody_leaves_twice(commission):
    seat = commission.seats.get(place=1)
    actions.vacate_seat(seat, actor=seat.user, ground="resigned")
    with pytest.raises(PermissionDenied, match="свободно"):
        actions.vacate_seat(seat, actor=seat.user, ground="resigned")


def test_a_neighbour_frees_nobodys_place(commission):
    seat, other = commission.seats.get(place=1), commission.seats.get(place=2)
    for actor in (other.user, VerifiedUserFactory()):
        with pytest.raises(PermissionDenied):
            actions.vacate_seat(seat, actor=actor, ground="resigned")


def meet(commission, number: int, **present: bool) -> None:
    meeting = CommissionMeeting.objects.create(
        commission=commission, number=number, starts_at=days(-1), place="Зал", agenda="Проекты",
        held_at=days(0), members=3, present=2,
    )  # fmt: skip
    for place, is_present in present.items():
        seat = commission.seats.get(place=int(place[1:]))
        Attendance.objects.create(meeting=meeting, seat=seat, is_present=is_present)


def test_two_meetings_missed_in_a_row_are_a_ground_one_is_not(commission):
    official, seat = chair(), commission.seats.get(place=1)
    meet(commission, 1, p1=False)
    meet(commission, 2, p1=True)
    meet(commission, 3, p1=False)
    assert missed_in_a_row(seat) == 1
    with pytest.raises(ValidationError, match="подряд"):
        actions.vacate_seat(seat, actor=official, ground="absent")
    meet(commission, 4, p1=False)
    assert actions.vacate_seat(seat, actor=official, ground="absent").place == 4
    assert "два заседания" in CaseEvent.objects.of(commission).get(kind="replaced").note


def test_meetings_before_the_membership_are_not_missed(commission):
    meet(commission, 1, p1=False)
    meet(commission, 2, p1=False)
    seat = commission.seats.get(place=1)
    newcomer = actions.vacate_seat(seat, actor=chair(), ground="absent")
    meet(commission, 3, p4=False)
    assert missed_in_a_row(newcomer) == 1


def test_with_places_by_district_the_same_district_comes_first():
    commission = CommissionFactory(places=4, reserve_places=4, by_district=True)
    districts = [DistrictFactory(name=name) for name in ("Ленинский", "Октябрьский")]
    for number in range(1, 9):
        ApplicationFactory(commission=commission, number=number, district=districts[number % 2])
    Commission.objects.update(closes_at=days(-0.01))
    actions.list_applications(commission, actor=chair())
    actions.draw_commission(commission, actor=chair(), seed="шар 7, шар 3")
    for gone in Seat.objects.members():
        came = actions.vacate_seat(gone, actor=gone.user, ground="resigned")
        assert came.application.district == gone.application.district


def test_one_who_has_voted_is_replaced_after_the_vote_only():
    commission = assessing(members=3)
    (substitute,) = seats(commission, 1, status="reserve")
    voter = commission.seats.first()
    points = dict.fromkeys(commission.contest, 3)
    actions.cast_rating(commission, actor=voter.user, points=points)
    with pytest.raises(ValidationError, match="уже проголосовал"):
        actions.vacate_seat(voter, actor=voter.user, ground="resigned")
    substitute.refresh_from_db()
    assert substitute.status == "reserve"


# --- Meetings -----------------------------------------------------------------------------------
def planned(commission, official) -> CommissionMeeting:
    return actions.plan_meeting(
        commission, actor=official, starts_at=days(1), place="Зал (демо)", agenda="О проектах"
    )


def test_a_meeting_is_called_in_advance_and_every_member_hears_of_it(commission):
    meeting = planned(commission, chair())
    assert meeting.number == 1
    told = Notification.objects.filter(event__kind="meeting", channel="inbox")
    assert set(told.values_list("recipient", flat=True)) == set(
        commission.seats.members().values_list("user", flat=True)
    )
    with pytest.raises(ValidationError, match="заранее"):
        actions.plan_meeting(
            commission, actor=chair(), starts_at=days(-1), place="Зал", agenda="Поздно"
        )


def held(meeting, official, *places) -> CommissionMeeting:
    CommissionMeeting.objects.filter(pk=meeting.pk).update(starts_at=days(-0.1))
    present = [seat.pk for seat in meeting.commission.seats.filter(place__in=places)]
    return actions.record_meeting(meeting, actor=official, present=present, minutes="Решили")


@pytest.mark.parametrize(("places", "quorum"), [((1,), False), ((1, 2), True), ((1, 2, 3), True)])
def test_the_quorum_is_more_than_half_of_the_members(commission, places, quorum):
    meeting = held(planned(commission, chair()), chair(), *places)
    assert meeting.has_quorum is quorum
    assert list(
        meeting.attendance.order_by("seat__place").values_list("is_present", flat=True)
    ) == [place in places for place in (1, 2, 3)]


def test_minutes_are_kept_once_and_not_before_the_meeting(commission):
    official, meeting = chair(), planned(commission, chair())
    with pytest.raises(ValidationError, match="не началось"):
        actions.record_meeting(meeting, actor=official, present=[], minutes="Рано")
    held(meeting, official, 1, 2)
    with pytest.raises(ValidationError, match="уже всё внесено"):
        actions.record_meeting(meeting, actor=official, present=[], minutes="Ещё раз")
    with pytest.raises(ValidationError, match="уже всё внесено"):
        actions.cancel_meeting(meeting, actor=official, reason="Передумали")


def test_only_members_of_this_commission_are_present(commission):
    meeting = planned(commission, chair())
    reserve = commission.seats.get(place=4)
    CommissionMeeting.objects.update(starts_at=days(-0.1))
    with pytest.raises(ValidationError, match="Не член"):
        actions.record_meeting(meeting, actor=chair(), present=[reserve.pk], minutes="Да")
    assert not Attendance.objects.exists()


def test_a_member_neither_calls_nor_records_a_meeting(commission):
    meeting, member = planned(commission, chair()), commission.seats.first().user
    with pytest.raises(PermissionDenied):
        planned(commission, member)
    with pytest.raises(PermissionDenied):
        held(meeting, member, 1)
    with pytest.raises(PermissionDenied):
        actions.cancel_meeting(meeting, actor=member, reason="Нет")


def test_a_cancelled_meeting_tells_why(commission):
    meeting = planned(commission, chair())
    actions.cancel_meeting(meeting, actor=chair(), reason="Метель")
    assert "Метель" in CaseEvent.objects.of(commission).get(kind="cancelled").note


# --- An erased account --------------------------------------------------------------------------
def test_an_erased_account_leaves_its_seat_its_wish_and_its_name(commission):
    seat = commission.seats.first()
    Seat.objects.filter(pk=seat.pk).update(name_agreed_at=days(0))
    wish = ApplicationFactory(commission=CommissionFactory(), user=seat.user, number=1)
    erase(seat.user, actor=seat.user)
    seat.refresh_from_db()
    wish.refresh_from_db()
    assert (seat.status, seat.name_agreed_at, wish.state) == ("left", None, "withdrawn")
    assert members(commission) == [2, 3, 4]


def test_my_data_hold_my_number_my_marks_and_nobody_elses():
    commission = assessing(method="criteria", projects=1)
    mine, other = commission.seats.members()[:2]
    for seat, value in ((mine, 2), (other, 5)):
        marks = {"social_effect": value, "maintenance": value}
        project = Project.objects.get()
        actions.save_sheet(commission, project, actor=seat.user, marks=marks, is_final=True)
    found = collect(mine.user)
    assert [row["number"] for row in found["commission_seats"]] == [mine.place]
    (sheet,) = found["commission_marks"]
    assert sheet["marks"] == {"social_effect": "2.000", "maintenance": "2.000"}


def test_a_member_is_known_by_the_right_other_rules_ask_for(commission):
    round_ = commission.round
    member, reserve = commission.seats.first().user, commission.seats.last().user
    asked = [rules.has_perm("budgeting.sit_on_commission", user, round_) for user in (
        member, reserve, VerifiedUserFactory(), AnonymousUser(),
    )]  # fmt: skip
    assert asked == [True, False, False, False]
