"""Places: taken, waited for, offered, confirmed, given up."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from portal.cases.lifecycle import InvalidTransition
from portal.notifications.models import Notification
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    days,
    department,
    servants_of,
)
from training.actions import (
    cancel,
    cancel_session,
    change_quota,
    close_queue,
    confirm,
    enrol,
    enrol_department,
    expire,
    refuse,
)
from training.models import DepartmentQuota, Enrolment, Meeting, Session
from training.tasks import move_places

pytestmark = pytest.mark.django_db


def states(session) -> list[str]:
    return list(session.enrolments.order_by("pk").values_list("state", flat=True))


def taken(session) -> int:
    session.refresh_from_db()
    return session.places_taken


def test_a_free_place_is_taken_at_once_and_the_person_is_told(session, person):
    row = enrol(session, actor=person)
    assert (row.state, taken(session)) == ("enrolled", 1)
    assert Notification.objects.filter(recipient=person, url=row.get_absolute_url()).exists()


def test_who_comes_when_all_is_taken_waits(session):
    for person in VerifiedUserFactory.create_batch(3):
        enrol(session, actor=person)
    assert states(session) == ["enrolled", "enrolled", "waiting"]
    assert taken(session) == 2


def lesson(session, since: float, until: float, title: str = "Занятие (демо)") -> Meeting:
    return Meeting.objects.create(
        session=session, title=title, starts_at=days(since), ends_at=days(until)
    )


@pytest.mark.parametrize("state", ["enrolled", "admitted"])
def test_a_lesson_elsewhere_at_the_same_time_is_told_and_is_no_obstacle(
    client, session, person, state
):
    lesson(session, 10, 10.1)
    other = EnrolmentFactory(user=person, state=state).session
    lesson(other, 10.05, 10.2, "Спор о парке (демо)")
    lesson(other, 11, 11.1, "Другой день (демо)")
    client.force_login(person)
    address = reverse("training:enrol", args=[session.pk])
    page = client.get(address).content.decode()
    assert other.get_absolute_url() in page
    assert ("Спор о парке" in page, "Другой день" in page) == (True, False)
    assert client.post(address).status_code == 302
    assert taken(session) == 1


def test_who_is_offered_a_place_is_told_what_it_clashes_with(client, session, person):
    lesson(session, 10, 10.1)
    row = EnrolmentFactory(session=session, user=person, state="admitted")
    other = EnrolmentFactory(user=person).session
    lesson(other, 10.05, 10.2, "Спор о парке (демо)")
    client.force_login(person)
    assert "Спор о парке" in client.get(row.get_absolute_url()).content.decode()


def test_lessons_that_only_touch_or_are_not_the_persons_do_not_clash(session, person):
    held = lesson(session, 10, 10.1)
    touching = EnrolmentFactory(user=person).session
    Meeting.objects.create(
        session=touching, title="Следом", starts_at=held.ends_at, ends_at=days(10.2)
    )
    for user, state in ((person, "cancelled"), (person, "waiting"), (VerifiedUserFactory(), None)):
        row = EnrolmentFactory(user=user, state=state or "enrolled")
        lesson(row.session, 10, 10.1)
    off = EnrolmentFactory(user=person, session__state="cancelled").session
    lesson(off, 10, 10.1)
    assert list(Meeting.objects.clashing(session, person)) == []


def test_nobody_enrols_twice(session, person):
    enrol(session, actor=person)
    with pytest.raises(ValidationError, match="уже есть"):
        enrol(session, actor=person)
    assert taken(session) == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"enrol_from": days(1), "enrol_until": days(2)}, "откроется"),
        ({"closed": True}, "закончился"),
        ({"state": "cancelled"}, "отменено"),
        ({"state": "selected"}, "закончился"),
    ],
)
def test_nobody_enrols_outside_the_time(fields, reason, person):
    session = SessionFactory(**fields)
    with pytest.raises(PermissionDenied, match=reason):
        enrol(session, actor=person)
    assert states(session) == []


@pytest.mark.parametrize("audience", ["servants", "leaders", "reserve"])
def test_a_programme_for_others_does_not_take_a_resident(audience, person):
    session = SessionFactory(programme=ProgrammeFactory(audience=[audience]))
    with pytest.raises(PermissionDenied, match="для других людей"):
        enrol(session, actor=person)


def test_a_servant_enrols_for_the_department_they_serve_in():
    team = department(servants=1)
    session = SessionFactory(programme=ProgrammeFactory(audience=["servants"]))
    assert enrol(session, actor=servants_of(team)[0]).department == team


def test_a_person_without_a_name_is_asked_for_it(session):
    nameless = UserFactory(last_name="", first_name="")
    with pytest.raises(PermissionDenied, match="имя и фамилию"):
        enrol(session, actor=nameless)


def kept(team, *, places: int, **fields):
    """A session of places of which some are kept for the department for three more days."""
    session = SessionFactory(**{"quota_until": days(3), **fields})
    DepartmentQuota.objects.create(session=session, department=team, places=places)
    return session


def test_a_department_takes_no_more_places_than_it_is_kept():
    team = department(servants=3)
    session = kept(team, places=1, quota=3)
    for person in [*servants_of(team), *VerifiedUserFactory.create_batch(2)]:
        enrol(session, actor=person)
    assert states(session) == ["enrolled", "waiting", "waiting", "enrolled", "enrolled"]


def test_a_place_kept_for_a_department_waits_for_its_people():
    team = department(servants=1)
    session = kept(team, places=1, quota=2)
    for person in [*VerifiedUserFactory.create_batch(2), *servants_of(team)]:
        enrol(session, actor=person)
    assert states(session) == ["enrolled", "waiting", "enrolled"]


def test_places_kept_no_longer_go_to_who_waits_before_any_newcomer():
    team = department(servants=3)
    session = kept(team, places=2, quota=3)
    for person in [*VerifiedUserFactory.create_batch(2), *servants_of(team)[:1]]:
        enrol(session, actor=person)
    assert states(session) == ["enrolled", "waiting", "enrolled"]
    Session.objects.filter(pk=session.pk).update(quota_until=days(-0.1))
    enrol(session, actor=servants_of(team)[1])
    assert states(session) == ["enrolled", "admitted", "enrolled", "waiting"]


def test_the_clock_releases_what_a_department_left():
    team = department(servants=1)
    early = kept(team, places=1, quota=1)
    late = kept(team, places=1, quota=1, quota_until=days(-0.1))
    for one in (early, late):
        EnrolmentFactory(session=one, state="waiting")
    move_places()
    assert (states(early), states(late)) == (["waiting"], ["admitted"])


def test_a_place_given_up_is_offered_to_the_first_who_waits(session):
    people = VerifiedUserFactory.create_batch(4)
    rows = [enrol(session, actor=one) for one in people]
    cancel(rows[0], actor=people[0])
    assert states(session) == ["cancelled", "enrolled", "admitted", "waiting"]
    assert taken(session) == 2
    rows[2].refresh_from_db()
    assert rows[2].confirm_by is not None


def test_an_offer_passes_over_a_department_that_has_its_share():
    team = department(servants=2)
    first, second = servants_of(team)
    session = kept(team, places=1, quota=2)
    stranger, other = VerifiedUserFactory.create_batch(2)
    enrol(session, actor=first)
    leaving = enrol(session, actor=stranger)
    enrol(session, actor=second)
    enrol(session, actor=other)
    cancel(leaving, actor=stranger)
    assert states(session) == ["enrolled", "cancelled", "waiting", "admitted"]


def test_an_offered_place_is_confirmed_by_its_person_alone(session):
    row = EnrolmentFactory(session=session, state="admitted")
    with pytest.raises(PermissionDenied):
        confirm(row, actor=VerifiedUserFactory())
    confirm(row, actor=row.user)
    assert (states(session), taken(session)) == (["enrolled"], 1)


def test_a_place_not_confirmed_in_time_goes_to_the_next(session):
    late = EnrolmentFactory(session=session, state="admitted", confirm_by=days(-0.1))
    EnrolmentFactory(session=session)
    waiting = EnrolmentFactory(session=session, state="waiting")
    with pytest.raises(PermissionDenied, match="закончился"):
        confirm(late, actor=late.user)
    move_places()
    assert states(session) == ["expired", "enrolled", "admitted"]
    assert Notification.objects.filter(recipient=waiting.user).exists()


def test_the_clock_leaves_a_place_alone_while_there_is_time(session):
    row = EnrolmentFactory(session=session, state="admitted")
    assert expire(row) is None
    assert states(session) == ["admitted"]


def test_a_place_is_given_up_in_time_or_not_at_all(session):
    row = EnrolmentFactory(session=session)
    session.starts_at = days(0.5)
    session.ends_at = days(9)
    session.save()
    with pytest.raises(PermissionDenied, match="Напишите организатору"):
        cancel(Enrolment.objects.get(pk=row.pk), actor=row.user)


def test_an_organiser_frees_a_place_after_the_person_may_not(official, session):
    row = EnrolmentFactory(session=session)
    session.starts_at = days(0.5)
    session.save()
    cancel(Enrolment.objects.get(pk=row.pk), actor=official, note="Болезнь")
    assert (states(session), taken(session)) == (["cancelled"], 0)


def test_a_stranger_gives_up_nobodys_place(session):
    row = EnrolmentFactory(session=session)
    with pytest.raises(PermissionDenied):
        cancel(row, actor=VerifiedUserFactory())
    assert states(session) == ["enrolled"]


def test_nothing_is_offered_once_the_training_has_begun(official):
    session = SessionFactory(over=True, ends_at=days(3), quota=1)
    row = EnrolmentFactory(session=session)
    EnrolmentFactory(session=session, state="waiting")
    cancel(row, actor=official)
    assert states(session) == ["cancelled", "waiting"]
    move_places()
    assert states(session) == ["cancelled", "refused"]


def test_a_queue_is_not_closed_before_the_start(session):
    EnrolmentFactory(session=session, state="waiting")
    close_queue(session)
    assert states(session) == ["waiting"]


def test_more_places_are_offered_to_who_waits(official, session):
    EnrolmentFactory.create_batch(2, session=session)
    EnrolmentFactory.create_batch(2, session=session, state="waiting")
    change_quota(session, actor=official, places=3)
    assert states(session) == ["enrolled", "enrolled", "admitted", "waiting"]


def test_places_do_not_shrink_below_those_taken(official, session):
    EnrolmentFactory.create_batch(2, session=session)
    with pytest.raises(ValidationError, match="Уже занято"):
        change_quota(session, actor=official, places=1)


def test_an_outsider_changes_no_places(session, person):
    with pytest.raises(PermissionDenied):
        change_quota(session, actor=person, places=50)


def test_a_head_enrols_the_department_at_once_and_the_rest_wait(session, person):
    team = department(head=person, servants=3)
    rows = enrol_department(session, actor=person, department=team, people=servants_of(team))
    assert [row.state for row in rows] == ["enrolled", "enrolled", "waiting"]
    assert {row.enrolled_by for row in rows} == {person}


def test_a_head_enrols_nobody_of_another_department(session, person):
    own, other = department(head=person, servants=1), department(servants=1)
    people = servants_of(own) + servants_of(other)
    with pytest.raises(ValidationError, match="своего подразделения"):
        enrol_department(session, actor=person, department=own, people=people)
    with pytest.raises(PermissionDenied):
        enrol_department(session, actor=person, department=other, people=servants_of(other))
    assert states(session) == []


def test_a_head_takes_back_the_place_of_who_they_sent(session, person):
    team = department(head=person, servants=1)
    (row,) = enrol_department(session, actor=person, department=team, people=servants_of(team))
    cancel(row, actor=person)
    assert states(session) == ["cancelled"]


def test_a_head_does_not_touch_a_place_a_servant_took_alone(session, person):
    team = department(head=person, servants=1)
    row = enrol(session, actor=servants_of(team)[0])
    with pytest.raises(PermissionDenied):
        cancel(row, actor=person)


def test_a_refusal_needs_a_reason_and_reaches_the_person(official, session):
    row = EnrolmentFactory(session=session, state="waiting")
    with pytest.raises(ValidationError):
        refuse(row, actor=official)
    refuse(row, actor=official, note="Программа не для вашей должности")
    assert Notification.objects.filter(
        recipient=row.user, body__contains="не для вашей должности"
    ).exists()


def test_a_place_held_is_not_refused(official, session):
    row = EnrolmentFactory(session=session)
    with pytest.raises(InvalidTransition):
        refuse(row, actor=official, note="Нет")


def test_everybody_with_a_place_hears_that_the_training_is_off(official, session):
    row = EnrolmentFactory(session=session)
    gone = EnrolmentFactory(session=session, state="cancelled")
    cancel_session(session, actor=official, note="Преподаватель болен")
    told = Notification.objects.values_list("recipient", flat=True)
    assert row.user_id in told
    assert gone.user_id not in told


def test_who_gave_a_place_up_may_come_back(session, person):
    cancel(enrol(session, actor=person), actor=person)
    assert enrol(session, actor=person).state == "enrolled"
